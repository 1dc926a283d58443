'use client';
import { useResolve } from '../ticket/resolve-dialog';
import { useTicketIfOpen } from '../ticket/use-ticket';

/** The acts on the open ticket that have no place of their own in the page; null with none open. */
export function useTicketActs() {
  const open = useTicketIfOpen();
  const resolve = useResolve();
  if (!open) return null;
  const { ticket, change } = open;
  return {
    take: () => {
      if (ticket.assignee?.userId !== ticket.me.userId) change({ assignee: ticket.me });
    },
    unassign: () => {
      if (ticket.assignee) change({ assignee: null });
    },
    resolve: () => {
      if (ticket.status !== 'resolved' && ticket.status !== 'closed') resolve.ask();
    },
  };
}

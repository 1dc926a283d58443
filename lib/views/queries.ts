import type { TicketFilter } from '@/lib/tickets/queries/conditions';
import type { TicketStatus } from '@/lib/tickets/schema';
import type { Queue } from './rules';

const active: TicketStatus[] = ['open', 'pending', 'in_progress'];

const filters: Record<Queue, TicketFilter> = {
  mine: { assignedTo: ['me'], status: active },
  unassigned: { assignedTo: ['none'], status: active },
  open: { status: ['open'] },
  pending: { status: ['pending'] },
  urgent: { priority: ['urgent'], status: active },
  snoozed: {},
  resolved: { status: ['resolved'] },
  all: {},
};

/** What a queue, narrowed by what stands in the search box, asks of the database. */
export async function viewFilter({ queue, q }: { queue: Queue; q: string }): Promise<TicketFilter> {
  return { ...filters[queue], ...(q && { q }) };
}

'use client';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { DeskTicketObject } from '@/lib/desk/schema';
import { fetchDesk } from './fetch-desk';
import { deskKeys } from './keys';

/** How one ticket is read. Errors: `DeskFailure`, `TICKET_NOT_FOUND` among them. */
export function ticketQuery(number: number) {
  return queryOptions({
    queryKey: deskKeys.ticket(number),
    queryFn: async ({ signal }) => (await fetchDesk<DeskTicketObject>(`/v2/desk/tickets/${number}`, signal)).data,
  });
}

/** One ticket, read again when it may have changed. Without a number nothing is read. */
export function useTicketData(number: number | null) {
  return useQuery({ ...ticketQuery(number ?? 0), enabled: !!number });
}

/** Has the tickets that are likely to be opened next at hand before they are asked for. */
export function useTicketsAhead(numbers: number[]): void {
  const client = useQueryClient();
  const wanted = numbers.join();
  useEffect(() => {
    // Not for one that is only passed by on the way to another.
    const timer = setTimeout(() => {
      for (const number of wanted.split(',').filter(Boolean)) void client.prefetchQuery(ticketQuery(Number(number)));
    }, 60);
    return () => clearTimeout(timer);
  }, [client, wanted]);
}

/** For what leads to a ticket: a pointer that rests on it has the ticket fetched before the click. */
export function useIntent(number: number) {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  return {
    onPointerEnter: () => {
      timer.current = setTimeout(() => void client.prefetchQuery(ticketQuery(number)), 80);
    },
    onPointerLeave: () => clearTimeout(timer.current),
  };
}

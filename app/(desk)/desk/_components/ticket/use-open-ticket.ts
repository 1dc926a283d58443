'use client';
import { useState } from 'react';
import type { DeskTicketObject } from '@/lib/desk/schema';
import { DeskFailure } from '../data/fetch-desk';
import { deskKeys } from '../data/keys';
import { useLastFailure } from '../data/use-last-failure';
import { useTicketData } from '../data/use-ticket-data';

/** How it stands with the ticket of the address. `data` is what is shown: while one opens, the one before. */
export interface OpenTicket {
  is: 'closed' | 'opening' | 'open' | 'missing' | 'failed';
  data: DeskTicketObject | null;
  error: Error | null;
  retry: () => void;
}

/** The ticket of the address, with the one before it until it has come. */
export function useOpenTicket(number: number | null): OpenTicket {
  const query = useTicketData(number);
  const [kept, setKept] = useState<DeskTicketObject | null>(query.data ?? null);
  const data = number === null ? null : (query.data ?? kept);
  if (data !== kept) setKept(data);
  const error = useLastFailure(query, deskKeys.ticket(number ?? 0));
  const common = { error, retry: () => void query.refetch() };
  if (number === null) return { ...common, is: 'closed', data: null };
  if (query.data) return { ...common, is: 'open', data: query.data };
  const isMissing = number === 0 || (error instanceof DeskFailure && error.failure.code === 'TICKET_NOT_FOUND');
  if (isMissing) return { ...common, is: 'missing', data: null };
  return error ? { ...common, is: 'failed', data: null } : { ...common, is: 'opening', data };
}

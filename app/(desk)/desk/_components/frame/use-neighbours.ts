'use client';
import { useRef } from 'react';
import type { Rows } from '../data/use-rows';
import { useTicketsAhead } from '../data/use-ticket-data';

/** How far ahead the neighbours of the open ticket are fetched, each way. */
const ahead = 2;

/** The tickets before and after the open one in the list, by number, both at hand already. Of one that left the list, those round its place. */
export function useNeighbours({ rows }: Rows, ticket: number | null): { previous: number | null; next: number | null } {
  const last = useRef({ ticket, at: 0 });
  const found = rows.findIndex(({ row }) => row.number === ticket);
  if (found !== -1) last.current = { ticket, at: found };
  const isGone = found === -1;
  // Never in the list while it was open: the first row is as good as any.
  const place = !isGone ? found : last.current.ticket === ticket ? last.current.at : 0;
  const numberAt = (index: number) => rows[index]?.row.number ?? null;
  const next = isGone ? place : place + 1;
  const around = Array.from({ length: ahead }, (_, step) => [numberAt(next + step), numberAt(place - 1 - step)]).flat();
  useTicketsAhead(ticket === null ? [] : around.filter((number) => number !== null));
  if (ticket === null) return { previous: null, next: null };
  return { previous: numberAt(place - 1), next: numberAt(next) };
}

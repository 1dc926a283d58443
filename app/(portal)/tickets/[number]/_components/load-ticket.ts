import { notFound, redirect } from 'next/navigation';
import { getTimeZone } from 'next-intl/server';
import { cache } from 'react';
import { type Entry, threadEntries } from '@/components/tickets/thread-entries';
import { isStaff } from '@/lib/auth/actor';
import { requireActor } from '@/lib/auth/page';
import { namesOf } from '@/lib/people/queries';
import { findTicket } from '@/lib/tickets/queries/find';

/**
 * The ticket of an address and who reads it, asked once a request. Not there, not theirs and no number look the same. Staff
 * read here only what they filed themselves, and everybody else's at the desk.
 */
export const loadTicket = cache(async (number: string) => {
  const actor = await requireActor(`/tickets/${encodeURIComponent(number)}`);
  // Nine digits always fit the database's integer.
  if (!/^[1-9]\d{0,8}$/.test(number)) notFound();
  const ticket = await findTicket(actor, { number: Number(number) });
  if (!ticket) notFound();
  if (isStaff(actor) && ticket.clientId !== actor.userId) redirect(`/desk/tickets/${number}`);
  return { actor, ticket };
});

function assigneesIn(entries: Entry[]): string[] {
  const clauses = entries.flatMap((entry) => (entry.kind === 'changes' ? entry.clauses : []));
  return clauses.flatMap((clause) => (clause.kind === 'assigned' && clause.to ? [clause.to] : []));
}

/** The same with its thread as it reads, and the names of everybody whom it mentions. */
export async function loadThread(number: string) {
  const { actor, ticket } = await loadTicket(number);
  const entries = threadEntries(ticket.threads, ticket.attachments, await getTimeZone());
  const names = await namesOf([...assigneesIn(entries), ...(ticket.assignedToId ? [ticket.assignedToId] : [])]);
  return { actor, ticket, entries, names };
}

import { notFound, redirect } from 'next/navigation';
import { getTimeZone } from 'next-intl/server';
import { cache } from 'react';
import { type Entry, threadEntries } from '@/components/tickets/thread-entries';
import { isStaff } from '@/lib/auth/actor';
import { requireActor } from '@/lib/auth/page';
import { cursorNow } from '@/lib/events/queries';
import { type FieldRow, listFields } from '@/lib/fields/queries';
import { namesOf } from '@/lib/people/queries';
import { findRating } from '@/lib/ratings/queries';
import { findTicket } from '@/lib/tickets/queries/find';
import { typicalAnswer } from '@/lib/tickets/queries/typical-answer';
import { isActive } from '@/lib/tickets/rules';

/**
 * The ticket of an address and who reads it, asked once a request. Not there, not theirs and no number look the same. Staff
 * read here only what they filed themselves, and everybody else's at the desk. `since` is where what happens later begins.
 */
export const loadTicket = cache(async (number: string) => {
  const actor = await requireActor(`/tickets/${encodeURIComponent(number)}`);
  // Nine digits always fit the database's integer.
  if (!/^[1-9]\d{0,8}$/.test(number)) notFound();
  const since = await cursorNow(actor);
  const ticket = await findTicket(actor, { number: Number(number) });
  if (!ticket) notFound();
  if (isStaff(actor) && ticket.clientId !== actor.userId) redirect(`/desk/tickets/${number}`);
  if (ticket.mergedInto) redirect(`/tickets/${ticket.mergedInto.number}?from=${ticket.number}`);
  return { actor, ticket, since };
});

function assigneesIn(entries: Entry[]): string[] {
  const clauses = entries.flatMap((entry) => (entry.kind === 'changes' ? entry.clauses : []));
  return clauses.flatMap((clause) => (clause.kind === 'assigned' && clause.to ? [clause.to] : []));
}

/**
 * The same with its thread as it reads, the names of everybody whom it mentions, its rating, and while nobody has answered in
 * how many seconds one usually does, if that is known.
 */
export async function loadThread(number: string) {
  const { actor, ticket, since } = await loadTicket(number);
  const entries = threadEntries(ticket.threads, ticket.attachments, await getTimeZone());
  const isWaiting = isActive(ticket.status) && ticket.threads.every((thread) => thread.type !== 'agent');
  const [names, rating, typical, fields] = await Promise.all([
    namesOf([...assigneesIn(entries), ...(ticket.assignedToId ? [ticket.assignedToId] : [])]),
    isActive(ticket.status) ? null : findRating(actor, ticket.id),
    isWaiting ? typicalAnswer() : null,
    Object.keys(ticket.fields).length > 0 ? listFields(actor) : ([] as FieldRow[]),
  ]);
  return { actor, ticket, since, entries, names, rating, typical, fields };
}

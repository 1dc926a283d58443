import { notFound, redirect } from 'next/navigation';
import { cache } from 'react';
import { isStaff } from '@/lib/auth/actor';
import { requireActor } from '@/lib/auth/page';
import { findTicket } from '@/lib/tickets/queries';

/**
 * The ticket of an address and who reads it, asked once a request. Not there, not theirs and no number look the same. Staff
 * read here only what they filed themselves, and everybody else's at the desk.
 */
export const loadTicket = cache(async (number: string) => {
  const actor = await requireActor(`/tickets/${number}`);
  // Nine digits always fit the database's integer.
  if (!/^[1-9]\d{0,8}$/.test(number)) notFound();
  const ticket = await findTicket(actor, { number: Number(number) });
  if (!ticket) notFound();
  if (isStaff(actor) && ticket.clientId !== actor.userId) redirect(`/desk/tickets/${number}`);
  return { actor, ticket };
});

import sql, { type Sql } from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';

/** The condition on `tickets t` that lets an actor see it: staff all, clients their own. Part of every `where`. */
export function visibleTickets(actor: Actor): Sql {
  if (actor.kind === 'system' || isStaff(actor)) return sql`true`;
  return sql`t.client_id = ${actor.userId}::uuid`;
}

/** The same of a ticket at hand. */
export function maySeeTicket(actor: Actor, ticket: { clientId: string }): boolean {
  return actor.kind === 'system' || isStaff(actor) || ticket.clientId === actor.userId;
}

/** The condition on `threads m` that lets an actor see a message: notes are for staff. */
export function visibleThreads(actor: Actor): Sql {
  return isStaff(actor) ? sql`true` : sql`NOT m.is_internal`;
}

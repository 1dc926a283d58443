import sql, { type Sql } from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { maySeeTicket, visibleTickets } from '@/lib/tickets/policy';
import type { FeedRow } from './feed';

/**
 * The condition on `events e` and its `tickets t` that lets an actor hear of it: clients of no notes, and of their own tickets;
 * staff of nothing twice (an echo tells a merged ticket's client of what staff hear of where it happened).
 */
export function visibleEvents(actor: Actor): Sql {
  return isStaff(actor)
    ? sql`${visibleTickets(actor)} AND NOT (e.data ? 'echo')`
    : sql`${visibleTickets(actor)} AND NOT e.is_internal`;
}

/** The same of an event at hand. feed.db.test.ts holds the two together. */
export function maySeeEvent(actor: Actor, row: FeedRow): boolean {
  return maySeeTicket(actor, row) && (isStaff(actor) ? !row.data.echo : !row.isInternal);
}

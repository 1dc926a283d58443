import sql from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { maySeeTicket, visibleTickets } from '@/lib/tickets/policy';
import type { FeedRow, VisibleEvents } from './feed';

/**
 * What an actor may hear of: clients of no notes, and of their own tickets; staff of nothing twice (an echo tells a merged
 * ticket's client of what staff hear of where it happened).
 */
export function visibleEvents(actor: Actor): VisibleEvents {
  if (actor.kind === 'system' || isStaff(actor))
    return { where: sql`${visibleTickets(actor)} AND NOT (e.data ? 'echo')` };
  return { where: sql`${visibleTickets(actor)} AND NOT e.is_internal`, clientId: actor.userId };
}

/** The same of an event at hand. feed.db.test.ts holds the two together. */
export function maySeeEvent(actor: Actor, row: FeedRow): boolean {
  return maySeeTicket(actor, row) && (isStaff(actor) ? !row.data.echo : !row.isInternal);
}

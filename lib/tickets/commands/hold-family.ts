import sql from 'sql-template-tag';
import { type Actor, isStaff, systemActor } from '@/lib/auth/actor';
import { inTransaction, type Queryable } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { visibleTickets } from '../policy';
import { type HeldTicket, holdTicket, lockTicket } from './apply';

// The order in which tickets are locked, so that nobody waits for whom waits for them: tops by their ids, then what was merged
// into them. Only whoever holds its top may lock a merged ticket and go on.

/** A ticket and where its life goes on: itself unless it was merged. */
export interface Family {
  held: HeldTicket;
  top: HeldTicket;
}

/** The ticket was merged or unmerged between a look and the lock. */
class MovedError extends Error {}

/** Locks a ticket that the actor can see, after the top of its family. Errors: `TICKET_NOT_FOUND`. */
export async function holdFamily(tx: Queryable, actor: Actor, id: string): Promise<Family> {
  const look = () =>
    tx.query<{ topId: string | null }>(
      sql`SELECT t.merged_into_id AS "topId" FROM tickets t WHERE t.id = ${id}::uuid AND ${visibleTickets(actor)}`,
      `look_up_top_${isStaff(actor) ? 'staff' : 'client'}`,
    );
  const [seen] = await look();
  if (!seen) throw new AppError('TICKET_NOT_FOUND');
  if (seen.topId === null) {
    const held = await lockTicket(tx, actor, id);
    if (held.mergedIntoId) throw new MovedError();
    return { held, top: held };
  }
  // A client may not see it, and moves it all the same.
  const top = await lockTicket(tx, systemActor('merge'), seen.topId);
  const [now] = await look();
  if (now?.topId !== top.id) throw new MovedError();
  const held = await lockTicket(tx, actor, id);
  const latest = new Date(Math.max(held.now.getTime(), top.now.getTime()));
  return { held: { ...held, now: latest }, top: { ...top, now: latest } };
}

/**
 * Locks what a reply needs. Clients go on writing on a ticket that was merged; staff write where it goes on. Errors:
 * `TICKET_NOT_FOUND`, `TICKET_MERGED`.
 */
export async function holdForReply(tx: Queryable, actor: Actor, id: string): Promise<Family> {
  if (!isStaff(actor)) return holdFamily(tx, actor, id);
  const held = await holdTicket(tx, actor, id);
  return { held, top: held };
}

/**
 * Keeps tickets from being merged or unmerged, and others from doing this with them, without being held for a change
 * themselves. Gives their numbers.
 */
export async function shareFamilies(tx: Queryable, ids: string[]): Promise<Map<string, number>> {
  const look = () =>
    tx.query<{ id: string; number: number; topId: string }>(
      sql`SELECT t.id, t.number, coalesce(t.merged_into_id, t.id) AS "topId" FROM tickets t WHERE t.id = ANY(${ids}::uuid[])
          ORDER BY t.id`,
    );
  const rows = await look();
  for (const topId of [...new Set(rows.map((row) => row.topId))].sort()) {
    const [top] = await tx.query<{ isTop: boolean }>(
      sql`SELECT merged_into_id IS NULL AS "isTop" FROM tickets WHERE id = ${topId}::uuid FOR NO KEY UPDATE`,
    );
    if (!top?.isTop) throw new MovedError();
  }
  const now = await look();
  if (now.some((row, index) => row.topId !== rows[index]?.topId)) throw new MovedError();
  return new Map(rows.map((row) => [row.id, row.number]));
}

/** As `inTransaction`, again where a ticket was merged or unmerged in the moment before its lock was had. */
export async function inFamilyTransaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T> {
  for (let left = 5; ; left--) {
    try {
      return await inTransaction(work);
    } catch (error) {
      if (!(error instanceof MovedError) || left === 0) throw error;
    }
  }
}

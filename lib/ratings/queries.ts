import sql, { empty } from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { db, type Queryable } from '@/lib/platform/db';
import type { RatingObject } from './schema';

interface Row {
  good: boolean;
  comment: string | null;
  createdAt: Date;
  updatedAt: Date;
}

/** The rating of a ticket that the actor can see, or null. */
export async function findRating(actor: Actor, ticketId: string, on: Queryable = db): Promise<RatingObject | null> {
  const own = actor.kind === 'user' && !isStaff(actor) ? sql`AND r.client_id = ${actor.userId}::uuid` : empty;
  const [row] = await on.query<Row>(
    sql`SELECT r.is_good AS good, r.comment, r.created_at AS "createdAt", r.updated_at AS "updatedAt"
        FROM ratings r WHERE r.ticket_id = ${ticketId}::uuid ${own}`,
  );
  return row ? { ...row, createdAt: row.createdAt.toISOString(), updatedAt: row.updatedAt.toISOString() } : null;
}

import sql from 'sql-template-tag';
import type { UserActor } from '@/lib/auth/actor';
import { record } from '@/lib/events/record';
import { inTransaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { holdTicket } from '@/lib/tickets/commands/apply';
import { isActive } from '@/lib/tickets/rules';
import { findRating } from './queries';
import { changeableDays, type Rate, type RatingObject } from './schema';

/**
 * Says how a ticket was answered: its own client, once it is resolved or closed, and again within 14 days of the first time
 * or of a later resolution. Saying the same again changes nothing.
 * Errors: `TICKET_NOT_FOUND`, `FORBIDDEN` for who is not its client, `NOT_RESOLVED`, `RATING_FINAL`.
 */
export async function rateTicket(actor: UserActor, id: string, { good, comment }: Rate): Promise<RatingObject> {
  return inTransaction(async (tx) => {
    const held = await holdTicket(tx, actor, id);
    if (held.clientId !== actor.userId) throw new AppError('FORBIDDEN');
    if (isActive(held.status)) throw new AppError('NOT_RESOLVED');
    const before = await findRating(actor, id, tx);
    if (!before || before.good !== good || before.comment !== comment) {
      const written = await tx.query(
        sql`INSERT INTO ratings AS r (ticket_id, client_id, is_good, comment)
            VALUES (${id}::uuid, ${actor.userId}::uuid, ${good}::boolean, ${comment}::text)
            ON CONFLICT (ticket_id) DO UPDATE
            SET is_good = excluded.is_good, comment = excluded.comment, updated_at = clock_timestamp()
            WHERE greatest(r.created_at, ${held.resolvedAt}::timestamptz) > now() - make_interval(days => ${changeableDays})
            RETURNING 1`,
      );
      if (written.length === 0) throw new AppError('RATING_FINAL');
      await record(tx, actor, { name: 'ticket.rated', subject: { type: 'ticket', id }, data: { rating: { good } } });
    }
    const rating = await findRating(actor, id, tx);
    if (!rating) throw new Error('a rating that was just written is there');
    return rating;
  });
}

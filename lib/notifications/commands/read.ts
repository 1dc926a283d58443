import sql, { type Sql } from 'sql-template-tag';
import { isStaff, type UserActor } from '@/lib/auth/actor';
import { db } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { fromPublicId } from '@/lib/platform/ids';
import { countUnread } from '../queries';
import type { ReadNotifications } from '../schema';

function chosen({ ids, ticket, all }: ReadNotifications): Sql {
  if (ids) {
    const known = ids.flatMap((id) => fromPublicId(id, 'notification') ?? []);
    return sql`n.id = ANY(${known}::uuid[])`;
  }
  if (ticket) return sql`n.ticket_id = ${fromPublicId(ticket, 'support_ticket')}::uuid`;
  return all ? sql`true` : sql`false`;
}

/**
 * Marks the actor's own notifications read: these, those of a ticket, or all. Gives how many are left unread.
 * Errors: `FORBIDDEN` for clients.
 */
export async function readNotifications(actor: UserActor, which: ReadNotifications): Promise<number> {
  if (!isStaff(actor)) throw new AppError('FORBIDDEN');
  await db.query(
    sql`UPDATE notifications n SET read_at = now()
        WHERE n.user_id = ${actor.userId}::uuid AND n.read_at IS NULL AND ${chosen(which)}`,
  );
  return countUnread(actor);
}

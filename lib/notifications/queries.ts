import sql, { empty } from 'sql-template-tag';
import { isStaff, type Role, type UserActor } from '@/lib/auth/actor';
import { decodeCursor, encodeCursor } from '@/lib/platform/cursor';
import { db } from '@/lib/platform/db';
import { AppError, invalid } from '@/lib/platform/errors';
import { visibleTickets } from '@/lib/tickets/policy';
import { kinds, type ListNotifications, type NotificationKind, type NotificationSettings } from './schema';

export interface NotificationRow {
  id: string;
  kind: NotificationKind;
  ticketId: string;
  number: number;
  title: string;
  actorId: string | null;
  actorName: string | null;
  actorRole: Role | null;
  /** The first 200 characters of the message that it points to. */
  text: string | null;
  createdAt: Date;
  readAt: Date | null;
}

function placeIn(cursor: string): { at: Date; id: string } {
  const [at, id] = decodeCursor(cursor) ?? [];
  const isMoment = Number.isSafeInteger(at) && Number(at) >= 0 && Number(at) < 8.64e15;
  if (!isMoment || typeof id !== 'string' || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
    throw invalid({ field: 'cursor', code: 'INVALID_CURSOR' });
  return { at: new Date(Number(at)), id };
}

/**
 * A page of the actor's own notifications, newest first, by keyset. One round trip. Errors: `FORBIDDEN` for clients, also for
 * one who worked here when they were made; `INVALID_CURSOR`.
 */
export async function listNotifications(
  actor: UserActor,
  { limit, cursor, unread }: ListNotifications,
): Promise<{ rows: NotificationRow[]; next: string | null }> {
  if (!isStaff(actor)) throw new AppError('FORBIDDEN');
  const place = cursor === undefined ? undefined : placeIn(cursor);
  const rows = await db.query<NotificationRow>(
    sql`SELECT n.id, n.kind, n.ticket_id AS "ticketId", t.number, t.title, n.actor_id AS "actorId", u.name AS "actorName",
          u.role AS "actorRole", left(m.message, 200) AS text, n.created_at AS "createdAt", n.read_at AS "readAt"
        FROM notifications n JOIN tickets t ON t.id = n.ticket_id LEFT JOIN users u ON u.id = n.actor_id
          LEFT JOIN threads m ON m.id = n.thread_id
        WHERE n.user_id = ${actor.userId}::uuid AND ${visibleTickets(actor)} ${unread ? sql`AND n.read_at IS NULL` : empty}
          ${place ? sql`AND (n.created_at, n.id) < (${place.at}::timestamptz, ${place.id}::uuid)` : empty}
        ORDER BY n.created_at DESC, n.id DESC LIMIT ${limit + 1}`,
  );
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { rows: rows.slice(0, limit), next: last ? encodeCursor([last.createdAt, last.id]) : null };
}

/** How many of the actor's notifications are unread, at most 100. Errors: `FORBIDDEN` for clients. One round trip. */
export async function countUnread(actor: UserActor): Promise<number> {
  if (!isStaff(actor)) throw new AppError('FORBIDDEN');
  const [row] = await db.query<{ n: number }>(
    sql`SELECT count(*)::int AS n FROM (SELECT 1 FROM notifications n
          WHERE n.user_id = ${actor.userId}::uuid AND n.read_at IS NULL LIMIT 100) x`,
    'count_unread',
  );
  return row?.n ?? 0;
}

/** Which kinds the actor is told of: all but those that they turned off. Errors: `FORBIDDEN` for clients. One round trip. */
export async function readSettings(actor: UserActor): Promise<NotificationSettings> {
  if (!isStaff(actor)) throw new AppError('FORBIDDEN');
  const rows = await db.query<{ kind: string }>(
    sql`SELECT kind FROM notification_settings WHERE user_id = ${actor.userId}::uuid AND NOT is_on`,
  );
  const off = new Set(rows.map(({ kind }) => kind));
  return Object.fromEntries(kinds.map((kind) => [kind, !off.has(kind)])) as NotificationSettings;
}

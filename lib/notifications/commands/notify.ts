import sql from 'sql-template-tag';
import type { Queryable } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { strongest } from '../rules';
import type { NotificationKind } from '../schema';

/** Something that somebody should know of. */
export interface NewNotice {
  userId: string;
  kind: NotificationKind;
  ticketId: string;
  /** Who did it; null for Hilo itself. */
  actorId: string | null;
  /** The event that it tells of: nobody is told of one twice. */
  eventId?: number;
  /** The message that it points to. */
  threadId?: string;
  /** What belongs to one act: of that, each person is told one thing. The notice alone, when unsaid. */
  act?: string;
  /** When it happened; now when unsaid. */
  at?: Date;
}

/** Those of the notices that are wanted: by people who work here, and who have not turned the kind off. */
async function wanted(tx: Queryable, notices: NewNotice[]): Promise<NewNotice[]> {
  const rows = await tx.query<{ id: string; off: string[] }>(
    sql`SELECT u.id, COALESCE((SELECT array_agg(s.kind) FROM notification_settings s WHERE s.user_id = u.id AND NOT s.is_on), '{}') AS off
        FROM users u WHERE u.id = ANY(${[...new Set(notices.map(({ userId }) => userId))]}::uuid[])
          AND u.is_staff AND u.disabled_at IS NULL`,
  );
  const offOf = new Map(rows.map(({ id, off }) => [id, off]));
  return notices.filter(
    ({ userId, kind, actorId }) => userId !== actorId && offOf.has(userId) && !offOf.get(userId)?.includes(kind),
  );
}

/**
 * Tells people of the desk what they should know of, in the transaction that made it happen or that handles its event. Left
 * out are who did it themselves, who does not work here, and who turned the kind off. Two round trips.
 */
export async function notify(tx: Queryable, notices: NewNotice[]): Promise<void> {
  if (notices.length === 0) return;
  const keyed = (await wanted(tx, notices)).map((notice) => ({ ...notice, id: newId() }));
  const told = strongest(keyed, ({ ticketId, act, id }) => `${ticketId} ${act ?? id}`);
  if (told.length === 0) return;
  await tx.query(
    sql`INSERT INTO notifications (id, user_id, kind, ticket_id, actor_id, event_id, thread_id, created_at)
        SELECT n.id, n.user_id, n.kind, n.ticket_id, n.actor_id, n.event_id, n.thread_id, COALESCE(n.at, now())
        FROM unnest(${told.map((each) => each.id)}::uuid[], ${told.map((each) => each.userId)}::uuid[],
            ${told.map((each) => each.kind)}::text[], ${told.map((each) => each.ticketId)}::uuid[],
            ${told.map((each) => each.actorId)}::uuid[], ${told.map((each) => each.eventId ?? null)}::bigint[],
            ${told.map((each) => each.threadId ?? null)}::uuid[], ${told.map((each) => each.at ?? null)}::timestamptz[])
          AS n(id, user_id, kind, ticket_id, actor_id, event_id, thread_id, at)
        ON CONFLICT (user_id, kind, event_id) DO NOTHING`,
  );
}

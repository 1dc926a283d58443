import sql, { type Sql } from 'sql-template-tag';
import type { Role } from '@/lib/auth/actor';
import { db, type Queryable } from '@/lib/platform/db';
import { feedStart, type Place } from './place';
import { type TicketEventName, ticketEvents } from './schema';

/** One event of a ticket, whole: what of it somebody may know is for policy.ts to say. */
export interface FeedRow extends Place {
  type: TicketEventName;
  ticketId: string;
  number: number;
  clientId: string;
  /** Null when a program did it. */
  actorId: string | null;
  actorRole: Role | null;
  /** True for what only staff may know of. */
  isInternal: boolean;
  data: {
    changes?: Record<string, { from: unknown; to: unknown }>;
    threadId?: string;
    rating?: { good: boolean };
    imported?: true;
    /** The other ticket of a merge, a split or a link. */
    other?: { id: string; number: number };
    /** Told to the client of a merged ticket alone. */
    echo?: true;
  };
  createdAt: Date;
}

/**
 * The position up to which the feed is complete, in the snapshot of the statement that it stands in: whatever transaction
 * still runs or is yet to begin will write at this position or later. See docs/decisions/0007-a-feed-without-gaps.md.
 */
export const horizon = sql`(SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint + shift FROM event_feed)`;

/** How many events a page of some types alone passes by. */
const stretch = 20_000;

const after = (place: Place) => sql`(e.position, e.id) > (${place.position}::bigint, ${place.id}::bigint)`;

// In their order and with a limit: the planner would rather read all events than so many by their index.
const eventsIn = (from: Place, to: Place) => sql`(SELECT * FROM events e WHERE ${after(from)}
    AND (e.position, e.id) <= (${to.position}::bigint, ${to.id}::bigint) ORDER BY e.position, e.id LIMIT ${stretch}) e`;

export interface FeedQuery {
  /** Where to go on. */
  after: Place;
  /** At most so many. */
  limit: number;
  /** All that happens to tickets when unsaid. */
  types?: readonly TicketEventName[];
  /** No further than here: what `readStretchEnd` gave. */
  until?: Place;
  /** The condition on `tickets t` of a reader who has few of them: then their events are looked up, and no others passed by. */
  few?: Sql;
}

export interface FeedPage {
  /** In the order of the feed. */
  rows: FeedRow[];
  /** Everything up to here was read: the last row's place when there is more, else the horizon. */
  upTo: Place;
  hasMore: boolean;
  /** Something has happened that lies above the horizon as yet: looking again soon will find it. */
  hasAhead: boolean;
}

/**
 * The events after a place that `visible`, a condition on `events e` and `tickets t`, lets through, as far as the feed is
 * complete. One round trip.
 */
export async function readFeed(visible: Sql, query: FeedQuery, on: Queryable = db): Promise<FeedPage> {
  const found = await on.query<FeedRow & { horizon: number; hasAhead: boolean | null }>(
    sql`SELECT h.position::float8 AS horizon, (SELECT max(position) FROM events) >= h.position AS "hasAhead", p.*
        FROM (SELECT ${horizon} AS position) h LEFT JOIN LATERAL (
          SELECT e.position::float8 AS position, e.id::float8 AS id, e.name AS type, t.id AS "ticketId", t.number,
            t.client_id AS "clientId", e.actor_id AS "actorId", u.role AS "actorRole", e.is_internal AS "isInternal", e.data,
            e.created_at AS "createdAt"
          FROM ${
            query.few
              ? sql`(SELECT * FROM tickets t WHERE ${query.few} OFFSET 0) t
                CROSS JOIN LATERAL (SELECT * FROM events e WHERE e.subject_id = t.id OFFSET 0) e`
              : sql`${query.until ? eventsIn(query.after, query.until) : sql`events e`} JOIN tickets t ON t.id = e.subject_id`
          } LEFT JOIN users u ON u.id = e.actor_id
          WHERE ${after(query.after)} AND e.position < h.position AND e.subject_type = 'ticket' AND e.name = ANY(${query.types ?? ticketEvents}::text[]) AND ${visible}
          ORDER BY e.position, e.id LIMIT ${query.limit + 1}
        ) p ON true ORDER BY p.position, p.id`,
  );
  const [first] = found;
  if (!first) throw new Error('event_feed has no row');
  const all = found.filter((row) => row.id !== null);
  const rows = all.slice(0, query.limit);
  const last = rows.at(-1);
  const hasMore = all.length > query.limit && last !== undefined;
  const reached = hasMore ? { position: last.position, id: last.id } : { position: first.horizon, id: 0 };
  return { rows, upTo: reached, hasMore, hasAhead: first.hasAhead === true };
}

/** Where so many events after a place end, or null where there are fewer. One round trip, by the index alone. */
export async function readStretchEnd(from: Place, on: Queryable = db): Promise<Place | null> {
  const [end] = await on.query<Place>(
    sql`SELECT e.position::float8 AS position, e.id::float8 AS id FROM events e WHERE ${after(from)}
          AND e.position < ${horizon} ORDER BY e.position, e.id LIMIT 1 OFFSET ${stretch - 1}`,
  );
  return end ?? null;
}

/** How many tickets are few. */
const mostFew = 1_000;

/** Whether a reader has few of the tickets: of more, one is met soon wherever the feed is read. One round trip. */
export async function hasFew(own: Sql, on: Queryable = db): Promise<boolean> {
  const [row] = await on.query<{ n: number }>(
    sql`SELECT count(*)::int AS n FROM (SELECT 1 FROM tickets t WHERE ${own} LIMIT ${mostFew + 1}) x`,
  );
  return (row?.n ?? 0) <= mostFew;
}

/** How many of the last events are looked through for one of a reader who has some tickets alone. */
const recent = 500;

/**
 * The place of the last event that `visible` lets through and that the feed is complete up to; the start without any.
 * @param own the condition on `tickets t` of a reader who has some of them: where none of the very last events is theirs, the
 * last one of each is looked up, rather than the feed walked back to what may be long ago or nowhere
 */
export async function readFeedEnd(visible: Sql, on: Queryable = db, own?: Sql): Promise<Place> {
  const place = sql`e.position::float8 AS position, e.id::float8 AS id`;
  const heard = sql`e.subject_type = 'ticket' AND e.name = ANY(${ticketEvents}::text[]) AND ${visible}`;
  const [last] = await on.query<Place>(
    own
      ? sql`WITH recent AS MATERIALIZED (
              SELECT ${place} FROM (SELECT * FROM events e WHERE e.position < ${horizon} ORDER BY e.position DESC, e.id DESC LIMIT ${recent}) e
                JOIN tickets t ON t.id = e.subject_id
              WHERE ${heard} ORDER BY e.position DESC, e.id DESC LIMIT 1)
            SELECT * FROM recent UNION ALL (
              SELECT e.* FROM tickets t CROSS JOIN LATERAL (
                SELECT ${place} FROM events e WHERE e.subject_id = t.id AND e.position < ${horizon} AND ${heard}
                ORDER BY e.id DESC LIMIT 1) e
              WHERE ${own} AND NOT EXISTS (SELECT 1 FROM recent) ORDER BY e.position DESC, e.id DESC LIMIT 1)`
      : sql`SELECT ${place} FROM events e JOIN tickets t ON t.id = e.subject_id
            WHERE e.position < ${horizon} AND ${heard} ORDER BY e.position DESC, e.id DESC LIMIT 1`,
  );
  return last ?? feedStart;
}

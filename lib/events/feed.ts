import sql, { type Sql } from 'sql-template-tag';
import type { Role } from '@/lib/auth/actor';
import { db, type Queryable } from '@/lib/platform/db';
import { comparePlaces, feedStart, type Place } from './place';
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

/** How many events, of everybody or of a client's own, a page of some types alone passes by. */
const stretch = 10_000;

const place = sql`e.position::float8 AS position, e.id::float8 AS id`;

const ofTypes = (types: readonly TicketEventName[] = ticketEvents) =>
  sql`e.subject_type = 'ticket' AND e.name = ANY(${types}::text[])`;

const after = (place: Place) => sql`(e.position, e.id) > (${place.position}::bigint, ${place.id}::bigint)`;

// In their order and with a limit: the planner would rather read all events than so many by their index.
const eventsIn = (from: Place, to: Place) => sql`(SELECT * FROM events e WHERE ${after(from)}
    AND (e.position, e.id) <= (${to.position}::bigint, ${to.id}::bigint) ORDER BY e.position, e.id LIMIT ${stretch}) e`;

/** Some of the events: a condition on `events e` and their `tickets t`. Where a client's alone can be among them, their index gives no others. */
export interface VisibleEvents {
  where: Sql;
  clientId?: string;
}

/** Before which event to stop: its place, or with the id 0 the first of a position. */
interface Bound {
  position: Sql;
  id: number;
}

// A client's events between two places, in the order of their own index. Compared as rows, and sorted by the client too though there
// is one alone: of a client with many tickets the planner would rather walk everybody's, and theirs may be long ago.
const ofClient = (clientId: string, from: Place, before: Bound) =>
  sql`e.client_id IS NOT NULL AND (e.client_id, e.position, e.id) > (${clientId}::uuid, ${from.position}::bigint, ${from.id}::bigint)
    AND (e.client_id, e.position, e.id) < (${clientId}::uuid, ${before.position}::bigint, ${before.id}::bigint)`;

export interface FeedQuery {
  /** Where to go on. */
  after: Place;
  /** At most so many. */
  limit: number;
  /** All that happens to tickets when unsaid. Of some alone a page may end after thousands of others, with few or none. */
  types?: readonly TicketEventName[];
}

export interface FeedPage {
  /** In the order of the feed. */
  rows: FeedRow[];
  /**
   * Everything up to here was read: the last row's place when the page is full, else where its stretch ends, or the last event's below
   * the horizon. Never the horizon itself: numbers of transactions that left nothing on the disk are given out again after a crash,
   * and whoever had gone on beyond them would not hear of what happens then.
   */
  upTo: Place;
  hasMore: boolean;
  /** Something has happened that lies above the horizon as yet: looking again soon will find it. */
  hasAhead: boolean;
}

/** The events that a page is made of; more conditions come to it. */
function eventsOf({ clientId }: VisibleEvents, { after: from, types, limit }: FeedQuery, until: Place | null): Sql {
  if (clientId === undefined) return until ? eventsIn(from, until) : sql`events e`;
  const before = until ? { position: sql`${until.position}`, id: until.id + 1 } : { position: sql`h.position`, id: 0 };
  return sql`(SELECT * FROM events e WHERE ${ofClient(clientId, from, before)} AND ${ofTypes(types)}
    ORDER BY e.client_id, e.position, e.id LIMIT ${limit + 1}) e`;
}

/** The events after a place that are visible, as far as the feed is complete. One round trip, of some types two. */
export async function readFeed(visible: VisibleEvents, query: FeedQuery, on: Queryable = db): Promise<FeedPage> {
  const until = query.types ? await readStretchEnd(visible, query.after, on) : null;
  const found = await on.query<
    FeedRow & { endPosition: number | null; endId: number | null; hasAhead: boolean | null }
  >(
    sql`SELECT z.position::float8 AS "endPosition", z.id::float8 AS "endId", (SELECT max(position) FROM events) >= h.position AS "hasAhead", p.*
        FROM (SELECT ${horizon} AS position) h LEFT JOIN LATERAL (
          SELECT e.position, e.id FROM events e WHERE e.position < h.position ORDER BY e.position DESC, e.id DESC LIMIT 1
        ) z ON true LEFT JOIN LATERAL (
          SELECT e.position::float8 AS position, e.id::float8 AS id, e.name AS type, t.id AS "ticketId", t.number,
            t.client_id AS "clientId", e.actor_id AS "actorId", u.role AS "actorRole", e.is_internal AS "isInternal", e.data,
            e.created_at AS "createdAt"
          FROM ${eventsOf(visible, query, until)} JOIN tickets t ON t.id = e.subject_id LEFT JOIN users u ON u.id = e.actor_id
          WHERE ${after(query.after)} AND e.position < h.position AND ${ofTypes(query.types)} AND ${visible.where}
          ORDER BY e.position, e.id LIMIT ${query.limit + 1}
        ) p ON true ORDER BY p.position, p.id`,
  );
  const [first] = found;
  if (!first) throw new Error('event_feed has no row');
  const all = found.filter((row) => row.id !== null);
  const rows = all.slice(0, query.limit);
  const last = rows.at(-1);
  const isFull = all.length > query.limit && last !== undefined;
  const end = { position: first.endPosition ?? 0, id: first.endId ?? 0 };
  const atLeast = comparePlaces(end, query.after) < 0 ? query.after : end;
  const upTo = isFull ? { position: last.position, id: last.id } : (until ?? atLeast);
  return { rows, upTo, hasMore: isFull || until !== null, hasAhead: first.hasAhead === true };
}

/** Where so many events after a place end, or null where there are fewer. One round trip, by the index alone. */
async function readStretchEnd({ clientId }: VisibleEvents, from: Place, on: Queryable): Promise<Place | null> {
  const range =
    clientId === undefined
      ? sql`${after(from)} AND e.position < ${horizon} ORDER BY e.position, e.id`
      : sql`${ofClient(clientId, from, { position: horizon, id: 0 })} ORDER BY e.client_id, e.position, e.id`;
  const [end] = await on.query<Place>(sql`SELECT ${place} FROM events e WHERE ${range} LIMIT 1 OFFSET ${stretch - 1}`);
  return end ?? null;
}

/** The place of the last event that is visible and that the feed is complete up to; the start without any. One round trip. */
export async function readFeedEnd({ where, clientId }: VisibleEvents, on: Queryable = db): Promise<Place> {
  // A client's is found without their tickets: the planner, who may not know yet how many these are, would begin with them.
  const last =
    clientId === undefined
      ? sql`JOIN tickets t ON t.id = e.subject_id WHERE ${ofTypes()} AND e.position < ${horizon} AND ${where}
          ORDER BY e.position DESC, e.id DESC`
      : sql`WHERE ${ofTypes()} AND NOT e.is_internal AND ${ofClient(clientId, feedStart, { position: horizon, id: 0 })}
          ORDER BY e.client_id DESC, e.position DESC, e.id DESC`;
  const [end] = await on.query<Place>(sql`SELECT ${place} FROM events e ${last} LIMIT 1`);
  return end ?? feedStart;
}

import sql from 'sql-template-tag';
import { db, inTransaction, type Queryable } from '@/lib/platform/db';
import { type FeedRow, horizon, readFeed } from './feed';
import type { Place } from './place';
import type { TicketEventName } from './schema';

/**
 * A part of Hilo that does something about every event of a ticket, once and in the order of the feed, soon after it
 * happened and however many processes there are.
 *
 * `handle` is given a page of events, never empty, inside the transaction that also says how far the follower came: what it
 * writes with `tx` counts together with that, or not at all. When it throws, nothing of the page counts and it is given the
 * same events again, one at a time and ever less often, until it takes them: none is ever skipped. So it throws for what may
 * pass (the database's own errors do so by themselves), leaves aside what it has no use for, and does nothing that a rollback
 * cannot take back: mails and requests to others are jobs that it enqueues with `tx`, and so are changes that are events
 * themselves: what it writes is on the disk only a moment after others see it, and after a crash of the database it may be
 * made anew (docs/decisions/0022-what-is-made-anew-waits-for-no-disk.md). It holds the feed back while it runs, so it is
 * short. Tickets and people of an event may have changed since, or gone: it looks.
 *
 * It begins at the feed's end of when it first ran; what an import brings (`row.data.imported`) passes by as well.
 *
 * @example
 * // lib/teams/jobs.ts; then one line in lib/worker/followers.ts: `const followers = [notifier, rotation];`
 * export const rotation: Follower = {
 *   name: 'rotation',
 *   types: ['ticket.created', 'ticket.changed'],
 *   async handle(tx, rows) {
 *     for (const row of rows) if (!row.data.imported) await giveInTurn(tx, row.ticketId);
 *   },
 * };
 * // in a test: await expect.poll(() => followEvents(rotation)).toBe('done');
 */
export interface Follower {
  /** Its place is kept under this name: a new name begins anew at the feed's end. */
  name: string;
  /** Only events of these types; all when unsaid. */
  types?: readonly TicketEventName[];
  handle(tx: Queryable, rows: FeedRow[]): Promise<void>;
}

/** The place of a follower that has none begins where the feed ends. */
async function begin(name: string): Promise<void> {
  await db.query(
    sql`INSERT INTO event_followers (name, position, event_id) VALUES (${name}, ${horizon}, 0) ON CONFLICT DO NOTHING`,
  );
}

/** Gives whether there was more than a page, or null where another process is at it. */
async function handlePage(tx: Queryable, { name, types, handle }: Follower, limit: number): Promise<boolean | null> {
  const [place] = await tx.query<Place>(
    sql`SELECT position::float8 AS position, event_id::float8 AS id FROM event_followers
        WHERE name = ${name} FOR UPDATE SKIP LOCKED`,
  );
  if (!place) return null;
  // What happened to a ticket is told once, whoever else's were merged into it.
  const page = await readFeed({ where: sql`NOT (e.data ? 'echo')` }, { after: place, limit, types }, tx);
  if (page.rows.length > 0) await handle(tx, page.rows);
  const { position, id } = page.upTo;
  await tx.query(
    sql`UPDATE event_followers SET position = ${position}::bigint, event_id = ${id}::bigint WHERE name = ${name}`,
  );
  return page.hasMore;
}

/**
 * Of a place `f(position, event_id, horizon)`: whether something stands between it and the horizon, and whether at or above that. By
 * the ends of the index: asked whether there are any, a Postgres that has not counted a young desk's events yet reads them all.
 */
export const isNews = sql`(SELECT e.id FROM events e WHERE (e.position, e.id) > (f.position, f.event_id) AND e.position < f.horizon
    ORDER BY e.position, e.id LIMIT 1) IS NOT NULL AS "isNew", (SELECT max(e.position) FROM events e) >= f.horizon IS TRUE AS "isAhead"`;

/**
 * One step of a follower: at most `limit` events. Costs one look where nothing has happened.
 * Errors: what its `handle` throws; then nothing of the step has happened.
 * @returns `more` when there is more at once, `some` when it handled all that there was, `ahead` when something waits for a
 * transaction to end, another process's own step among them, else `done`
 */
export async function followEvents(follower: Follower, limit = 500): Promise<'more' | 'some' | 'ahead' | 'done'> {
  const [now] = await db.query<{ isNew: boolean; isAhead: boolean }>(
    sql`SELECT ${isNews} FROM (SELECT position, event_id, ${horizon} AS horizon FROM event_followers WHERE name = ${follower.name}) f`,
    'follow_events',
  );
  if (!now) {
    await begin(follower.name);
    return 'more';
  }
  if (!now.isNew) return now.isAhead ? 'ahead' : 'done';
  const hasMore = await inTransaction((tx) => handlePage(tx, follower, limit), { isMadeAnew: true });
  return hasMore === null ? 'ahead' : hasMore ? 'more' : 'some';
}

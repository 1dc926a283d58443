import { setTimeout as delay } from 'node:timers/promises';
import sql, { type Sql } from 'sql-template-tag';
import { isStaff, type UserActor } from '@/lib/auth/actor';
import { db, inTransaction, type Queryable } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { fromPublicId } from '@/lib/platform/ids';
import { log } from '@/lib/platform/log';
import { reading } from '@/lib/platform/replica';
import { joinSearches, type ResolvedSearch, resolveSearch } from '@/lib/search/queries/resolve';
import { parseSearch } from '@/lib/search/rules';
import type { ReadyFilter } from '@/lib/tickets/queries/conditions';
import { countLimit, countReady } from '@/lib/tickets/queries/count';
import { keptCount, readRecent } from '@/lib/tickets/queries/kept';
import { visibleViews } from './policy';
import { queueSearches, queues } from './rules';
import type { ViewSort } from './schema';

export interface ViewRow {
  id: string;
  name: string;
  query: string;
  sort: ViewSort;
  isShared: boolean;
  ownerId: string;
  ownerName: string;
}

const columns = sql`v.id, v.name, v.query, v.sort, v.is_shared AS "isShared", v.owner_id AS "ownerId", u.name AS "ownerName"`;

function readViews(actor: UserActor, more: Sql, on: Queryable, deleted?: boolean): Promise<ViewRow[]> {
  return on.query<ViewRow>(
    sql`SELECT ${columns} FROM saved_views v JOIN users u ON u.id = v.owner_id
        LEFT JOIN saved_view_places p ON p.view_id = v.id AND p.user_id = ${actor.userId}::uuid
        WHERE ${visibleViews(actor, deleted)} ${more} ORDER BY p.place NULLS LAST, v.created_at, v.id LIMIT 1000`,
  );
}

/** The views that an agent sees, in the order that they gave them. Errors: `FORBIDDEN` for clients. */
export async function listViews(actor: UserActor, on: Queryable = db): Promise<ViewRow[]> {
  if (!isStaff(actor)) throw new AppError('FORBIDDEN');
  return readViews(actor, sql``, on);
}

/** One view by its public id, with `deleted` also one that can be brought back. Errors: `VIEW_NOT_FOUND`, also for another's own; `FORBIDDEN` for clients. */
export async function getView(
  actor: UserActor,
  publicId: string,
  on: Queryable = db,
  deleted = false,
): Promise<ViewRow> {
  if (!isStaff(actor)) throw new AppError('FORBIDDEN');
  const id = fromPublicId(publicId, 'view');
  const [view] = id ? await readViews(actor, sql`AND v.id = ${id}::uuid`, on, deleted) : [];
  if (!view) throw new AppError('VIEW_NOT_FOUND');
  return view;
}

/** What a queue or view searches for. Errors: `VIEW_NOT_FOUND`. */
async function searchOf(actor: UserActor, queue: string): Promise<string> {
  const known = queues.find((each) => each === queue);
  return known ? queueSearches[known] : (await getView(actor, queue)).query;
}

/**
 * What a queue, narrowed by what stands in the search box, asks of the database. Of the box's words those that are not
 * understood are left out (`search.problems` says which). `timeZone` is where the reader's days begin.
 * Errors: `VIEW_NOT_FOUND` for a view that there is not or that is another's own.
 */
export async function viewFilter(
  actor: UserActor,
  { queue, q }: { queue: string; q: string },
  { timeZone }: { timeZone?: string } = {},
): Promise<ReadyFilter & { search: ResolvedSearch }> {
  const [base, box] = await Promise.all([
    searchOf(actor, queue).then((text) => resolveSearch(actor, text, { timeZone, isKept: true })),
    resolveSearch(actor, q, { timeZone }),
  ]);
  return { search: joinSearches(base, box) };
}

export interface QueueRow {
  id: string;
  query: string;
  /** At most `countLimit`; null where counting takes too long. */
  count: number | null;
  view: ViewRow | null;
}

/**
 * What counting views may take, in milliseconds: so many together, where that is too long each alone, and all of it. Views for
 * which there is no time left have no number, the last ones of an agent's order.
 */
const patience = { together: 400, each: 150, whole: 1_500, rest: 60_000 } as const;

/** How many are counted together: as many as most agents see. */
const atOnce = 25;

/** Views that took too long, and until when nobody tries again. */
const slow = new Map<string, number>();

// The statement's own time, or a lock that did not come.
const isTooLong = (error: unknown) =>
  error instanceof Error && 'code' in error && (error.code === '57014' || error.code === '55P03');

/**
 * What counts are kept under: what is searched for, and by whom where it asks that. Undefined of what no event tells of though
 * its owner does it: drafts.
 */
function keyOf(actor: UserActor, query: string): string | undefined {
  const { tokens } = parseSearch(query, { isStaff: true });
  const asks = (what: string) =>
    tokens.some(({ meaning }) => meaning && 'any' in meaning && meaning.any.some((each) => each === what));
  return asks('draft') ? undefined : `${asks('me') ? actor.userId : 'staff'} ${query}`;
}

/** What is counted: a queue or a view by its id, with what it searches for. */
type Asked = Pick<QueueRow, 'id' | 'query'>;

/** Who counts, and what was read before anything was looked up for it (`readRecent`). */
interface Counting {
  actor: UserActor;
  position: number;
}

/** Counts within a time, or null when it was not enough. */
async function countWithin(
  { actor, position }: Counting,
  asked: Asked[],
  filters: Record<string, ReadyFilter>,
  milliseconds: number,
) {
  const keys = Object.fromEntries(asked.map(({ id, query }) => [id, keyOf(actor, query)]));
  try {
    return await inTransaction(async (tx) => {
      await tx.query(sql`SELECT set_config('statement_timeout', ${String(milliseconds)}, true)`);
      return countReady(actor, filters, { on: tx, keys, position });
    });
  } catch (error) {
    if (isTooLong(error)) return null;
    throw error;
  }
}

/** What each searches for, made ready. */
async function resolveAll(actor: UserActor, asked: Asked[], isKept: boolean): Promise<Record<string, ReadyFilter>> {
  const ready = asked.map(
    async ({ id, query }) => [id, { search: await resolveSearch(actor, query, { isKept, isCounted: true }) }] as const,
  );
  return Object.fromEntries(await Promise.all(ready));
}

/** Counts some views, until `ends` at the latest. */
async function countSome(counting: Counting, views: Asked[], ends: number): Promise<Record<string, number>> {
  const ready = await resolveAll(counting.actor, views, true);
  const left = () => ends - Date.now();
  if (left() <= 0) return {};
  const together = await countWithin(counting, views, ready, Math.min(patience.together, left()));
  if (together) return together;
  const counts: Record<string, number> = {};
  for (const view of views) {
    if (left() < patience.each) break;
    const alone = await countWithin(counting, [view], { [view.id]: ready[view.id] ?? {} }, patience.each);
    if (alone) Object.assign(counts, alone);
    else slow.set(view.query, Date.now() + patience.rest);
  }
  return counts;
}

async function countViews(counting: Counting, views: Asked[]): Promise<Record<string, number>> {
  const now = Date.now();
  for (const [query, until] of slow) if (until < now) slow.delete(query);
  const asked = views.filter((view) => !slow.has(view.query));
  const counts: Record<string, number> = {};
  for (let from = 0; from < asked.length && Date.now() < now + patience.whole; from += atOnce)
    Object.assign(counts, await countSome(counting, asked.slice(from, from + atOnce), now + patience.whole));
  return counts;
}

async function countQueues(counting: Counting, asked: Asked[]): Promise<Record<string, number> | null> {
  return asked.length === 0 ? {} : countWithin(counting, asked, await resolveAll(counting.actor, asked, false), 2_000);
}

/**
 * The rail: every queue that there is, then the views that the agent sees, with how many tickets each finds. A view that is
 * too dear to count has none, and is not tried again for a minute; nor has one for which there was no time. `countsViews: false`
 * leaves those of views that are not known from before without: for a page that is not to wait for them. Errors: `FORBIDDEN`
 * for clients.
 */
export function listQueues(actor: UserActor, { countsViews = true } = {}): Promise<QueueRow[]> {
  return reading(actor, () => readQueues(actor, countsViews));
}

const builtIn: Asked[] = queues.map((id) => ({ id, query: queueSearches[id] }));

/** What is being made anew while nobody waits for it, and what could not be a moment ago. */
const underWay = new Set<string>();
const restMs = 10_000;

/** Makes kept counts anew that are old, for whoever asks next: each by one reader, and where that fails by one a moment later. */
async function renew(counting: Counting, old: Asked[]): Promise<void> {
  const keysOf = (asked: Asked[]) => asked.map(({ query }) => keyOf(counting.actor, query) ?? '');
  const asked = old.filter((each) => !keysOf([each]).some((key) => underWay.has(key)));
  const keys = keysOf(asked);
  for (const key of keys) underWay.add(key);
  const isBuiltIn = ({ id }: Asked) => builtIn.some((queue) => queue.id === id);
  const ofViews = asked.filter((each) => !isBuiltIn(each));
  let isDone = false;
  try {
    const counts = await countQueues(counting, asked.filter(isBuiltIn));
    await countViews(counting, ofViews);
    isDone = counts !== null;
  } catch (error) {
    log().warn({ err: error }, 'counts were not made anew');
  } finally {
    if (!isDone) await delay(restMs, undefined, { ref: false });
    for (const key of keys) underWay.delete(key);
  }
}

async function readQueues(actor: UserActor, countsViews: boolean): Promise<QueueRow[]> {
  const [views, { recent, position }] = await Promise.all([listViews(actor), readRecent()]);
  const counting = { actor, position };
  const known: Record<string, number> = {};
  const old: Asked[] = [];
  for (const { id, query } of [...builtIn, ...views]) {
    const key = keyOf(actor, query);
    const kept = key === undefined ? undefined : keptCount(key, countLimit, recent);
    if (kept) known[id] = kept.count;
    if (kept?.isOld) old.push({ id, query });
  }
  if (old.length > 0) void renew(counting, old);
  const [counts, ofViews] = await Promise.all([
    countQueues(
      counting,
      builtIn.filter(({ id }) => known[id] === undefined),
    ),
    countsViews
      ? countViews(
          counting,
          views.filter(({ id }) => known[id] === undefined),
        )
      : ({} as Record<string, number>),
  ]);
  const countOf = (id: string) => known[id] ?? counts?.[id] ?? ofViews[id] ?? null;
  return [
    ...builtIn.map((queue) => ({ ...queue, count: countOf(queue.id), view: null })),
    ...views.map((view) => ({ id: view.id, query: view.query, count: countOf(view.id), view })),
  ];
}

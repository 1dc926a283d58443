import sql from 'sql-template-tag';
import { horizon } from '@/lib/events/feed';
import { db, type Queryable } from '@/lib/platform/db';

// A count that was made is true until a ticket changes, and each change of a ticket is an event. So counts are kept by this
// process, each with the horizon of the snapshot that it was made in: what that did not see has its events there or later.

/**
 * Milliseconds. Of what no event tells (a client is called otherwise, a day has gone by) a count that is older than fresh knows
 * nothing: it is still told, and made anew for the next reader. No older one than the last is told.
 */
const [freshMs, oldestMs] = [10_000, 60_000];

/** So many of the last events are asked for. Where more came since a count it is made anew. */
const mostRecent = 200;

const mostKept = 2_000;

/** Counts are made up to so many more than are shown: of that many a few may have changed, and it is still as many. */
export const spare = mostRecent;

interface Kept {
  count: number;
  position: number;
  madeAt: number;
}

// One for the process: Next's bundles each load this file for themselves.
const shared = globalThis as typeof globalThis & { hiloCounts?: Map<string, Kept> };

/** The column to read beside what is kept. */
export const positionColumn = sql`${horizon}::float8 AS position`;

/**
 * Where the last events stand, newest first, and up to where they are complete: what is counted from now on has seen at least
 * these. One round trip, by the index alone.
 */
export async function readRecent(on: Queryable = db): Promise<{ recent: number[]; position: number }> {
  const [row] = await on.query<{ recent: number[]; position: number }>(
    sql`SELECT ARRAY(SELECT e.position::float8 FROM events e ORDER BY e.position DESC, e.id DESC LIMIT ${mostRecent}) AS recent,
      ${positionColumn}`,
    'recent_positions',
  );
  return row ?? { recent: [], position: 0 };
}

/**
 * What was counted under a key and still holds, up to `limit`; `recent` was read since that was asked. `isOld` where it should be
 * made anew, though nobody need wait for that.
 */
export function keptCount(key: string, limit: number, recent: number[]): { count: number; isOld: boolean } | undefined {
  const kept = shared.hiloCounts?.get(key);
  const age = kept ? performance.now() - kept.madeAt : 0;
  if (!kept || age > oldestMs) return undefined;
  const changed = recent.findLastIndex((position) => position >= kept.position) + 1;
  // An event changes one ticket: more than are shown, less those that changed, is no fewer.
  const isStillMore = changed < mostRecent && kept.count - changed >= limit;
  return changed === 0 || isStillMore ? { count: Math.min(kept.count, limit), isOld: age > freshMs } : undefined;
}

/** Keeps a count that was begun when `position` was read (`readRecent`), or in one statement with it. */
export function keepCount(key: string, count: number, position: number): void {
  shared.hiloCounts ??= new Map();
  if (shared.hiloCounts.size >= mostKept) shared.hiloCounts.clear();
  shared.hiloCounts.set(key, { count, position, madeAt: performance.now() });
}

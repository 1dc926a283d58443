import sql from 'sql-template-tag';
import { db } from '@/lib/platform/db';
import { log } from '@/lib/platform/log';
import { STALE_MS } from '@/lib/platform/storage';
import { storage } from '@/lib/platform/storage-place';
import { isOurs, partBehind, unnamedAmong } from '../queries/stored';
import { keptSince } from './marks';
import { removeUnnamed } from './remove';

/** After so many runs, one an hour, all of the storage was seen. */
const runsOfRound = 24;

/** A run begins no more shares after so long, in milliseconds. */
const mostMs = 5 * 60_000;

/** How many keys one run removes. Each takes a transaction and a word with the storage. */
const mostRemoved = 1_000;

/** How many keys are held against the rows at once. */
const batch = 1_000;

/** The first four digits of ids that were made about then: they stay the same for fifty days. */
const idsOf = (time: number) => Math.floor(time / 2 ** 32);

/**
 * The storage in shares that are small even where it is large: what their keys begin with. Hashes are spread evenly, so each of their
 * shares has a 256th of the files; of thumbnails, which are named by ids, each has those of fifty days.
 */
function sharesOf(now: number): string[] {
  const hashes = Array.from({ length: 256 }, (_, at) => `sha256/${at.toString(16).padStart(2, '0')}/`);
  // There were none before that year.
  const first = idsOf(Date.UTC(2024));
  const ids = Array.from({ length: idsOf(now) - first + 1 }, (_, at) => (first + at).toString(16).padStart(4, '0'));
  return [...hashes, ...ids.map((id) => `thumbnails/${id}`), 'parts/'];
}

/** What is to be looked at by this run. */
async function nextShares(now: number): Promise<string[]> {
  const [row] = await db.query<{ at: string }>(sql`SELECT at FROM storage_sweep`);
  const all = sharesOf(now);
  const next = all.indexOf(row?.at ?? '') + 1;
  const count = Math.ceil(all.length / runsOfRound);
  return [...all.slice(next), ...all].slice(0, count);
}

/** More than so many of one batch, and more than all others of it, are never what crashes have left. */
const mostOfBatch = 20;

/** What begins so and was written between two moments, a batch at a time. Files that somebody else has put there are not looked at. */
async function* keysBetween(
  prefix: string,
  since: number,
  until: number,
  isOver: () => boolean,
): AsyncGenerator<string[]> {
  let keys: string[] = [];
  for await (const { key, modifiedAt } of storage().list(prefix)) {
    if (isOver()) break;
    if (modifiedAt.getTime() < since || modifiedAt.getTime() > until || !isOurs(key)) continue;
    if (keys.push(key) < batch) continue;
    yield keys;
    keys = [];
  }
  yield keys;
}

/**
 * Removes those of the keys that no row names, up to so many, and says which they were. None of them where they are more than those
 * that a row names: these are somebody's, whose mark does not lie there.
 */
async function removeUnnamedAmong(keys: string[], most: number, isOver: () => boolean): Promise<number> {
  const removed: string[] = [];
  try {
    const unnamed = await unnamedAmong(keys);
    // Parts that are a day old are hardly ever somebody's: an upload that is not gone on with ends by then.
    const areParts = keys[0] !== undefined && partBehind(keys[0]) !== undefined;
    if (!areParts && unnamed.length > mostOfBatch && unnamed.length > keys.length / 2) {
      log().error(
        { count: unnamed.length, of: keys.length, first: unnamed[0] },
        'more bytes are nobody’s than somebody’s: they stay',
      );
      return 0;
    }
    for (const key of unnamed) {
      if (removed.length >= most || isOver()) break;
      if (await removeUnnamed(key)) removed.push(key);
    }
  } finally {
    if (removed.length > 0) log().info({ keys: removed }, 'bytes that no row named for a day are removed');
  }
  return removed.length;
}

/** What was staged and never named. A storage that does not let this be done may let all else. */
async function cleanStaged(): Promise<void> {
  try {
    const cleaned = await storage().clean();
    if (cleaned > 0) log().info({ count: cleaned }, 'what was staged a day ago and never named is removed');
  } catch (err) {
    log().warn({ err }, 'what was staged and never named could not be removed; the next run tries again');
  }
}

/**
 * Clears away what was left by processes that were killed: what they had staged, and bytes that they had named and whose row they
 * did not come to write. One run looks at a share of the storage and goes on where the one before stopped, so that all is seen once
 * a day; it removes what no row names and is older than a day, which no upload can still be about to name. A storage that fails ends
 * the run. Gives how many keys of the share were removed.
 */
export async function sweepStorage({
  signal,
  most = mostRemoved,
  now = Date.now(),
}: {
  signal?: AbortSignal;
  most?: number;
  now?: number;
} = {}): Promise<number> {
  const begun = performance.now();
  const isOver = () => signal?.aborted === true || performance.now() - begun > mostMs;
  let removed = 0;
  try {
    await cleanStaged();
    const since = await keptSince();
    if (since === undefined) return 0;
    for (const share of await nextShares(now)) {
      if (isOver()) break;
      // Noted before: one that fails comes again with the next round, and keeps none of the others from being seen.
      await db.query(sql`UPDATE storage_sweep SET at = ${share}`);
      for await (const keys of keysBetween(share, since, now - STALE_MS, isOver)) {
        removed += await removeUnnamedAmong(keys, most - removed, isOver);
        if (removed >= most || isOver()) return removed;
      }
    }
  } catch (err) {
    log().warn({ err }, 'the storage was not gone through for bytes that nobody names; the next run goes on');
  }
  return removed;
}

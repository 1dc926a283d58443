import type pg from 'pg';
import { connectPool, isElsewhere, onPool, pool } from './db';
import { env } from './env';
import { AppError } from './errors';
import { log } from './log';
import { openPair, sealPair } from './sealed-pair';

// A streaming replica for lists, searches and counts (DATABASE_READ_URL): docs/decisions/0019-a-replica-by-position.md.
// Positions are those of Postgres' log (pg_lsn) as numbers of bytes.

interface Replica {
  pool: pg.Pool;
  /** How far it has come, as it said last, and when that was. */
  replayed: number;
  askedAt: number;
  /** How far it must have come for anybody: what this process has heard of. */
  floor: number;
  /** How often it was heard that something was written, and up to which of these times the floor counts. */
  news: number;
  knownNews: number;
  /** How far for whom. Those who are forgotten have raised the floor. */
  readers: Map<string, number>;
  /** Not asked until it answers again. */
  isAway: boolean;
  retryMs: number;
  position: () => Promise<number>;
  replay: () => Promise<number>;
}

const purpose = 'position of the log';
const maxReaders = 10_000;
/** What a replica said is believed for so long: one that hangs is found out by the next question, not by what waits for it. */
const freshMs = 1_000;
const checkMs = 1_000;
const retryMs = { first: 1_000, last: 30_000 };

// One a process, whichever of Next's bundles reads.
const shared = globalThis as typeof globalThis & { hiloReplica?: Replica };

/** One question at a time, and one more for all who come meanwhile: whoever asks hears what is younger than their asking. */
function together<T>(ask: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  let next: Promise<T> | undefined;
  const begin = () => {
    const own = ask().finally(() => {
      if (running === own) running = undefined;
    });
    running = own;
    return own;
  };
  return () => {
    if (!running) return begin();
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = undefined;
        return begin();
      });
    return next;
  };
}

async function askPosition(): Promise<number> {
  // Of the primary, wherever this is asked.
  // Where the last record ended with its page this is behind the next page's header, of 24 bytes, or 40 where a segment begins. Nothing
  // ends within, and a replica that has replayed all says where the page begins.
  const { rows } = await pool.query<{ at: number }>(
    `SELECT (p.at - CASE WHEN p.at % p.page = 24 OR p.at % p.segment = 40 THEN p.at % p.page ELSE 0 END)::float8 AS at
     FROM (SELECT pg_current_wal_insert_lsn() - '0/0' AS at, current_setting('wal_block_size')::numeric AS page,
       pg_size_bytes(current_setting('wal_segment_size'))::numeric AS segment) p`,
  );
  return rows[0]?.at ?? Number.POSITIVE_INFINITY;
}

function open(url: string): Replica {
  const own = connectPool(url, {
    application_name: 'hilo reader',
    connectionTimeoutMillis: 2_000,
    // Sooner given up than on the primary, where it is asked then.
    statement_timeout: 4_000,
    silentMs: 5_000,
  });
  const replica: Replica = {
    pool: own,
    replayed: 0,
    askedAt: Number.NEGATIVE_INFINITY,
    floor: 0,
    // What was written before this process began has not been heard of.
    news: 1,
    knownNews: 0,
    readers: new Map(),
    isAway: true,
    retryMs: retryMs.first,
    position: together(askPosition),
    replay: together(async () => {
      let late: NodeJS.Timeout | undefined;
      const patience = new Promise<never>((_, reject) => {
        late = setTimeout(() => reject(new Error('The replica does not answer')), checkMs);
      });
      const asking = own.query<{ at: number | null }>("SELECT (pg_last_wal_replay_lsn() - '0/0')::float8 AS at");
      const { rows } = await Promise.race([asking, patience]).finally(() => clearTimeout(late));
      replica.replayed = rows[0]?.at ?? 0;
      replica.askedAt = performance.now();
      return replica.replayed;
    }),
  };
  void comeBack(replica);
  return replica;
}

/** The replica, where there is one. */
function find(): Replica | undefined {
  const url = env().DATABASE_READ_URL;
  if (!url) return undefined;
  if (!shared.hiloReplica || shared.hiloReplica.pool.ended) shared.hiloReplica = open(url);
  return shared.hiloReplica;
}

/** Asks whether it is there, in nobody's time, until it is. */
async function comeBack(replica: Replica): Promise<void> {
  try {
    await replica.replay();
    replica.isAway = false;
    replica.retryMs = retryMs.first;
    log().info('lists are read from the replica');
  } catch {
    if (replica.pool.ended) return;
    setTimeout(() => void comeBack(replica), replica.retryMs).unref();
    replica.retryMs = Math.min(replica.retryMs * 2, retryMs.last);
  }
}

/** Whether an error says that the replica is away, rather than that it would not answer this question. */
function isGone(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  // Node's own (ECONNREFUSED), what `pg` says without one, and those of Postgres for who may not connect or must leave.
  return code === '' ? /timeout|connect|terminated/i.test(error.message) : /^(E[A-Z]|08|28|3D|53|57P)/.test(code);
}

function leave(replica: Replica, err: unknown): void {
  if (replica.isAway) return;
  replica.isAway = true;
  log().warn({ err }, 'the replica is away: lists are read from the primary');
  setTimeout(() => void comeBack(replica), replica.retryMs).unref();
}

function raise(replica: Replica, readerId: string, position: number): void {
  const known = replica.readers.get(readerId) ?? 0;
  replica.readers.delete(readerId);
  replica.readers.set(readerId, Math.max(known, position));
  if (replica.readers.size <= maxReaders) return;
  const [oldest, at] = replica.readers.entries().next().value ?? ['', 0];
  replica.readers.delete(oldest);
  replica.floor = Math.max(replica.floor, at);
}

async function needOf(replica: Replica, readerId: string | undefined): Promise<number> {
  const { news } = replica;
  if (news > replica.knownNews) {
    const position = await replica.position();
    replica.floor = Math.max(replica.floor, position);
    replica.knownNews = Math.max(replica.knownNews, news);
  }
  return Math.max(replica.floor, (readerId && replica.readers.get(readerId)) || 0);
}

async function isFarEnough(replica: Replica, readerId: string | undefined): Promise<boolean> {
  const need = await needOf(replica, readerId).catch(() => Number.POSITIVE_INFINITY);
  const isFresh = performance.now() - replica.askedAt < freshMs;
  if (isFresh && replica.replayed >= need) return true;
  try {
    return (await replica.replay()) >= need;
  } catch (err) {
    leave(replica, err);
    return false;
  }
}

/**
 * Runs `work`, which only reads and may run twice, on the replica if it has come as far as this reader has seen and as this
 * process has heard of; else, and where the replica fails at it, on the primary. For lists, searches and counts: what decides
 * about a write, and the feed, are read from the primary. Without a replica it is `work()`.
 */
export function reading<T>(reader: { kind: string; userId?: string }, work: () => Promise<T>): Promise<T> {
  const replica = find();
  return !replica || replica.isAway || isElsewhere() ? work() : readingFrom(replica, reader.userId, work);
}

async function readingFrom<T>(replica: Replica, readerId: string | undefined, work: () => Promise<T>): Promise<T> {
  if (!(await isFarEnough(replica, readerId))) return work();
  try {
    return await onPool(replica.pool, work);
  } catch (error) {
    if (error instanceof AppError) throw error;
    // Gone, in conflict with what it replays, too slow, or behind a migration: the primary knows better.
    if (isGone(error)) leave(replica, error);
    return work();
  }
}

/** Something was written, here or elsewhere: whoever reads from now on finds it. */
export function heardNews(): void {
  if (shared.hiloReplica) shared.hiloReplica.news += 1;
}

/**
 * Where the log stands after a write of this person's, as text for them to show with what they read next, at whatever process;
 * this one knows. Null without a replica, and where the primary cannot say (then here they read from it until it can).
 */
export async function positionAfterWrite(readerId: string): Promise<string | null> {
  const replica = find();
  if (!replica) return null;
  heardNews();
  const position = await replica.position().catch(() => null);
  if (position === null) return null;
  raise(replica, readerId, position);
  return sealPair(purpose, position, 0);
}

/** Notes how far somebody has seen, as they say. What is none of our texts says nothing. */
export function sawPosition(readerId: string, text: string): void {
  const replica = find();
  const [position, zero] = (replica && openPair(purpose, text)) || [0, 1];
  if (replica && zero === 0) raise(replica, readerId, position);
}

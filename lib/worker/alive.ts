import type { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import sql from 'sql-template-tag';
import { db } from '@/lib/platform/db';

/** The first half of our locks' names, apart from all others' locks in the database. */
const space = 0x48_49_4c_4f;

const againMs = 1_000;

/** How long one whose session broke, as all do when Postgres starts anew, may take to say its names again: in milliseconds. */
const backMs = 3 * againMs;

/** As long as a busy machine may take to say who took a job, or that it is done: in milliseconds. */
const newlyMs = 15_000;

export interface Alive {
  /** Gives back to the line what nobody has in hand. Gives how many jobs those were. */
  release(): Promise<number>;
  /** Takes the names away. */
  stop(): Promise<void>;
}

/** What the queue's runners tell, as far as it is of use here. A job is locked in the name of the pool of workers that took it. */
interface Told {
  'pool:create': { workerPool: { id: string } };
  'job:start': { job: { id: string } };
  'job:complete': { job: { id: string } };
}

/** Holds locks with these names on one connection of the pool, a new one when it breaks, until `over`. */
async function holdNames(pool: pg.Pool, names: Set<string>, told: EventEmitter, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    const client = await pool.connect().catch(() => undefined);
    if (client) {
      const lock = (name: string) =>
        client.query('SELECT pg_advisory_lock_shared($1::int, hashtext($2))', [space, name]);
      const lockNew = (name: string) => void lock(name).catch(() => undefined);
      const broken = new Promise<void>((resolve) => {
        client.once('error', () => resolve());
        client.once('end', () => resolve());
        over.addEventListener('abort', () => resolve(), { once: true });
      });
      told.on('name', lockNew);
      await Promise.all([...names].map(lock)).then(
        () => broken,
        () => undefined,
      );
      told.off('name', lockNew);
      // With the session its locks go.
      client.release(true);
    }
    await delay(againMs, undefined, { signal: over }).catch(() => undefined);
  }
}

/**
 * Jobs in the hands of pools that live no more. Whoever lives holds a lock by their name; the queue itself would wait four hours.
 */
const ofTheDead = sql`NOT EXISTS (SELECT 1 FROM pg_locks l WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 2
  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND l.classid::bigint = ${space}::bigint AND l.objid::bigint = (hashtext(j.locked_by)::bigint & 4294967295))`;

/**
 * Says in the database which pools of workers live, for as long as this process does: their names are locks of one session of `pool`,
 * which Postgres lets go of when the process dies, however it dies. And knows which jobs they have in hand: one that was given out
 * over a connection that broke, or whose end could not be written down, is in nobody's, though it bears a living name. `events` are
 * those of the queue's runners, from before they run.
 */
export function sayAlive(pool: pg.Pool, events: EventEmitter): Alive {
  const names = new Set<string>();
  /** Jobs at hand, and until when those that are done count as such. */
  const inHand = new Map<string, number>();
  const over = new AbortController();
  const on = <Name extends keyof Told>(name: Name, hear: (told: Told[Name]) => void) => events.on(name, hear);

  on('pool:create', ({ workerPool }) => {
    names.add(workerPool.id);
    events.emit('name', workerPool.id);
  });
  on('job:start', ({ job }) => inHand.set(String(job.id), Number.POSITIVE_INFINITY));
  on('job:complete', ({ job }) => inHand.set(String(job.id), performance.now() + newlyMs));
  const holding = holdNames(pool, names, events, over.signal);

  return {
    async release() {
      const isOld = sql`j.locked_by IS NOT NULL AND j.locked_at < now() - ${newlyMs}::int * interval '1 millisecond'`;
      const dead = await db.query<{ name: string }>(
        sql`SELECT DISTINCT j.locked_by AS name FROM graphile_worker._private_jobs j
            WHERE ${isOld} AND j.locked_by <> ALL(${[...names]}::text[]) AND ${ofTheDead}`,
      );
      // Who is only without its session for a moment goes on with its jobs meanwhile: they would be done twice at once.
      if (dead.length > 0) await delay(backMs, undefined, { signal: over.signal }).catch(() => undefined);
      const now = performance.now();
      for (const [id, until] of inHand) if (until < now) inHand.delete(id);
      const released = await db.query(
        // By the table itself: the queue's own function would take all that a living pool has from it.
        sql`UPDATE graphile_worker._private_jobs j SET locked_at = NULL, locked_by = NULL
            WHERE ${isOld} AND CASE WHEN j.locked_by = ANY(${[...names]}::text[]) THEN j.id <> ALL(${[...inHand.keys()]}::bigint[])
                ELSE j.locked_by = ANY(${dead.map(({ name }) => name)}::text[]) AND ${ofTheDead} END
            RETURNING 1`,
      );
      // A queue of its own is held as well, and let go of with the end of its job, in one statement.
      await db.query(
        sql`UPDATE graphile_worker._private_job_queues q SET locked_at = NULL, locked_by = NULL
            WHERE q.locked_at < now() - ${newlyMs}::int * interval '1 millisecond' AND NOT EXISTS (
              SELECT 1 FROM graphile_worker._private_jobs j WHERE j.job_queue_id = q.id AND j.locked_at IS NOT NULL)`,
      );
      // In whose place another was put while it was at work: it has lost its key, and nobody would take it up again.
      await db.query(
        sql`DELETE FROM graphile_worker._private_jobs
            WHERE key IS NULL AND attempts >= max_attempts AND locked_at IS NULL AND updated_at > created_at`,
      );
      return released.length;
    },
    async stop() {
      over.abort();
      await holding;
    },
  };
}

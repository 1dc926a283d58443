import sql from 'sql-template-tag';
import type { Queryable } from './db';

export type EnqueueOptions = {
  /** Not before this moment. */
  runAt?: Date;
  /** Not before so many milliseconds have passed by the database's clock, which is the one that jobs are due by. */
  afterMs?: number;
  /** Tries in all before it is given up; 25 when unsaid, each waiting longer than the one before. */
  maxAttempts?: number;
  /** A second job with the same key replaces the first while that waits. */
  key?: string;
  /** Of those that are due, lower numbers first; 0 when unsaid. */
  priority?: number;
  /** Jobs of one queue run one after another. */
  queue?: string;
};

/**
 * Adds a job in the caller's transaction: it exists when that commits, and a worker wakes within milliseconds.
 * `name` is one of those in `lib/worker/handlers.ts`; `payload` must be JSON.
 */
export async function enqueue(
  tx: Queryable,
  name: string,
  payload: object,
  options: EnqueueOptions = {},
): Promise<void> {
  const { runAt = null, afterMs = null, maxAttempts = null, key = null, queue = null, priority = null } = options;
  await tx.query(
    sql`SELECT graphile_worker.add_job(${name}, ${JSON.stringify(payload)}::json, queue_name => ${queue},
          run_at => coalesce(${runAt}::timestamptz, now() + ${afterMs}::float8 * interval '1 millisecond'), max_attempts => ${maxAttempts}::int, job_key => ${key},
          priority => ${priority}::int)`,
    'enqueue',
  );
}

/** Adds many jobs at once, each with a key, a time (null: at once) and a priority of its own. Otherwise as `enqueue`. */
export async function enqueueAll(
  tx: Queryable,
  name: string,
  jobs: { payload: object; key: string; runAt: Date | null; priority: number }[],
  { maxAttempts = null }: { maxAttempts?: number | null } = {},
): Promise<void> {
  if (jobs.length === 0) return;
  await tx.query(
    sql`SELECT count(*) FROM graphile_worker.add_jobs((
          SELECT array_agg((${name}, j.payload::json, NULL, j.run_at, ${maxAttempts}::int, j.key, j.priority, NULL)::graphile_worker.job_spec)
          FROM unnest(${jobs.map((job) => JSON.stringify(job.payload))}::text[], ${jobs.map((job) => job.key)}::text[],
            ${jobs.map((job) => job.runAt)}::timestamptz[], ${jobs.map((job) => job.priority)}::smallint[])
            AS j(payload, key, run_at, priority)))`,
    'enqueue_all',
  );
}

import sql from 'sql-template-tag';
import type { Queryable } from './db';

export type EnqueueOptions = {
  /** Not before this moment. */
  runAt?: Date;
  /** Tries in all before it is given up; 25 when unsaid, each waiting longer than the one before. */
  maxAttempts?: number;
  /** A second job with the same key replaces the first while that waits. */
  key?: string;
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
  const { runAt = null, maxAttempts = null, key = null, queue = null } = options;
  await tx.query(
    sql`SELECT graphile_worker.add_job(${name}, ${JSON.stringify(payload)}::json, queue_name => ${queue},
          run_at => ${runAt}::timestamptz, max_attempts => ${maxAttempts}::int, job_key => ${key})`,
    'enqueue',
  );
}

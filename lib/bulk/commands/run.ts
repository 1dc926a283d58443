import sql from 'sql-template-tag';
import { ringBell } from '@/lib/events/bell';
import { db } from '@/lib/platform/db';
import { enqueue } from '@/lib/platform/queue';
import { changeOne } from './change-one';

/** How many tickets are done between two looks at how far it is. */
const batch = 24;
/** How many of them at once: each waits for the disk. */
const lanes = 3;
/** A job gives its place to others after so long, and goes on behind them. */
const turnMs = 10_000;

interface Job {
  state: string;
}

async function findJob(jobId: string): Promise<Job | undefined> {
  const [job] = await db.query<Job>(sql`SELECT state FROM bulk_jobs WHERE id = ${jobId}::uuid`);
  return job;
}

function nextTickets(jobId: string, state: 'waiting' | 'done'): Promise<{ id: string }[]> {
  return db.query<{ id: string }>(
    sql`SELECT ticket_id AS id FROM bulk_items WHERE job_id = ${jobId}::uuid AND state = ${state}
        ORDER BY ticket_id LIMIT ${batch}`,
    'next_bulk_items',
  );
}

/** Says how far a job is; with `end`, that it is over. */
async function report(jobId: string, end: 'done' | 'undone' | null): Promise<void> {
  await db.query(
    sql`UPDATE bulk_jobs b SET done = i.done, failed = i.failed, undone = i.undone, kept = i.kept, moved_at = now(),
          state = coalesce(${end}::text, b.state), finished_at = CASE WHEN ${end}::text IS NULL THEN NULL ELSE now() END
        FROM (SELECT count(*) FILTER (WHERE state IN ('done', 'undone', 'kept'))::int AS done,
            count(*) FILTER (WHERE state = 'failed')::int AS failed,
            count(*) FILTER (WHERE state = 'undone')::int AS undone, count(*) FILTER (WHERE state = 'kept')::int AS kept
          FROM bulk_items WHERE job_id = ${jobId}::uuid) i
        WHERE b.id = ${jobId}::uuid AND CASE ${end}::text WHEN 'done' THEN b.state = 'running' WHEN 'undone' THEN b.state = 'undoing'
          ELSE b.state IN ('running', 'undoing') END`,
    'report_bulk',
  );
  ringBell();
}

/** Does these tickets, a few at once. Gives how many of them were not in other hands. */
async function doTickets(jobId: string, ids: string[], isUndoing: boolean): Promise<number> {
  const left = [...ids];
  let count = 0;
  async function lane(): Promise<void> {
    for (let id = left.shift(); id !== undefined; id = left.shift()) {
      if (await changeOne(jobId, id, isUndoing)) count += 1;
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane));
  return count;
}

/**
 * Goes on with a job, forwards or back, until it is over or its turn is; ends at once where another process is at it. Safe to
 * run any number of times at once and after any death: each ticket is done once. Gives whether there is more to do.
 */
export async function runBulk(jobId: string): Promise<boolean> {
  const until = performance.now() + turnMs;
  while (performance.now() < until) {
    const job = await findJob(jobId);
    const isUndoing = job?.state === 'undoing';
    if (job?.state !== 'running' && !isUndoing) return false;
    const next = await nextTickets(jobId, isUndoing ? 'done' : 'waiting');
    if (next.length === 0) {
      await report(jobId, isUndoing ? 'undone' : 'done');
      return false;
    }
    const count = await doTickets(
      jobId,
      next.map((each) => each.id),
      isUndoing,
    );
    if (count === 0) return false;
    await report(jobId, null);
  }
  return true;
}

/** As `runBulk`, and puts the rest in the line of jobs. */
export async function runBulkInTurns(jobId: string): Promise<void> {
  if (await runBulk(jobId)) await enqueue(db, 'bulk.run', { jobId }, { key: `bulk ${jobId}` });
}

/**
 * Takes up the jobs that have stood still for so many seconds: whoever was at them died. Forgets those of a month ago.
 * Gives how many it took up.
 */
export async function mendBulk(seconds = 20): Promise<number> {
  const still = await db.query<{ id: string }>(
    sql`SELECT id FROM bulk_jobs WHERE state IN ('running', 'undoing')
          AND moved_at < now() - make_interval(secs => ${seconds})`,
  );
  for (const { id } of still) await enqueue(db, 'bulk.run', { jobId: id }, { key: `bulk ${id}` });
  await db.query(
    sql`DELETE FROM bulk_jobs WHERE state IN ('done', 'undone') AND created_at < now() - interval '30 days'`,
  );
  return still.length;
}

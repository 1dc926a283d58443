import { Logger, parseCronItems, run } from 'graphile-worker';
import pg from 'pg';
import { env } from '@/lib/platform/env';
import { log } from '@/lib/platform/log';
import { handlers, schedule } from './handlers';

const CONCURRENCY = 4;

/** The queue's own chatter is our debug; its troubles keep their level. */
const logger = new Logger(() => (level, message, meta) => {
  const level_ = level === 'error' ? 'error' : level === 'warning' ? 'warn' : 'debug';
  log()[level_]({ err: meta?.error }, message);
});

export type Worker = {
  /** Takes no more jobs and waits for those that run. */
  stop(): Promise<void>;
};

/**
 * Runs the jobs of the database in this process, at most four at a time, and the scheduled ones.
 * It has connections of its own, so that neither it nor the pages can starve the other.
 */
export async function startWorker(): Promise<Worker> {
  const pool = new pg.Pool({
    connectionString: env().DATABASE_URL,
    max: CONCURRENCY + 2,
    application_name: 'hilo worker',
  });
  // A connection that breaks is replaced; unheard, the event would end the process.
  const ignore = () => undefined;
  pool.on('error', ignore);
  pool.on('connect', (client) => client.on('error', ignore));
  const taskList = Object.fromEntries(
    Object.entries(handlers).map(([name, handle]) => [name, (payload: unknown) => handle(payload)]),
  );
  const runner = await run({
    pgPool: pool,
    concurrency: CONCURRENCY,
    noHandleSignals: true,
    taskList,
    parsedCronItems: parseCronItems(schedule.map((item) => ({ ...item, identifier: item.task }))),
    logger,
  });
  // A worker that dies of a lost database is started anew by the library; its promise must not go unheard meanwhile.
  runner.promise.catch((err: unknown) => log().error({ err }, 'the job worker ended'));
  return {
    async stop() {
      await runner.stop().catch(() => undefined);
      await pool.end();
    },
  };
}

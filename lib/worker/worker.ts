import { EventEmitter } from 'node:events';
import { type JobHelpers, Logger, parseCronItems, run } from 'graphile-worker';
import pg from 'pg';
import { filePlaces } from '@/lib/attachments/jobs';
import { lineTo } from '@/lib/platform/db-line';
import { env } from '@/lib/platform/env';
import { log } from '@/lib/platform/log';
import { sendingPlaces } from '@/lib/webhooks/jobs';
import { sayAlive } from './alive';
import { startDispatcher } from './dispatcher';
import { startFollowers } from './followers';
import { fileJobs, handlers, type JobHandler, schedule, senders } from './handlers';

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

function taskList(jobs: Record<string, JobHandler>) {
  return Object.fromEntries(
    Object.entries(jobs).map(([name, handle]) => [
      name,
      (payload: unknown, { abortSignal }: JobHelpers) => handle(payload, abortSignal),
    ]),
  );
}

/**
 * Runs the jobs of the database in this process, at most four at a time, the scheduled ones, and in places of their own those
 * that send and those that go through files; makes webhooks' deliveries of events; and has the followers handle them. It has connections of its own, so that neither it nor the pages can
 * starve the other.
 */
export async function startWorker(): Promise<Worker> {
  const pool = new pg.Pool({
    connectionString: env().DATABASE_DIRECT_URL,
    stream: lineTo(env().DATABASE_DIRECT_URL).socket,
    // One for each that works, for listening, and for saying who lives.
    max: CONCURRENCY + sendingPlaces + filePlaces + 6,
    application_name: 'hilo worker',
  });
  // A connection that breaks is replaced; unheard, the event would end the process.
  const ignore = () => undefined;
  pool.on('error', ignore);
  pool.on('connect', (client) => client.on('error', ignore));
  const events = new EventEmitter();
  const alive = sayAlive(pool, events);
  const shared = { pgPool: pool, noHandleSignals: true, logger, events };
  const runners = [
    await run({
      ...shared,
      concurrency: CONCURRENCY,
      taskList: taskList(handlers),
      parsedCronItems: parseCronItems(schedule.map((item) => ({ ...item, identifier: item.task }))),
    }),
    // Without cron items of its own it would look for a file of them.
    await run({ ...shared, concurrency: sendingPlaces, taskList: taskList(senders), parsedCronItems: [] }),
    await run({ ...shared, concurrency: filePlaces, taskList: taskList(fileJobs), parsedCronItems: [] }),
  ];
  for (const runner of runners) {
    // A worker that dies of a lost database is started anew by the library; its promise must not go unheard meanwhile.
    runner.promise.catch((err: unknown) => log().error({ err }, 'the job worker ended'));
  }
  const dispatcher = startDispatcher(alive);
  const followers = startFollowers();
  return {
    async stop() {
      await Promise.all([dispatcher.stop(), followers.stop()]);
      await Promise.all(runners.map((runner) => runner.stop().catch(() => undefined)));
      await alive.stop();
      await pool.end();
    },
  };
}

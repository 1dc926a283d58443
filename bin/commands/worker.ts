import type { Command } from 'commander';
import { env } from '@/lib/platform/env';
import { step } from '../steps.mjs';
import { explain } from './problems';
import { installShutdown, type Shutdown } from './shutdown';
import { CommandError } from './terminal';
import { prepareDatabase } from './up-to-date';

/** Starts the job worker in this process; it takes no more jobs and finishes those that run when `shutdown` comes to it. */
export async function addWorker(shutdown: Shutdown): Promise<void> {
  await step('Job worker started', async () => {
    const { startWorker } = await import('@/lib/worker/worker');
    const worker = await startWorker();
    shutdown.add(worker.stop);
  });
}

async function work(): Promise<void> {
  if (env().isEmbedded) {
    throw new CommandError(
      'hilo worker needs the DATABASE_URL that the app processes have. With the embedded database, `hilo start` does the jobs.',
      2,
    );
  }
  const shutdown = installShutdown('jobs that run are finished first');
  try {
    await prepareDatabase();
    const [{ closeDatabase }, { closeHub }] = await Promise.all([
      import('@/lib/platform/db'),
      import('@/lib/events/hub'),
    ]);
    shutdown.add(closeDatabase);
    shutdown.add(closeHub);
    await addWorker(shutdown);
    // What operators and their scripts wait for.
    console.log(`\n  Hilo works on jobs (process ${process.pid}). Ctrl-C stops it.\n`);
  } catch (error) {
    console.error(`\nhilo: ${explain(error).message}\n`);
    await shutdown.run(1);
  }
}

/** `hilo worker`. */
export function registerWorker(program: Command): void {
  program
    .command('worker')
    .description(
      'do the jobs of DATABASE_URL, beside app processes started with `hilo start --no-worker`; as many as you like',
    )
    .action(work);
}

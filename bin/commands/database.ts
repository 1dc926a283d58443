import { setTimeout as sleep } from 'node:timers/promises';
import { env, putEnv } from '@/lib/platform/env';
import { CommandError } from './terminal';
import { bringUpToDate } from './up-to-date';

const START_MS = 60_000;

type Opened = { isRunning: boolean; close(): Promise<void> };

/** Connects to the embedded database of a Hilo that runs, or starts it for the while. */
async function openEmbedded(dataDir: string): Promise<Opened> {
  const { AlreadyRunningError, startEmbeddedPostgres } = await import('@/lib/platform/embedded-postgres');
  const { databaseUrl, readClusterFile } = await import('@/lib/platform/postgres-cluster');
  const deadline = Date.now() + START_MS;
  for (;;) {
    try {
      const postgres = await startEmbeddedPostgres({ dataDir, what: 'command' });
      putEnv({ DATABASE_URL: postgres.url, HILO_EMBEDDED: '1' });
      return { isRunning: false, close: postgres.stop };
    } catch (error) {
      if (!(error instanceof AlreadyRunningError)) throw error;
      const cluster = error.holder?.isReady ? await readClusterFile(dataDir) : null;
      if (cluster) {
        putEnv({ DATABASE_URL: databaseUrl(cluster), HILO_EMBEDDED: '1' });
        return { isRunning: true, close: async () => undefined };
      }
      // It is just starting, or about to stop.
      if (Date.now() > deadline) throw error;
      await sleep(100);
    }
  }
}

/** Runs `work` with the embedded database, whether or not Hilo runs at the moment. */
async function withEmbedded<T>(work: (isRunning: boolean) => Promise<T>): Promise<T> {
  const { isRunning, close } = await openEmbedded(env().HILO_DATA_DIR);
  try {
    return await work(isRunning);
  } finally {
    const { closeDatabase } = await import('@/lib/platform/db');
    await closeDatabase();
    await close();
  }
}

/** Runs `work` with the database of this installation in whatever state it is. `migrate` needs no more. */
export async function withRawDatabase<T>(work: () => Promise<T>): Promise<T> {
  return env().isEmbedded ? withEmbedded(work) : work();
}

async function refuseUnmigrated(remedy: string): Promise<void> {
  const { pool } = await import('@/lib/platform/db');
  const { pendingMigrations } = await import('@/lib/platform/pending-migrations');
  const pending = await pendingMigrations(pool);
  if (pending.length > 0) throw new CommandError(`The database lacks migrations (${pending.join(', ')}). ${remedy}`);
}

/**
 * Runs `work` with the database of this installation: the embedded one, brought up to date unless a Hilo is running on
 * it, or that of DATABASE_URL, which must have every migration. Connections are closed afterwards.
 */
export async function withDatabase<T>(work: () => Promise<T>): Promise<T> {
  if (env().isEmbedded) {
    return withEmbedded(async (isRunning) => {
      if (isRunning) await refuseUnmigrated('Start Hilo anew.');
      else await bringUpToDate(env().DATABASE_DIRECT_URL);
      return work();
    });
  }
  const { closeDatabase } = await import('@/lib/platform/db');
  try {
    await refuseUnmigrated('Run: npm run hilo -- migrate');
    const { continuePositions } = await import('@/lib/events/shift');
    await continuePositions(env().DATABASE_DIRECT_URL);
    return await work();
  } finally {
    await closeDatabase();
  }
}

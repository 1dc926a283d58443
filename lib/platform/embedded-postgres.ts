import { mkdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Lock, LockHeldError, type LockHolder, waitForLock } from './lockfile';
import { databaseUrl, ensureCluster, readClusterFile, writeClusterFile } from './postgres-cluster';
import { sharedBuffers } from './postgres-memory';
import { clearOrphan } from './postgres-orphan';
import { freePort, type PostgresProcess, spawnPostgres, untilReady } from './postgres-process';

/** Written by a command that needs the database for a moment: whoever comes next waits for it to end. */
const BRIEF = 'command';
// Our Postgres lies on flash, or in memory for the most part: a page anywhere costs about what the next one costs. With the
// default (4) lists and counts of a large desk are read by the wrong index. Plans are too short for it to pay to compile them.
const TUNED = { random_page_cost: '1.1', jit: 'off' };
const UNSAFE = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

export type EmbeddedPostgres = {
  /** `postgresql://hilo:…@127.0.0.1:…/hilo`; the role owns the database and may create others. */
  url: string;
  /** The data folder's lock: describe() tells a second start where this one serves. */
  lock: Lock;
  stop(): Promise<void>;
};

export type EmbeddedPostgresOptions = {
  dataDir: string;
  log?: (message: string) => void;
  /** For tests: may lose everything in a crash, and takes no more memory than Postgres does by itself. */
  throwaway?: boolean;
  /** Its own memory for pages (`shared_buffers`), where it is no throwaway; what suits the machine, unless said otherwise. */
  memory?: string;
  /** 'start' (the default) or 'command'. */
  what?: 'start' | 'command';
};

const lockFile = (dataDir: string) => path.join(dataDir, 'lock');

/** The data folder is in use by a running Hilo. Its message tells where. */
export class AlreadyRunningError extends Error {
  readonly holder: LockHolder | null;

  constructor(dataDir: string, holder: LockHolder | null) {
    const where = holder?.address ? ` at ${holder.address}` : '';
    super(`Hilo is already running on ${dataDir}${where}${holder ? ` (process ${holder.pid})` : ''}.`);
    this.name = 'AlreadyRunningError';
    this.holder = holder;
  }
}

function prepareFolder(dataDir: string): string {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    return realpathSync(dataDir);
  } catch (error) {
    throw new Error(`The data folder ${dataDir} cannot be made: ${(error as Error).message}`);
  }
}

/** Between tries to start Postgres: soon at first, for those whom a killed one left behind still hold its shared memory a moment. */
const patienceMs = (tries: number) => Math.min(5_000, 100 * 2 ** tries);

/** How often a start by hand tries, about six seconds in all, before it tells the operator what Postgres says. */
const TRIES = 7;

/** Starts Postgres, again when it does not come; gives up when `isOver` says so of the number of tries, with Postgres' own words. */
async function startPatiently(
  start: () => Promise<PostgresProcess>,
  isOver: (tries: number, error: unknown) => boolean,
) {
  for (let tries = 0; ; tries += 1) {
    try {
      return await start();
    } catch (error) {
      if (isOver(tries + 1, error)) throw error;
      await sleep(patienceMs(tries));
    }
  }
}

/** Restarts Postgres when it ends by itself (out of memory, killed), and goes on trying until it serves or we stop. */
function superviseFrom(first: PostgresProcess, start: () => Promise<PostgresProcess>, log: (message: string) => void) {
  let current = first;
  let isStopping = false;
  let returning: Promise<void> | undefined;
  const isOver = (tries: number, error: unknown) => {
    if (tries === TRIES) log(`The embedded Postgres does not come back yet: ${(error as Error).message}`);
    return isStopping;
  };
  const comeBack = async () => {
    log('The embedded Postgres ended unexpectedly; starting it again.');
    const server = await startPatiently(start, isOver).catch(() => null);
    if (!server) return;
    current = server;
    watch(server);
  };
  const watch = (server: PostgresProcess) =>
    void server.exited.then(() => {
      if (!isStopping) returning = comeBack();
    });
  watch(first);
  return async () => {
    isStopping = true;
    await returning;
    await current.stop();
  };
}

/**
 * Starts the embedded Postgres of a data folder, making it on first use, and waits until it serves.
 * Takes the folder's lock until stop(). A Postgres left behind by a killed application is ended first.
 * @throws AlreadyRunningError, or Error with a message for the operator
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const log = options.log ?? (() => undefined);
  const dataDir = prepareFolder(options.dataDir);
  const lock = await waitForLock(lockFile(dataDir), options.what ?? 'start', {
    waitMs: 30_000,
    mayWait: (holder) => holder?.what === BRIEF,
  }).catch((error: unknown) => {
    throw error instanceof LockHeldError ? new AlreadyRunningError(dataDir, error.holder) : error;
  });
  try {
    const cluster = await ensureCluster(dataDir, options.throwaway ?? false);
    if (await clearOrphan(cluster.pgdata)) log('Ended a Postgres that a killed Hilo had left behind.');
    const logFile = path.join(dataDir, 'postgres.log');
    let settings: Record<string, string> = options.throwaway
      ? { ...TUNED, ...UNSAFE }
      : { ...TUNED, shared_buffers: options.memory ?? sharedBuffers() };
    const start = async (): Promise<PostgresProcess> => {
      // Of one that was killed, those who served in its name may be at work still: nothing starts beside them.
      await clearOrphan(cluster.pgdata);
      const server = spawnPostgres(cluster, logFile, settings);
      try {
        await untilReady(server, cluster, logFile);
      } catch (error) {
        const isRefused = /could not map anonymous shared memory/.test(String(error));
        if (!isRefused || !('shared_buffers' in settings)) throw error;
        settings = TUNED;
        log(
          'The system gives the embedded Postgres no more memory than it takes by itself: large desks will be slower.',
        );
        return start();
      }
      return server;
    };
    const noted = await readClusterFile(dataDir);
    const startOnFreePort = async (attempts: number): Promise<PostgresProcess> => {
      const port = await freePort(cluster.port);
      if (noted && port !== noted.port) await writeClusterFile(dataDir, { ...noted, port });
      cluster.port = port;
      return start().catch(async (error: unknown) => {
        // Somebody may have taken the port between our look and Postgres' bind.
        const isTaken = (await freePort(port)) !== port;
        if (isTaken && attempts > 1) return startOnFreePort(attempts - 1);
        throw error;
      });
    };
    const first = await startPatiently(
      () => startOnFreePort(3),
      (tries) => tries === TRIES,
    );
    const stopServer = superviseFrom(first, start, log);
    return {
      url: databaseUrl(cluster),
      lock,
      async stop() {
        await stopServer();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

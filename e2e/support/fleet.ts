import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '@/lib/platform/postgres-process';
import { startS3, type TestS3 } from '@/lib/platform/testing-s3';
import { type Pair, startPair } from './clusters';
import { type Front, startNginx, startPgBouncer } from './fronts';
import { type HiloProcess, startHilo } from './hilo-process';

/** Hilo on more than one machine, all of them this one. */
export interface Fleet {
  /** nginx. */
  url: string;
  pair: Pair;
  fronts: { nginx: Front; pgbouncer: Front };
  env: ReturnType<typeof envOf>;
  apps: HiloProcess[];
  /** Starts the app of this place, which must have ended, again. */
  startApp(place: number): Promise<HiloProcess>;
  startWorker(env?: Record<string, string>): Promise<HiloProcess>;
  stop(): Promise<void>;
}

/** What has been begun ends in the other order, whatever of it fails. */
function endings() {
  const all: (() => Promise<unknown>)[] = [];
  return {
    add: (end: () => Promise<unknown>) => void all.push(end),
    async run() {
      for (const end of all.reverse()) await end().catch((error: unknown) => console.error(error));
    },
  };
}

function envOf(pair: Pair, bouncer: Front, nginx: Front, s3: TestS3, folder: string) {
  return {
    DATABASE_URL: `postgresql://hilo@127.0.0.1:${bouncer.port}/hilo?pgbouncer=true`,
    DATABASE_DIRECT_URL: pair.primary.url,
    DATABASE_READ_URL: pair.replica.url,
    HILO_SECRET: 'the secret of the tests, which guards nothing',
    HILO_URL: `http://127.0.0.1:${nginx.port}`,
    HILO_TRUST_PROXY: '1',
    HILO_DRAIN_SECONDS: '1',
    HILO_STORAGE: s3.address().replace('&direct=1', ''),
    ...s3.keys,
    HILO_DATA_DIR: folder,
    HILO_DIST_DIR: process.env.HILO_DIST_DIR ?? '.next-test',
    HILO_RATE_LIMIT: '1000000',
    HILO_RATE_LIMIT_ANONYMOUS: '1000000',
    HILO_WEBHOOK_ALLOW: '127.0.0.1',
    HOST: '127.0.0.1',
    LOG_LEVEL: 'warn',
  };
}

/** Starts it all, on an empty database: two apps and `workers` workers at the same moment. */
export async function startFleet(
  programs: { nginx: string; pgbouncer: string },
  workers: number,
): Promise<{ fleet: Fleet; workers: HiloProcess[] }> {
  const ends = endings();
  const kept = async <T extends { stop(): Promise<unknown> }>(starting: Promise<T>): Promise<T> => {
    const started = await starting;
    ends.add(() => started.stop());
    return started;
  };
  try {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'hilo-fleet-'));
    ends.add(() => rm(folder, { recursive: true, force: true }));
    const ports: [number, number] = [await freePort(0), await freePort(0)];
    const [pair, s3, nginx] = await Promise.all([
      kept(startPair()),
      kept(startS3()),
      kept(startNginx(programs.nginx, ports)),
    ]);
    const bouncer = await kept(startPgBouncer(programs.pgbouncer, pair.primary.port));
    const env = envOf(pair, bouncer, nginx, s3, folder);
    const start = async (args: string[], more: Record<string, string> = {}) => {
      const started = await startHilo(args, { ...env, ...more });
      ends.add(() => started.end());
      return started;
    };
    const apps: HiloProcess[] = [];
    const fleet: Fleet = {
      url: env.HILO_URL,
      pair,
      fronts: { nginx, pgbouncer: bouncer },
      env,
      apps,
      async startApp(place) {
        apps[place] = await start(['start', '--no-worker'], { PORT: String(ports[place]) });
        return apps[place];
      },
      startWorker: (more) => start(['worker'], more),
      stop: ends.run,
    };
    const working = Array.from({ length: workers }, () => fleet.startWorker());
    await Promise.all([fleet.startApp(0), fleet.startApp(1), ...working]);
    return { fleet, workers: await Promise.all(working) };
  } catch (error) {
    await ends.run();
    throw error;
  }
}

/** Requests that go on, `hands` at a time, until they are told to stop. */
export interface Load {
  done: number;
  /** What went wrong, in words. */
  failures: string[];
  stop(): Promise<void>;
}

/** Keeps `hands` busy with `work`, which throws where an answer is not as it should be. `n` counts the requests. */
export function startLoad(hands: number, work: (n: number) => Promise<void>): Load {
  let isOver = false;
  let begun = 0;
  const load: Load = { done: 0, failures: [], stop: async () => undefined };
  const hand = async () => {
    while (!isOver && begun < 20_000) {
      begun += 1;
      await work(begun).catch((error: Error) => load.failures.push(`${error.message} ${error.cause ?? ''}`));
      load.done += 1;
    }
  };
  const working = Promise.all(Array.from({ length: hands }, hand));
  load.stop = async () => {
    isOver = true;
    await working;
  };
  return load;
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { nodeEnv, nodeFlags } from '@/bin/steps.mjs';
import { type HiloProcess, startHilo } from '@/e2e/support/hilo-process';
import { tokenOn } from '@/e2e/support/operator';
import { databaseUrl as embeddedUrl, readClusterFile } from '@/lib/platform/postgres-cluster';
import { freePort } from '@/lib/platform/postgres-process';

const secret = 'the secret of the tests, which guards nothing';

/** How long a start may take before the trial is given up, in milliseconds. */
const patienceMs = 90_000;

/** A desk as a process manager runs it: on one port, with one data folder, started again by the harness when it was killed. */
export interface Supervised {
  url: string;
  dataDir: string;
  /** Where it keeps files. */
  storageFolder: string;
  /** Its database: the one it was given, or its own (from the first start on). */
  databaseUrl(): Promise<string>;
  /** The process that serves now; 0 when none does. */
  pid(): number;
  /** Starts it, with more arguments where given, and waits until it is ready. Gives how long that took, from the start and from when its database answered (ms). */
  start(more?: string[]): Promise<{ readyMs: number; recoveryMs: number }>;
  /** Starts another process of Hilo on the same database and files, as `hilo worker` is. It ends with the desk at the latest. */
  startBeside(args: string[]): Promise<HiloProcess>;
  /** Kills it (SIGKILL) and waits until it is gone. What it started itself stays. */
  kill(): Promise<void>;
  /** Asks it to end (SIGTERM). Gives how long it took and how it ended; after half a minute it is killed, and `status` is null. */
  terminate(): Promise<{ ms: number; status: number | null }>;
  /** Tokens for the load. The desk must be running. */
  tokens(): Promise<{ client: string; agent: string }>;
  /** What the last process printed. */
  output(): string;
  /** What its log says of requests that failed for no documented reason, since the first start; at most twenty lines. */
  failures(): string[];
  /** Ends it and removes what it had. */
  stop(): Promise<void>;
}

/** Asks every 50 ms until it is so. Gives the moment, as `performance.now()` tells it. */
async function untilSo(
  isSo: () => Promise<boolean>,
  { deadline, isOver }: { deadline: number; isOver: () => string | undefined },
): Promise<number> {
  while (!(await isSo())) {
    const said = isOver();
    if (said !== undefined) throw new Error(`The desk ended by itself: ${said || 'without a word'}`);
    if (performance.now() > deadline) throw new Error(`The desk was not ready in ${patienceMs / 1000} s.`);
    await sleep(50);
  }
  return performance.now();
}

/**
 * Waits until the database answers, by a connection of our own, and from then on until the desk does; in milliseconds from now. One
 * after the other: asked together, a desk that hangs would make its database seem late, and so itself seem quick.
 */
export async function untilReady(
  url: string,
  databaseUrl: () => Promise<string>,
  isOver: () => string | undefined = () => undefined,
): Promise<{ databaseMs: number; readyMs: number; recoveryMs: number }> {
  const begun = performance.now();
  const patience = { deadline: begun + patienceMs, isOver };
  const databaseAt = await untilSo(async () => answersDatabase(await databaseUrl().catch(() => '')), patience);
  const readyAt = await untilSo(() => answersReady(url), patience);
  return { databaseMs: databaseAt - begun, readyMs: readyAt - begun, recoveryMs: readyAt - databaseAt };
}

async function answersDatabase(url: string): Promise<boolean> {
  if (!url) return false;
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000, query_timeout: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    // Not waited for: it is a moment after the answer.
    client.end().catch(() => undefined);
  }
}

async function answersReady(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
  await answer?.arrayBuffer().catch(() => undefined);
  return answer?.ok ?? false;
}

/**
 * Prepares a desk of a production build (`HILO_DIST_DIR`) on a database, or without one on an embedded Postgres of its own, durable
 * as in earnest. `more` adds to its environment. Not started yet.
 */
export async function supervise(databaseUrl?: string, more: Record<string, string> = {}): Promise<Supervised> {
  const dataDir = await realpath(await mkdtemp(path.join(os.tmpdir(), 'hilo-faults-')));
  const storageFolder = path.join(dataDir, 'files');
  const port = more.PORT ?? String(await freePort(0));
  const url = `http://localhost:${port}`;
  const own = async () => {
    const file = await readClusterFile(dataDir);
    if (!file?.port) throw new Error('There is no database yet.');
    return embeddedUrl(file);
  };
  const find = databaseUrl === undefined ? own : async () => databaseUrl;
  const settings = {
    DATABASE_URL: databaseUrl ?? '',
    HILO_DATA_DIR: dataDir,
    HILO_STORAGE: storageFolder,
    HILO_DIST_DIR: process.env.HILO_DIST_DIR ?? '.next-test',
    HILO_SECRET: secret,
    HILO_URL: url,
    PORT: port,
    HOST: '127.0.0.1',
    LOG_LEVEL: 'warn',
    HILO_RATE_LIMIT: '1000000',
    HILO_RATE_LIMIT_ANONYMOUS: '1000000',
    HILO_WEBHOOK_ALLOW: '127.0.0.1,localhost',
    ...more,
  };
  const env = {
    ...nodeEnv,
    ...process.env,
    NODE_ENV: 'production' as const,
    NEXT_TELEMETRY_DISABLED: '1',
    ...settings,
  };
  let child: ChildProcess | undefined;
  const beside: HiloProcess[] = [];
  let text = '';
  const failures: string[] = [];
  const hasEnded = (process: ChildProcess) => process.exitCode !== null || process.signalCode !== null;
  const gone = async (process: ChildProcess) => {
    if (!hasEnded(process)) await once(process, 'exit');
  };
  const supervised: Supervised = {
    url,
    dataDir,
    storageFolder,
    databaseUrl: find,
    pid: () => (child && !hasEnded(child) ? (child.pid ?? 0) : 0),
    async start(more = []) {
      text = '';
      const started = spawn(process.execPath, [...nodeFlags, 'bin/hilo.ts', 'start', '--no-demo', ...more], {
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child = started;
      const keep = (chunk: Buffer) => {
        text = (text + chunk).slice(-100_000);
        const told = String(chunk)
          .split('\n')
          .filter((line) => line.includes('request failed'));
        failures.push(...told.slice(0, 20 - failures.length));
      };
      started.stdout.on('data', keep);
      started.stderr.on('data', keep);
      const { readyMs, recoveryMs } = await untilReady(url, find, () => (hasEnded(started) ? text : undefined));
      return { readyMs, recoveryMs };
    },
    async startBeside(args) {
      const process = await startHilo(args, settings);
      beside.push(process);
      return process;
    },
    async kill() {
      if (!child) return;
      child.kill('SIGKILL');
      await gone(child);
    },
    async terminate() {
      const begun = performance.now();
      if (!child) return { ms: 0, status: null };
      child.kill('SIGTERM');
      const force = setTimeout(() => child?.kill('SIGKILL'), 30_000);
      await gone(child);
      clearTimeout(force);
      return { ms: performance.now() - begun, status: child.exitCode };
    },
    async tokens() {
      const at = { DATABASE_URL: await find(), HILO_SECRET: secret, HILO_URL: url };
      const client = await tokenOn(at, { role: 'client', email: 'clara@faults.example' });
      const agent = await tokenOn(at, { role: 'agent', email: 'andres@faults.example' });
      return { client, agent };
    },
    output: () => text,
    failures: () => failures,
    async stop() {
      await Promise.all(beside.map((process) => process.end()));
      await supervised.terminate();
      const home = (await readClusterFile(dataDir).catch(() => null))?.home ?? '';
      // Where root's Postgres user could not reach the folder, the files are elsewhere.
      for (const folder of path.isAbsolute(home) ? [dataDir, home] : [dataDir])
        await rm(folder, { recursive: true, force: true });
    },
  };
  return supervised;
}

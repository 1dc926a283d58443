import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { nodeEnv, nodeFlags } from '@/bin/steps.mjs';
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
  /** Starts it and waits until it is ready. Gives how long that took, from the start and from when its database answered (ms). */
  start(): Promise<{ readyMs: number; recoveryMs: number }>;
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

/** Waits until both answer: the database, by a connection of our own, and the desk. In milliseconds from now. */
export async function untilReady(
  url: string,
  databaseUrl: () => Promise<string>,
  isOver: () => string | undefined = () => undefined,
): Promise<{ databaseMs: number; readyMs: number; recoveryMs: number }> {
  const begun = performance.now();
  let databaseMs: number | undefined;
  let readyMs: number | undefined;
  while (databaseMs === undefined || readyMs === undefined) {
    const [hasDatabase, isReady] = await Promise.all([
      databaseMs !== undefined || answersDatabase(await databaseUrl().catch(() => '')),
      readyMs !== undefined || answersReady(url),
    ]);
    const now = performance.now() - begun;
    if (hasDatabase) databaseMs ??= now;
    if (isReady) readyMs ??= now;
    const said = isOver();
    if (said !== undefined) throw new Error(`The desk ended by itself: ${said || 'without a word'}`);
    if (now > patienceMs) throw new Error(`The desk was not ready in ${patienceMs / 1000} s.`);
    await sleep(50);
  }
  return { databaseMs, readyMs, recoveryMs: Math.max(0, readyMs - databaseMs) };
}

async function answersDatabase(url: string): Promise<boolean> {
  if (!url) return false;
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
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
  const env = {
    ...nodeEnv,
    ...process.env,
    NODE_ENV: 'production' as const,
    NEXT_TELEMETRY_DISABLED: '1',
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
  let child: ChildProcess | undefined;
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
    async start() {
      text = '';
      const started = spawn(process.execPath, [...nodeFlags, 'bin/hilo.ts', 'start', '--no-demo'], {
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
      await supervised.terminate();
      const home = (await readClusterFile(dataDir).catch(() => null))?.home ?? '';
      // Where root's Postgres user could not reach the folder, the files are elsewhere.
      for (const folder of path.isAbsolute(home) ? [dataDir, home] : [dataDir])
        await rm(folder, { recursive: true, force: true });
    },
  };
  return supervised;
}

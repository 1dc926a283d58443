import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { nodeEnv, nodeFlags } from '@/bin/steps.mjs';
import { freePort } from '@/lib/platform/postgres-process';
import { copyDatabase, startTestPostgres } from '@/lib/platform/testing';

export interface Desk {
  /** Where it serves, without a slash at the end. */
  url: string;
  /** Its process. */
  pid: number;
  /** What a process needs in its environment to act on the desk's own database. */
  env: { DATABASE_URL: string; HILO_SECRET: string; HILO_URL: string };
  stop(): Promise<void>;
  /** Ends its process at once, as a crash would (SIGKILL). Its database stays; `stop` tidies up. */
  kill(): Promise<void>;
  /** What it has written to its log and its error stream, at most the last 100 kB. */
  output(): string;
}

const START_MS = 60_000;

function serve(env: Record<string, string>): { child: ChildProcess; output: () => string } {
  // process.execPath is the pinned Node: npm and bin/test.mjs put it first.
  const child = spawn(process.execPath, [...nodeFlags, 'bin/hilo.ts', 'start'], {
    env: { ...nodeEnv, ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const keep = (chunk: Buffer) => {
    text = (text + chunk).slice(-100_000);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  return { child, output: () => text };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), 20_000);
  await once(child, 'exit');
  clearTimeout(force);
}

async function untilReady(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const deadline = Date.now() + START_MS;
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`The server ended at once:\n${output()}`);
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return;
    if (Date.now() > deadline)
      throw new Error(`The server was not ready in ${START_MS / 1000} s (${answer?.status}):\n${output()}`);
    await sleep(100);
  }
}

/**
 * Serves a production build (made into `HILO_DIST_DIR` before) on a migrated database and a free port of the loopback.
 * `more` adds to its environment; its `PORT` is served at.
 */
export async function serveDesk(DATABASE_URL: string, more: Record<string, string> = {}): Promise<Desk> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'hilo-e2e-'));
  const port = more.PORT ?? String(await freePort(0));
  const url = `http://localhost:${port}`;
  const env = { DATABASE_URL, HILO_URL: url, HILO_SECRET: 'the secret of the tests, which guards nothing' };
  const { child, output } = serve({
    ...env,
    PORT: port,
    HOST: '127.0.0.1',
    HILO_DATA_DIR: folder,
    HILO_DIST_DIR: process.env.HILO_DIST_DIR ?? '.next-test',
    LOG_LEVEL: 'warn',
    // All tests come from one address; those of the limits start a desk of their own.
    HILO_RATE_LIMIT: '1000000',
    HILO_RATE_LIMIT_ANONYMOUS: '1000000',
    // The receivers of the tests are on this machine.
    HILO_WEBHOOK_ALLOW: '127.0.0.1,localhost',
    ...more,
  });
  let isStopping = false;
  child.once('exit', (code, signal) => {
    if (!isStopping) console.error(`The server of the tests ended by itself (${signal ?? code}):\n${output()}`);
  });
  const kill = async () => {
    isStopping = true;
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  };
  const stop = async () => {
    isStopping = true;
    await end(child);
    if (process.env.HILO_E2E_LOG) console.log(output());
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await untilReady(url, child, output);
    return { url, pid: child.pid ?? 0, env, stop, kill, output };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** As `serveDesk`, on an empty database of a Postgres of its own. */
export async function startDesk(more: Record<string, string> = {}): Promise<Desk> {
  const postgres = await startTestPostgres(process.env.HILO_TEST_DATABASE_URL);
  try {
    const desk = await serveDesk((await copyDatabase(postgres)).url, more);
    const stop = async () => {
      await desk.stop();
      await postgres.stop();
    };
    return { ...desk, stop };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

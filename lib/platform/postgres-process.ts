import { spawn } from 'node:child_process';
import { closeSync, copyFileSync, openSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { postgresEnv } from './postgres-binaries';
import type { Cluster } from './postgres-cluster';
import { endProcess } from './postgres-orphan';

const LOG_LIMIT = 5 * 1024 * 1024;

/** Postgres of our own, running. `exited` settles when it ends, for whatever reason. */
export type PostgresProcess = { pid: number; exited: Promise<void>; stop(): Promise<void> };

/** A port of 127.0.0.1 that nobody listens on: `wanted` when it is free, else any. */
export function freePort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => (wanted ? resolve(freePort(0)) : reject(error)));
    server.listen({ port: wanted, host: '127.0.0.1' }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : wanted));
    });
  });
}

function boundLog(file: string): void {
  try {
    if (statSync(file).size < LOG_LIMIT) return;
    copyFileSync(file, `${file}.1`);
    truncateSync(file);
  } catch {
    // No log yet, or a full disk: neither is a reason not to run.
  }
}

const tail = (file: string) => readFileSync(file, 'utf8').trim().split('\n').slice(-5).join('\n');

/** Starts `postgres`, its log going to `logFile` (at most about 10 MB with its predecessor). Not yet ready to serve. */
export function spawnPostgres(cluster: Cluster, logFile: string, settings: Record<string, string>): PostgresProcess {
  boundLog(logFile);
  const log = openSync(logFile, 'a', 0o600);
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(cluster.binaries.postgres, ['-D', cluster.pgdata, '-p', String(cluster.port), ...flags], {
    ...cluster.account,
    cwd: '/',
    env: postgresEnv(),
    // A session of its own: Ctrl-C in the terminal must reach the application alone, which stops Postgres last.
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.unref();
  const pid = child.pid ?? 0;
  const rotation = setInterval(boundLog, 60_000, logFile).unref();
  const stopNow = () => void child.kill('SIGINT');
  process.once('exit', stopNow);
  const exited = new Promise<void>((resolve) => {
    const done = () => {
      clearInterval(rotation);
      process.off('exit', stopNow);
      resolve();
    };
    child.once('exit', done);
    child.once('error', done);
  });
  return {
    pid,
    exited,
    async stop() {
      child.ref();
      if (child.exitCode === null && child.signalCode === null) await endProcess(pid);
      await exited;
    },
  };
}

/**
 * Waits until a started Postgres accepts connections (crash recovery included).
 * @throws with the end of its log when it exits instead
 */
export async function untilReady(server: PostgresProcess, cluster: Cluster, logFile: string): Promise<void> {
  let hasExited = false;
  void server.exited.then(() => {
    hasExited = true;
  });
  for (;;) {
    if (hasExited) throw new Error(`The embedded Postgres did not start:\n${tail(logFile)}`);
    try {
      const lines = readFileSync(path.join(cluster.pgdata, 'postmaster.pid'), 'utf8').split('\n');
      if (Number(lines[0]) === server.pid && lines[7]?.trim() === 'ready') return;
    } catch {
      // Not written yet.
    }
    await sleep(10);
  }
}

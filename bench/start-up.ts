import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { nodeEnv, nodeFlags } from '@/bin/steps.mjs';
import { freePort } from '@/lib/platform/postgres-process';
import { type Line, type Stage, spread } from './section';
import { startBare } from './start-bare';
import { figure } from './table';

/** Starts `hilo start` and gives the milliseconds until it said that it was ready; ends it again. */
async function startOnce(env: Record<string, string>): Promise<number> {
  const port = String(await freePort(0));
  const from = performance.now();
  const child = spawn(process.execPath, [...nodeFlags, 'bin/hilo.ts', 'start', '--no-demo'], {
    env: {
      ...nodeEnv,
      ...process.env,
      NODE_ENV: 'production',
      LOG_LEVEL: 'warn',
      HOST: '127.0.0.1',
      ...env,
      PORT: port,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    for (;;) {
      if (child.exitCode !== null) throw new Error(`hilo start ended with ${child.exitCode}`);
      const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
      if (answer?.ok) return performance.now() - from;
      await delay(10);
    }
  } finally {
    child.kill('SIGTERM');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
}

/** The same of the bare server. */
async function startBareOnce(databaseUrl: string): Promise<number> {
  const port = await freePort(0);
  const from = performance.now();
  const bare = await startBare('bench/bare-server.ts', port, { DATABASE_URL: databaseUrl });
  const ms = performance.now() - from;
  await bare.stop();
  return ms;
}

/**
 * From the command to the first answer of `/readyz`: on a Postgres that runs, with the embedded one on data that is there, and on
 * an empty folder (which makes a cluster and the tables). Built and installed before. In turn with the bare server, from its command to
 * its first answer.
 */
export async function startUpSection({ plan, say, emptyDatabase }: Stage): Promise<Line[]> {
  const common = { HILO_SECRET: 'the secret of the benchmark, which guards nothing' };
  const databaseUrl = await emptyDatabase();
  const times = { first: [] as number[], embedded: [] as number[], external: [] as number[] };
  const bareTimes: number[] = [];
  for (let run = 0; run < plan.runs; run += 1) {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'hilo-bench-'));
    try {
      const own = { ...common, DATABASE_URL: '', HILO_DATA_DIR: path.join(folder, 'data') };
      times.first.push(await startOnce(own));
      times.embedded.push(await startOnce(own));
      times.external.push(await startOnce({ ...common, DATABASE_URL: databaseUrl, HILO_DATA_DIR: folder }));
      bareTimes.push(await startBareOnce(databaseUrl));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  const words = {
    external: 'ready on a Postgres that runs',
    embedded: 'ready with the embedded Postgres',
    first: 'ready with the embedded Postgres, the first time',
  };
  return (['external', 'embedded', 'first'] as const).map((key) => {
    const hilo = spread(times[key]);
    // The bare one has no Postgres of its own.
    const bare = key === 'external' ? spread(bareTimes) : undefined;
    say(`${words[key]}: ${figure(hilo.median)} ms${bare ? `, bare ${figure(bare.median)}` : ''}`);
    return {
      section: 'start-up',
      what: words[key],
      unit: 'ms',
      hilo,
      ...(bare && { bare, ratio: bare.median / hilo.median }),
    };
  });
}

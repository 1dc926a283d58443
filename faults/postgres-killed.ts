import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { readClusterFile } from '@/lib/platform/postgres-cluster';
import { conclude, type Fault } from './fault';
import { amidLoad, startLoad } from './load';
import { type Supervised, supervise, untilReady } from './supervisor';
import { verify } from './verify';

async function postmasterOf(desk: Supervised): Promise<number> {
  const home = (await readClusterFile(desk.dataDir))?.home ?? 'postgres';
  return Number(readFileSync(path.resolve(desk.dataDir, home, 'data/postmaster.pid'), 'utf8').split('\n')[0]);
}

/** One of those that serve the desk: that Postgres then ends all of them, and recovers as from a crash. */
async function someBackend(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
       ORDER BY (state = 'active') DESC, random() LIMIT 1`,
    );
    return rows[0]?.pid ?? 0;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function answers(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 500 });
  client.on('error', () => undefined);
  const isThere = await client.connect().then(
    () => true,
    () => false,
  );
  await client.end().catch(() => undefined);
  return isThere;
}

/**
 * Kills the embedded Postgres of a desk at random moments of a load: the postmaster, or one of those that serve. The desk brings it
 * back. Gives how long the desk was not ready after it answered again, in milliseconds each time.
 */
export async function killPostgres(
  desk: Supervised,
  { times, acknowledged, say }: { times: number; acknowledged: () => number; say: (line: string) => void },
): Promise<number[]> {
  const recoveries: number[] = [];
  for (let time = 1; time <= times; time += 1) {
    await amidLoad(acknowledged, [50, 1_200]);
    const databaseUrl = await desk.databaseUrl();
    const victim = time % 2 === 0 ? await someBackend(databaseUrl) : await postmasterOf(desk);
    if (!(victim > 1)) throw new Error('No Postgres to kill was found.');
    process.kill(victim, 'SIGKILL');
    // Until that shows, so that it is not taken for ready again before it was away.
    for (let waited = 0; waited < 50 && (await answers(databaseUrl)); waited += 1) await sleep(10);
    const { recoveryMs } = await untilReady(desk.url, desk.databaseUrl);
    recoveries.push(recoveryMs);
    if (time % 5 === 0 || time === times) say(`killed ${time} of ${times} times, ${acknowledged()} acknowledged`);
  }
  return recoveries;
}

/** Postgres is killed under the app that started it. */
export const postgresKilled: Fault = {
  name: 'postgres-killed',
  about: 'kill −9 of the embedded Postgres (postmaster, backend)',
  mayLeaveBytes: true,
  async run({ isQuick, say, times = isQuick ? 2 : 20 }) {
    const desk = await supervise();
    try {
      await desk.start();
      const first = desk.pid();
      const load = await startLoad({ url: desk.url, tokens: await desk.tokens() });
      const recoveries = await killPostgres(desk, { times, acknowledged: load.acknowledged, say });
      const journal = await load.stop();
      const also = desk.pid() === first ? [] : ['the app ended with its database'];
      const databaseUrl = await desk.databaseUrl();
      const findings = await verify(journal, { databaseUrl, storageFolder: desk.storageFolder });
      for (const line of desk.failures()) say(line);
      return conclude(postgresKilled, { times, findings, recoveries, also });
    } finally {
      await desk.stop();
    }
  },
};

import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Fault, FaultResult } from './fault';
import { type Attempt, attemptsOf } from './journal';
import { countSince, type Scene, type Strain, type Strained, strain, stranger } from './strain';

/** Longer than anybody is let wait for a lock, so that every place of the pool is taken by a sleeper. */
const heldMs = 4_000;

/** A stranger holds the tables that everything needs: whoever asks for them sleeps. */
async function holdTables({ databaseUrl }: Strained): Promise<void> {
  const holder = await stranger(databaseUrl);
  try {
    await holder.query('BEGIN; LOCK TABLE tickets, threads, sessions IN ACCESS EXCLUSIVE MODE');
    await sleep(heldMs);
    await holder.query('ROLLBACK');
  } finally {
    await holder.end();
  }
}

/** Strangers take every connection that Postgres gives, and the desk's own are ended, so that it has none. */
async function takeConnections({ databaseUrl }: Strained): Promise<void> {
  const taken: pg.Client[] = [];
  const takeAll = async () => {
    for (;;) {
      const client = await stranger(databaseUrl).catch(() => null);
      if (!client) return;
      taken.push(client);
    }
  };
  try {
    await takeAll();
    await taken[0]?.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'hilo'`);
    const over = performance.now() + heldMs;
    while (performance.now() < over) {
      await takeAll();
      await sleep(100);
    }
  } finally {
    await Promise.all(taken.map((client) => client.end()));
  }
}

/** The slowest of those answers that are so, in words: they are bounds that docs/faults.md names. */
function slowest(attempts: Attempt[], isSo: (attempt: Attempt) => boolean): string {
  const times = attempts.filter(isSo).map(({ ms }) => ms);
  return times.length > 0 ? `${(Math.max(...times) / 1_000).toFixed(2)} s` : 'there was none';
}

/** Both, by turns. */
export async function takePool(it: Strained, { times, say }: Strain): Promise<Scene> {
  const recoveries: number[] = [];
  const begun = Date.now();
  const turnedAway = { 'sleepers had every place': 0, 'strangers had every connection': 0 };
  for (let time = 1; time <= times; time += 1) {
    const since = Date.now();
    await (time % 2 === 1 ? holdTables(it) : takeConnections(it));
    const way = time % 2 === 1 ? 'sleepers had every place' : 'strangers had every connection';
    turnedAway[way] += countSince(it.load.journal, since, 'unavailable');
    recoveries.push(await it.recovery());
    const before = it.load.acknowledged();
    for (let waited = 0; it.load.acknowledged() === before && waited < 200; waited += 1) await sleep(50);
    say(`slept ${time} of ${times} times, ${it.load.acknowledged()} acknowledged`);
  }
  const also = Object.entries(turnedAway)
    .slice(0, times)
    .filter(([, count]) => count === 0)
    .map(([way]) => `nobody was turned away while ${way}`);
  const during = attemptsOf(it.load.journal).filter(({ at }) => at >= begun);
  const more = {
    'slowest 503 of the API': slowest(during, ({ outcome, what }) => outcome === 'unavailable' && what !== '/desk'),
    'of a page': slowest(during, ({ outcome, what }) => outcome === 'unavailable' && what === '/desk'),
    'slowest 409 of a key in use': slowest(during, ({ code }) => code === 'IDEMPOTENCY_KEY_IN_USE'),
  };
  return { recoveries, also, more: { ...more, ...turnedAway } };
}

/** Sleepers have every place of the pool, or Postgres has no connection left for the desk. */
function tryPoolTaken(trial: Strain): Promise<FaultResult> {
  // More than the pool has places, or nobody would wait for one.
  return strain(poolTaken, trial, { load: { clients: 32 } }, (it) => takePool(it, trial));
}

export const poolTaken: Fault = {
  name: 'pool-taken',
  about: 'pool full of sleepers; connections used up by strangers',
  mayLeaveBytes: true,
  run: (trial) => tryPoolTaken({ ...trial, times: trial.isQuick ? 2 : 10 }),
};

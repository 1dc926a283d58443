import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { copyDatabase, startTestPostgres } from '@/lib/platform/testing';
import { conclude, type Fault, type FaultResult, type Trial } from './fault';
import { amidLoad, startLoad } from './load';
import { type Supervised, supervise } from './supervisor';
import { verify } from './verify';

/** Kills it while it starts, as somebody does who has no patience. */
async function killStarting(desk: Supervised): Promise<void> {
  const starting = desk.start().catch(() => undefined);
  await sleep(randomInt(1_500));
  await desk.kill();
  await starting;
}

/**
 * Kills a desk at random moments of a load, each time when it has taken something since the last, and one time in eight also while it
 * starts. Gives how long each start took from when its database answered, in milliseconds.
 */
export async function killAtRandom(
  desk: Supervised,
  { times, acknowledged, say }: { times: number; acknowledged: () => number; say: Trial['say'] },
): Promise<number[]> {
  const recoveries: number[] = [];
  for (let time = 1; time <= times; time += 1) {
    await amidLoad(acknowledged, [50, 1_200]);
    await desk.kill();
    if (randomInt(8) === 0) await killStarting(desk);
    const { recoveryMs } = await desk.start();
    recoveries.push(recoveryMs);
    if (time % 10 === 0 || time === times) say(`killed ${time} of ${times} times, ${acknowledged()} acknowledged`);
  }
  return recoveries;
}

async function tryOn(fault: Fault, desk: Supervised, times: number, { say }: Trial): Promise<FaultResult> {
  try {
    await desk.start();
    const load = await startLoad({ url: desk.url, tokens: await desk.tokens() });
    const recoveries = await killAtRandom(desk, { times, acknowledged: load.acknowledged, say });
    const journal = await load.stop();
    const findings = await verify(journal, {
      databaseUrl: await desk.databaseUrl(),
      storageFolder: desk.storageFolder,
    });
    const unnamed = findings.files?.unnamed.length ?? 0;
    const more = { 'bytes whose row was not written yet': unnamed, 'half-come files': findings.files?.staged ?? 0 };
    for (const line of desk.failures()) say(line);
    const also = findings.unknown === 0 ? ['nobody was waiting for an answer at any of the kills'] : [];
    return conclude(fault, { times, findings, recoveries, also, more });
  } finally {
    await desk.stop();
  }
}

/** The app is killed, its database is somebody else's and lives on. */
export const appKilled: Fault = {
  name: 'app-killed',
  about: 'kill −9 of the app (database of its own machine)',
  mayCut: true,
  mayLeaveBytes: true,
  async run(trial) {
    const postgres = await startTestPostgres(process.env.HILO_TEST_DATABASE_URL, { isDurable: true });
    try {
      const desk = await supervise((await copyDatabase(postgres)).url);
      return await tryOn(appKilled, desk, trial.times ?? (trial.isQuick ? 5 : 50), trial);
    } finally {
      await postgres.stop();
    }
  },
};

/** The app is killed and leaves its embedded Postgres behind, which the next start ends. */
export const appKilledEmbedded: Fault = {
  name: 'app-killed-embedded',
  about: 'kill −9 of the app (embedded Postgres)',
  mayCut: true,
  mayLeaveBytes: true,
  run: async (trial) => tryOn(appKilledEmbedded, await supervise(), trial.times ?? (trial.isQuick ? 5 : 50), trial),
};

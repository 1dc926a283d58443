import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { apiAt } from '@/e2e/support/api';
import { tokenOn } from '@/e2e/support/operator';
import { copyDatabase, startTestPostgres } from '@/lib/platform/testing';
import { startReceiver, withStatus } from '@/lib/platform/testing-receiver';
import { conclude, type Fault, type FaultResult, type Trial } from './fault';
import { startLoad } from './load';
import { type Supervised, supervise } from './supervisor';
import { verify } from './verify';
import {
  bulk,
  delivery,
  heldOnItsWay,
  outgoing,
  routed,
  type Stage,
  snoozed,
  teamCategory,
  thumbnail,
  ticketsFor,
  untilDone,
  type Work,
} from './worker-scenes';

/** More than are done when a bulk change is answered. */
const many = 30;
/** The longest thing to wait for: an attempt to deliver counts as dead after half a minute, and what is left is looked for by the minute. */
const doneMs = 100_000;

/** Killed the moment that everything has been taken, and nothing is done. */
async function before(stage: Stage, kill: () => Promise<void>): Promise<Work[]> {
  const tickets = await ticketsFor(stage, many);
  // The feed goes as far as the oldest transaction that still runs: this one.
  await stage.hand.query('BEGIN; SELECT pg_current_xact_id()');
  const all = await Promise.all([
    routed(stage),
    delivery(stage),
    outgoing(stage, 2),
    snoozed(stage, 6),
    bulk(stage, tickets),
    thumbnail(stage),
  ]);
  await kill();
  await stage.hand.query('ROLLBACK');
  return all;
}

const kinds = ['bulk.run', 'attachments.thumbnail', 'outbox.send', 'tickets.wake', 'teams.route', 'webhook.deliver'];

/** Killed while each job is amid its work: what it needs is held. */
async function during(stage: Stage, kill: () => Promise<void>): Promise<Work[]> {
  const { hand, pen, receiver } = stage;
  const until = async (is: () => Promise<boolean>) => {
    for (let waited = 0; !(await is()); waited += 1) {
      if (waited > 6_000) throw new Error('A job did not come to where it is held.');
      await sleep(20);
    }
  };
  // A job waits for a lock for a second, fails, and is tried again a little later: some are amid it, some between two tries.
  const taken = async () => {
    const { rows } = await pen.query<{ kinds: string; waiting: string }>(
      `SELECT (SELECT count(DISTINCT task_identifier) FROM graphile_worker.jobs
          WHERE attempts > 0 AND task_identifier = ANY($1)) AS kinds,
        (SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted) AS waiting`,
      [kinds],
    );
    return { kinds: Number(rows[0]?.kinds), waiting: Number(rows[0]?.waiting) };
  };
  const tickets = await ticketsFor(stage, many);
  receiver.answer(() => undefined);
  const received = receiver.received.length;
  const sent = await delivery(stage);
  await until(async () => receiver.received.length > received);
  const route = await heldOnItsWay(stage);
  const last = tickets.at(-1)?.uuid;
  await hand.query(`SELECT 1 FROM tickets WHERE id = '${last}' FOR NO KEY UPDATE`);
  const all = [route, sent];
  for (const begin of [
    () => bulk(stage, tickets),
    () => thumbnail(stage),
    () => outgoing(stage, 1),
    () => snoozed(stage, 6),
  ]) {
    const work = await begin();
    all.push(work);
    if (work.hold) await hand.query(work.hold);
  }
  await until(async () => {
    const now = await taken();
    return now.kinds === kinds.length && now.waiting > 0;
  });
  await kill();
  await hand.query('ROLLBACK');
  receiver.answer(withStatus(204));
  return all;
}

/** Killed the moment that the work is done, and the job perhaps not yet struck off. */
async function after(stage: Stage, kill: () => Promise<void>): Promise<Work[]> {
  const tickets = await ticketsFor(stage, many);
  const all = await Promise.all([
    routed(stage),
    delivery(stage),
    outgoing(stage, 1),
    snoozed(stage, 6),
    bulk(stage, tickets),
    thumbnail(stage),
  ]);
  await untilDone(all, doneMs, 10);
  await kill();
  return all;
}

async function setStage(desk: Supervised): Promise<Stage & { end(): Promise<void> }> {
  const databaseUrl = await desk.databaseUrl();
  const at = { DATABASE_URL: databaseUrl, HILO_URL: desk.url };
  const admin = apiAt(desk.url, { authorization: `Bearer ${await tokenOn(at, { email: 'ada@faults.example' })}` });
  const token = await tokenOn(at, { role: 'client', email: 'carla@faults.example' });
  const client = apiAt(desk.url, { authorization: `Bearer ${token}` });
  const receiver = await startReceiver();
  const hook = await client.post('/v2/webhooks', { url: receiver.url });
  const team = await admin.post('/v2/teams', { name: 'Cobros', categories: [teamCategory] });
  if (hook.status !== 201 || team.status !== 201) throw new Error(`No stage: ${hook.text} ${team.text}`);
  const hand = new pg.Client({ connectionString: databaseUrl, application_name: 'hilo faults' });
  const pen = new pg.Client({ connectionString: databaseUrl, application_name: 'hilo faults' });
  for (const each of [hand, pen]) {
    each.on('error', () => undefined);
    await each.connect();
  }
  const end = async () => {
    await hand.end();
    await pen.end();
    await receiver.stop();
  };
  return { agent: admin, client, receiver, hand, pen, end };
}

const moments = { before, during, after };

/** Whoever does the jobs is killed at these moments of each kind of them, so many rounds. */
export async function tryWorkerKilled(
  { say, rounds, isTimed }: Pick<Trial, 'say'> & { rounds: number; isTimed?: boolean },
  names: (keyof typeof moments)[],
): Promise<FaultResult> {
  const postgres = await startTestPostgres(process.env.HILO_TEST_DATABASE_URL, { isDurable: true });
  const desk = await supervise((await copyDatabase(postgres)).url);
  let stage: Awaited<ReturnType<typeof setStage>> | undefined;
  try {
    await desk.start();
    stage = await setStage(desk);
    const load = await startLoad({ url: desk.url, tokens: await desk.tokens(), clients: 2, pauseMs: 150 });
    const recoveries: number[] = [];
    const also: string[] = [];
    let slowest = 0;
    for (let round = 1; round <= rounds; round += 1) {
      for (const moment of names) {
        const all = await moments[moment](stage, desk.kill);
        recoveries.push((await desk.start()).recoveryMs);
        const begun = performance.now();
        const wrong = await untilDone(all, doneMs);
        also.push(...wrong.map((each) => `killed ${moment} its job: ${each}`));
        slowest = Math.max(slowest, performance.now() - begun);
        const left = wrong.length > 0 ? `; not: ${wrong.join(', ')}` : '';
        say(
          `round ${round} of ${rounds}, ${moment}: ${Math.round(performance.now() - begun)} ms after the start${left}`,
        );
      }
    }
    const journal = await load.stop();
    const findings = await verify(journal, {
      databaseUrl: await desk.databaseUrl(),
      storageFolder: desk.storageFolder,
    });
    const more = { 'all jobs done after a start within': `${(slowest / 1_000).toFixed(1)} s` };
    for (const line of desk.failures()) say(line);
    return conclude(workerKilled, { times: rounds * names.length, findings, recoveries, also, more, isTimed });
  } finally {
    await stage?.end();
    await desk.stop();
    await postgres.stop();
  }
}

export const workerKilled: Fault = {
  name: 'worker-killed',
  about: 'worker killed before, during, after a job (6 kinds)',
  mayCut: true,
  mayLeaveBytes: true,
  run: ({ isQuick, say, times: rounds = isQuick ? 1 : 5 }) =>
    tryWorkerKilled({ say, rounds }, ['before', 'during', 'after']),
};

// Longer than most: the three moments beside each other, and what each must find.
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { apiAt } from '@/e2e/support/api';
import { tokenOn } from '@/e2e/support/operator';
import { fromPublicId } from '@/lib/platform/ids';
import { copyDatabase, startTestPostgres } from '@/lib/platform/testing';
import { startReceiver, withStatus } from '@/lib/platform/testing-receiver';
import { conclude, type Fault, type FaultResult, type Trial } from './fault';
import { startLoad } from './load';
import { heldDone, jobsOf, teachToWait } from './striking-off';
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
/** What a dead worker had is given out again within half a minute: after this, what was to be done twice has been. */
const givenOutMs = 45_000;

/** Killed the moment that everything has been taken, and nothing is done. */
async function before(stage: Stage, kill: () => Promise<void>): Promise<Work[]> {
  const tickets = await ticketsFor(stage, many);
  // The feed goes as far as the oldest transaction that still runs: this one.
  await stage.hand.query('BEGIN; SELECT pg_current_xact_id()');
  const all = await Promise.all([
    routed(stage),
    delivery(stage),
    outgoing(stage, 10),
    snoozed(stage, 6),
    bulk(stage, tickets),
    thumbnail(stage),
  ]);
  // A change of thirty and a thumbnail may have begun; what waits for the feed or for its time has not.
  const done = new Set<string>();
  for (const { name, look } of all) {
    const { is, must } = await look();
    if (is >= must) done.add(name);
  }
  if (done.size > 2) throw new Error(`Done before the kill: ${[...done].join(', ')}`);
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
  // Of these works alone: the load beside them has jobs too.
  const taken = async () => {
    const { rows } = await pen.query<{ kinds: string; waiting: string }>(
      `SELECT (SELECT count(DISTINCT k.identifier) FROM graphile_worker._private_jobs j
          JOIN graphile_worker._private_tasks k ON k.id = j.task_id
          JOIN unnest($2::text[]) AS a(about) ON position(a.about IN j.payload::text) > 0
          WHERE j.attempts > 0 AND k.identifier = ANY($1)) AS kinds,
        (SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted) AS waiting`,
      [kinds, all.map(({ about }) => about)],
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

/** Killed when all the work is done and none of the jobs is struck off: each is given out once more, and must change nothing. */
async function after(stage: Stage, kill: () => Promise<void>): Promise<Work[]> {
  const tickets = await ticketsFor(stage, many);
  const release = await heldDone(stage);
  const all = await Promise.all([
    routed(stage),
    delivery(stage, { isSentOnce: true }),
    outgoing(stage, 1),
    snoozed(stage, 6),
    bulk(stage, tickets),
    thumbnail(stage),
  ]);
  const undone = await untilDone(all, doneMs, 10);
  if (undone.length > 0) throw new Error(`Not done before the kill: ${undone.join(', ')}`);
  const jobs = await jobsOf(stage, all);
  await kill();
  await release();
  // First, so that the others are looked at when their jobs have been done again.
  return [jobs, ...all];
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
  const webhook = fromPublicId((hook.body as { data: { _id: string } }).data._id, 'webhook') ?? '';
  const hand = new pg.Client({ connectionString: databaseUrl, application_name: 'hilo faults' });
  const pen = new pg.Client({ connectionString: databaseUrl, application_name: 'hilo faults' });
  for (const each of [hand, pen]) {
    each.on('error', () => undefined);
    await each.connect();
  }
  await teachToWait({ pen });
  const end = async () => {
    await hand.end();
    await pen.end();
    await receiver.stop();
  };
  return { agent: admin, client, webhook, receiver, hand, pen, end };
}

const moments = { before, during, after };

/** Whoever does the jobs: what is killed, and started again. */
interface Hands {
  kill(): Promise<void>;
  /** Gives how long it took, in milliseconds. */
  start(): Promise<number>;
}

const appOf = (desk: Supervised): Hands => ({
  kill: desk.kill,
  start: async () => (await desk.start()).recoveryMs,
});

/** From here on the desk does no jobs, and a worker beside it does them all. */
async function workerBeside(desk: Supervised): Promise<Hands> {
  await desk.terminate();
  await desk.start(['--no-worker']);
  let worker = await desk.startBeside(['worker']);
  return {
    kill: () => worker.kill(),
    async start() {
      const begun = performance.now();
      worker = await desk.startBeside(['worker']);
      return performance.now() - begun;
    },
  };
}

/**
 * Whoever does the jobs is killed at these moments of each kind of them, so many rounds; in the last of several that is a worker by
 * itself, beside an app that lives.
 */
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
    const everything: Work[] = [];
    let slowest = 0;
    let startedAt = 0;
    let hands = appOf(desk);
    for (let round = 1; round <= rounds; round += 1) {
      const isApart = rounds > 1 && round === rounds;
      if (isApart) hands = await workerBeside(desk);
      for (const moment of names) {
        const all = await moments[moment](stage, hands.kill);
        everything.push(
          ...all.map((work) => ({ ...work, name: `round ${round}, killed ${moment} its job: ${work.name}` })),
        );
        recoveries.push(await hands.start());
        startedAt = performance.now();
        const wrong = await untilDone(all, doneMs);
        also.push(...wrong.map((each) => `killed ${moment} its job: ${each}`));
        const ms = performance.now() - startedAt;
        slowest = Math.max(slowest, ms);
        const left = wrong.length > 0 ? `; not: ${wrong.join(', ')}` : '';
        const who = isApart ? 'a worker by itself' : 'the app';
        say(`round ${round} of ${rounds}, ${who} killed ${moment}: ${Math.round(ms)} ms after the start${left}`);
      }
    }
    const journal = await load.stop();
    const findings = await verify(journal, {
      databaseUrl: await desk.databaseUrl(),
      storageFolder: desk.storageFolder,
    });
    await sleep(Math.max(0, startedAt + givenOutMs - performance.now()));
    also.push(...(await untilDone(everything, 0)).map((each) => `in the end, ${each}`));
    const more = {
      'all jobs done after a start within': `${(slowest / 1_000).toFixed(1)} s`,
      'works looked at once more in the end': everything.length,
    };
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
  run: ({ isQuick, say, times: rounds = isQuick ? 2 : 5 }) =>
    tryWorkerKilled({ say, rounds }, ['before', 'during', 'after']),
};

import { EventEmitter } from 'node:events';
import sql from 'sql-template-tag';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { db, pool } from '@/lib/platform/db';
import { enqueue } from '@/lib/platform/queue';
import { type Alive, sayAlive } from './alive';
import { startWorker } from './worker';

const mine = 'pool-of-this-test';
const running: Alive[] = [];

/** A process whose one pool of workers has a name; what happens there is told by hand. */
async function live(name = mine): Promise<{ alive: Alive; events: EventEmitter }> {
  const events = new EventEmitter();
  const alive = sayAlive(pool, events);
  running.push(alive);
  events.emit('pool:create', { workerPool: { id: name } });
  await expect.poll(() => isNamed(name)).toBe(true);
  return { alive, events };
}

const locksOf = (name: string) => sql`FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2
  AND objid::bigint = (hashtext(${name})::bigint & 4294967295)`;
const isNamed = async (name: string) => (await db.query(sql`SELECT 1 ${locksOf(name)}`)).length > 0;

/** A job in somebody's hands for as long as is said. Gives its id. */
async function inHandsOf(name: string, key: string, since = '1 minute', queue?: string): Promise<string> {
  await enqueue(db, 'maintenance.purge', {}, { key, queue });
  const [row] = await db.query<{ id: string }>(
    sql`UPDATE graphile_worker._private_jobs SET locked_by = ${name}, locked_at = now() - ${since}::interval
        WHERE key = ${key} RETURNING id::text`,
  );
  return row?.id ?? '';
}

async function holders(): Promise<Record<string, string | null>> {
  const rows = await db.query<{ key: string; by: string | null }>(
    sql`SELECT key, locked_by AS by FROM graphile_worker.jobs WHERE key LIKE 'alive %' ORDER BY key`,
  );
  return Object.fromEntries(rows.map(({ key, by }) => [key, by]));
}

beforeEach(() => db.query(sql`DELETE FROM graphile_worker._private_jobs WHERE key LIKE 'alive %'`));

afterEach(async () => {
  for (const alive of running.splice(0)) await alive.stop();
});

test('what the dead had goes back into the line, what another that lives has does not', async () => {
  const [{ alive }] = [await live(), await live('pool-elsewhere')];
  await inHandsOf('pool-elsewhere', 'alive kept');
  await inHandsOf('pool-long-dead', 'alive lost');
  await inHandsOf('pool-just-begun', 'alive new', '2 seconds');
  expect(await alive.release()).toBe(1);
  expect(await holders()).toEqual({
    'alive kept': 'pool-elsewhere',
    'alive lost': null,
    'alive new': 'pool-just-begun',
  });
  expect(await alive.release()).toBe(0);
});

test('a queue of its own goes back with its job, and another that is at work does not', async () => {
  const [{ alive }] = [await live(), await live('pool-elsewhere')];
  for (const [name, queue] of [
    ['pool-long-dead', 'alive-lost'],
    ['pool-elsewhere', 'alive-kept'],
  ] as const) {
    await inHandsOf(name, `alive ${queue}`, '1 minute', queue);
    await db.query(
      sql`UPDATE graphile_worker._private_job_queues SET locked_by = ${name}, locked_at = now() - interval '1 minute'
          WHERE queue_name = ${queue}`,
    );
  }
  await alive.release();
  const queues = await db.query<{ name: string; by: string | null }>(
    sql`SELECT queue_name AS name, locked_by AS by FROM graphile_worker._private_job_queues
        WHERE queue_name LIKE 'alive-%' ORDER BY 1`,
  );
  expect(queues).toEqual([
    { name: 'alive-kept', by: 'pool-elsewhere' },
    { name: 'alive-lost', by: null },
  ]);
});

test('a job in whose place another was put while it was at work goes with its worker', async () => {
  const { alive } = await live();
  const first = await inHandsOf('pool-long-dead', 'alive twice');
  await enqueue(db, 'maintenance.purge', {}, { key: 'alive twice' });
  await alive.release();
  const left = await db.query(sql`SELECT 1 FROM graphile_worker._private_jobs WHERE id = ${first}::bigint`);
  expect(left).toEqual([]);
  expect(await holders()).toEqual({ 'alive twice': null });
});

test('of its own, what it has in hand stays, and what it never heard of goes back', async () => {
  const { alive, events } = await live();
  const [doing, done] = [await inHandsOf(mine, 'alive doing'), await inHandsOf(mine, 'alive done')];
  await inHandsOf(mine, 'alive unheard of');
  events.emit('job:start', { job: { id: doing } });
  events.emit('job:start', { job: { id: done } });
  // Its end is being written down.
  events.emit('job:complete', { job: { id: done } });
  expect(await alive.release()).toBe(1);
  expect(await holders()).toEqual({ 'alive doing': mine, 'alive done': mine, 'alive unheard of': null });
});

test('a process that ended is no longer taken for alive', async () => {
  const [first, second] = [await live('pool-ending'), await live()];
  await inHandsOf('pool-ending', 'alive left');
  expect(await second.alive.release()).toBe(0);
  await first.alive.stop();
  await expect.poll(() => isNamed('pool-ending')).toBe(false);
  expect(await second.alive.release()).toBe(1);
});

test('a session that breaks is begun anew, and the names stand there again', async () => {
  await live();
  await db.query(sql`SELECT pg_terminate_backend(pid) ${locksOf(mine)}`);
  await expect.poll(() => isNamed(mine), { timeout: 10_000 }).toBe(false);
  await expect.poll(() => isNamed(mine), { timeout: 10_000 }).toBe(true);
});

test('whose session broke a moment ago is not taken for dead', async () => {
  const [, second] = [await live('pool-cut'), await live()];
  await inHandsOf('pool-cut', 'alive doing');
  await db.query(sql`SELECT pg_terminate_backend(pid) ${locksOf('pool-cut')}`);
  await expect.poll(() => isNamed('pool-cut'), { interval: 5 }).toBe(false);
  expect(await second.alive.release()).toBe(0);
  expect(await holders()).toEqual({ 'alive doing': 'pool-cut' });
});

test('a worker in earnest bears the name that its jobs are locked by, and takes up what a dead one had', async () => {
  await inHandsOf('pool-killed', 'alive purge');
  // Behind this lock the purge waits, in the worker's hands.
  const held = await pool.connect();
  await held.query('BEGIN; LOCK TABLE sessions IN ACCESS EXCLUSIVE MODE');
  const worker = await startWorker();
  try {
    const holder = async () => (await holders())['alive purge'] ?? '';
    await expect.poll(async () => isNamed(await holder()), { timeout: 30_000 }).toBe(true);
    await held.query('ROLLBACK');
    await expect.poll(holders, { timeout: 30_000 }).toEqual({});
  } finally {
    held.release(true);
    await worker.stop();
  }
});

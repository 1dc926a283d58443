import { createHash, randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import sql from 'sql-template-tag';
import { expect, onTestFinished, test, vi } from 'vitest';
import { db, inTransaction, pool } from '@/lib/platform/db';
import { newId, toPublicId } from '@/lib/platform/ids';
import { answering } from '@/lib/platform/own-response';
import { storage } from '@/lib/platform/storage-place';
import { makeActor } from '@/prisma/factories';
import { beginUpload } from './commands/begin';
import { keepUpload } from './commands/keep';
import { whilePuttingAway } from './commands/put-away';
import { receivePart } from './commands/receive';
import { holdBytes } from './commands/remove';

const waiting = async () =>
  (
    await db.query(sql`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`)
  ).length;

test('files that wait for each other, as for a slow storage, leave connections for everybody else', async () => {
  const actor = await makeActor('agent');
  const bytes = randomBytes(100);
  const keep = () =>
    keepUpload(
      actor,
      (async function* () {
        yield bytes;
      })(),
      { filename: 'a' },
    );
  let kept: ReturnType<typeof keep>[] = [];
  await inTransaction(async (tx) => {
    await holdBytes(tx, createHash('sha256').update(bytes).digest('hex'));
    kept = Array.from({ length: 40 }, keep);
    for (const each of kept) each.catch(() => undefined);
    await expect.poll(waiting, { timeout: 8_000 }).toBeGreaterThan(3);
    // Each takes its turn behind whatever asks for a connection: were they all taken, one of those before would fail first.
    for (let count = 0; count < 20; count++) await db.query(sql`SELECT 1`);
    expect(await waiting()).toBeLessThan(10);
  });
  expect(new Set((await Promise.all(kept)).map(({ id }) => id)).size).toBe(40);
});

test('while no connection is to be had, nobody in the line waits for those before: all are told within two seconds', async () => {
  const all = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()));
  const begun = performance.now();
  const begin = () =>
    answering({ headersSent: false } as ServerResponse, () => whilePuttingAway((tx) => tx.query(sql`SELECT 1`)));
  const outcomes = await Promise.allSettled(Array.from({ length: 30 }, begin));
  const ms = performance.now() - begun;
  for (const client of all) client.release();
  expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(['rejected']));
  expect(ms).toBeLessThan(2_000);
  // The line goes on as if nothing had been.
  expect(await Promise.all(Array.from({ length: 30 }, begin))).toHaveLength(30);
});

test('while all connections are taken but go round, the line waits for a slow storage, however long', async () => {
  let isOver = false;
  const busy = Array.from({ length: pool.options.max + 10 }, async () => {
    while (!isOver) await db.query(sql`SELECT pg_sleep(0.01)`);
  });
  const put = () => answering({ headersSent: false } as ServerResponse, () => whilePuttingAway(() => delay(1_200)));
  const outcomes = await Promise.allSettled(Array.from({ length: 8 }, put));
  isOver = true;
  await Promise.all(busy);
  expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([]);
});

test('the database waits for a storage that copies gigabytes, and for nothing else as long', async () => {
  const ask = sql`SELECT current_setting('idle_in_transaction_session_timeout') AS time`;
  expect(await whilePuttingAway((tx) => tx.query(ask))).toEqual([{ time: '10min' }]);
  expect(await inTransaction((tx) => tx.query(ask))).toEqual([{ time: '20s' }]);
});

test('while the storage takes its time, nobody has written: the feed of events goes on', async () => {
  const actor = await makeActor('agent');
  const { stage } = storage();
  let isWaiting = false;
  let writers = -1;
  vi.spyOn(storage(), 'stage').mockImplementation(async (...args) => {
    const staged = await stage.apply(storage(), args);
    return {
      ...staged,
      async commit(key) {
        isWaiting = true;
        const [row] = await db.query<{ count: number }>(
          sql`SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND backend_xid IS NOT NULL
              AND backend_type = 'client backend'`,
        );
        writers = row?.count ?? -1;
        await staged.commit(key);
      },
    };
  });
  onTestFinished(() => void vi.restoreAllMocks());
  const source = async function* () {
    yield randomBytes(100);
  };
  await keepUpload(actor, source(), { filename: 'a' });
  expect([isWaiting, writers]).toEqual([true, 0]);
  const id = newId();
  await beginUpload(actor, { id, filename: 'b', type: 'text/plain', size: 200 });
  isWaiting = false;
  writers = -1;
  await receivePart(actor, toPublicId('attachment', id), 0, source());
  expect([isWaiting, writers]).toEqual([true, 0]);
});

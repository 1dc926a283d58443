import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { UserActor } from '@/lib/auth/actor';
import { ringBell } from '@/lib/events/bell';
import { db } from '@/lib/platform/db';
import { putEnv } from '@/lib/platform/env';
import { enqueue } from '@/lib/platform/queue';
import { type Receiver, startReceiver, verify, withStatus } from '@/lib/platform/testing-receiver';
import { createWebhook } from '@/lib/webhooks/commands/create';
import { makeActor, makeTicket } from '@/prisma/factories';
import { startWorker, type Worker } from './worker';

putEnv({ HILO_WEBHOOK_ALLOW: '127.0.0.1' });

let worker: Worker;
let good: Receiver;
let hanging: Receiver;
let client: UserActor;

beforeAll(async () => {
  [good, hanging, client] = await Promise.all([startReceiver(), startReceiver(() => undefined), makeActor('client')]);
  worker = await startWorker();
});

afterAll(async () => {
  // What hangs is let go, so that the worker can end.
  await hanging.stop();
  await worker.stop();
  await good.stop();
});

async function file(): Promise<void> {
  await makeTicket(client);
  ringBell();
}

test('from the event to the receiver takes moments', async () => {
  const { secret } = await createWebhook(client, { url: good.url, events: [] });
  await file();
  await expect.poll(() => good.received.length, { timeout: 5_000, interval: 10 }).toBe(1);
  const [first] = good.received;
  expect(first && verify(secret, first)).toMatchObject({ type: 'ticket.created' });
});

test('a long line to one receiver gets through, several at once and each message once', async () => {
  let [now, most] = [0, 0];
  good.answer((res) => {
    now += 1;
    most = Math.max(most, now);
    setTimeout(() => {
      now -= 1;
      res.writeHead(204).end();
    }, 20);
  });
  good.received.length = 0;
  for (let index = 0; index < 60; index++) await file();
  await expect.poll(() => new Set(good.received.map((each) => each.id)).size, { timeout: 15_000 }).toBe(60);
  expect(good.received).toHaveLength(60);
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(4);
});

test('sixty receivers that hang keep neither one that answers nor the other jobs waiting', async () => {
  good.answer(withStatus(204));
  for (const admin of await Promise.all([makeActor('admin'), makeActor('admin'), makeActor('admin')]))
    for (let index = 0; index < 20; index++) await createWebhook(admin, { url: hanging.url, events: [] });
  await file();
  // All the places that those have of whom nothing is known are taken.
  await expect.poll(() => hanging.received.length, { timeout: 10_000 }).toBe(5);
  good.received.length = 0;
  const startedAt = performance.now();
  for (let index = 0; index < 10; index++) await file();
  await db.query(
    sql`INSERT INTO rate_limits (key, points, expire) SELECT 'old ' || n, 1, 1000 FROM generate_series(1, 10) AS n`,
  );
  await enqueue(db, 'maintenance.purge', {});
  await expect.poll(() => good.received.length, { timeout: 10_000, interval: 20 }).toBe(10);
  const left = () => db.query(sql`SELECT 1 FROM rate_limits WHERE key LIKE 'old %'`);
  await expect.poll(async () => (await left()).length, { timeout: 5_000, interval: 20 }).toBe(0);
  expect(performance.now() - startedAt).toBeLessThan(8_000);
  expect(hanging.received.length).toBe(5);
});

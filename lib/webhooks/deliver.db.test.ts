// Longer than most: everything that can become of one delivery, against a receiver that answers as told.
import sql from 'sql-template-tag';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemActor, type UserActor } from '@/lib/auth/actor';
import { changeUser, setUserDisabled } from '@/lib/people/commands';
import { db, inTransaction } from '@/lib/platform/db';
import { putEnv } from '@/lib/platform/env';
import { toPublicId } from '@/lib/platform/ids';
import { type Receiver, startReceiver, verify, withStatus } from '@/lib/platform/testing-receiver';
import { makeActor, makeTicket } from '@/prisma/factories';
import { changeWebhook, deleteWebhook, rotateSecret } from './commands/change';
import { claim } from './commands/claim';
import { createWebhook } from './commands/create';
import { deliver } from './commands/deliver';
import { dispatchEvents } from './commands/dispatch';
import { requeueDue } from './commands/requeue';
import { resendDelivery, resendSince } from './commands/resend';
import { sendTest } from './commands/send-test';
import { presentDelivery } from './present';
import { getDelivery, getWebhook, listDeliveries } from './queries';

putEnv({ HILO_WEBHOOK_ALLOW: '127.0.0.1' });

const operator = systemActor('test');
let receiver: Receiver;
let admin: UserActor;
let client: UserActor;
let webhookId: string;
let secret: string;

beforeAll(async () => {
  receiver = await startReceiver();
  [admin, client] = await Promise.all([makeActor('admin'), makeActor('client')]);
});

afterAll(() => receiver.stop());

beforeEach(async () => {
  await db.query(sql`DELETE FROM webhooks`);
  receiver.received.length = 0;
  receiver.answer(withStatus(204));
  const made = await createWebhook(admin, { url: receiver.url, events: [] });
  webhookId = made.row.id;
  secret = made.secret;
});

/** A ticket is filed: gives the delivery that tells of it. */
async function makeDelivery(): Promise<string> {
  await makeTicket(client);
  await expect.poll(dispatchEvents, { timeout: 10_000, interval: 5 }).toBe('done');
  const [row] = await db.query<{ id: string }>(
    sql`SELECT id FROM webhook_deliveries WHERE webhook_id = ${webhookId}::uuid ORDER BY event_id DESC LIMIT 1`,
  );
  if (!row) throw new Error('nothing was dispatched');
  return row.id;
}

const ledger = async (id: string) => presentDelivery(await getDelivery(admin, webhookId, id));
const comeDue = (id: string) =>
  db.query(
    sql`UPDATE webhook_deliveries SET next_attempt_at = now() - interval '1 millisecond' WHERE id = ${id}::uuid`,
  );
const secondsUntil = (time: string | null) => (Date.parse(time ?? '') - Date.now()) / 1000;

async function jobsOf(id: string): Promise<Date[]> {
  const rows = await db.query<{ at: Date }>(
    sql`SELECT run_at AS at FROM graphile_worker._private_jobs WHERE key = ${`webhook.deliver ${id}`}`,
  );
  return rows.map(({ at }) => at);
}

async function eventsOf(id: string): Promise<{ name: string; data: unknown }[]> {
  return db.query(sql`SELECT name, data FROM events WHERE subject_id = ${id}::uuid ORDER BY id`);
}

describe('what is sent', () => {
  test('is verified by the published library, and stands in the ledger as it was', async () => {
    const id = await makeDelivery();
    receiver.answer((res) => res.writeHead(200).end('gracias'));
    await deliver(id);
    const [received] = receiver.received;
    if (!received) throw new Error('nothing came');
    expect(verify(secret, received)).toMatchObject({ type: 'ticket.created', data: { ticket: { status: 'open' } } });
    expect(received).toMatchObject({ method: 'POST', path: '/hook', id: toPublicId('msg', id) });
    expect(received.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'Hilo-Webhooks/1',
      'content-length': String(Buffer.byteLength(received.body)),
      'webhook-signature': expect.stringMatching(/^v1,[\w+/]{43}=$/),
    });
    expect(Math.abs(Number(received.headers['webhook-timestamp']) - Date.now() / 1000)).toBeLessThan(5);
    expect((await getDelivery(admin, webhookId, id)).payload).toBe(received.body);
    expect(await ledger(id)).toMatchObject({
      _id: received.id,
      status: 'delivered',
      isTest: false,
      nextAttemptAt: null,
      attempts: [
        {
          number: 1,
          status: 200,
          error: null,
          requestBytes: Buffer.byteLength(received.body),
          responseBytes: 7,
          responseHead: 'gracias',
          durationMs: expect.any(Number),
        },
      ],
    });
  });

  test('is signed by both secrets for a day after the secret was made anew', async () => {
    const fresh = (await rotateSecret(admin, webhookId)).secret;
    expect(fresh).toMatch(/^whsec_[\w+/]{43}=$/);
    await deliver(await makeDelivery());
    const [first] = receiver.received;
    if (!first) throw new Error('nothing came');
    expect(String(first.headers['webhook-signature']).split(' ')).toHaveLength(2);
    expect(verify(secret, first)).toEqual(verify(fresh, first));
    await db.query(
      sql`UPDATE webhooks SET previous_secret_until = now() - interval '1 second' WHERE id = ${webhookId}::uuid`,
    );
    await deliver(await makeDelivery());
    const last = receiver.received.at(-1);
    if (!last) throw new Error('nothing came');
    expect(verify(fresh, last)).toMatchObject({ type: 'ticket.created' });
    expect(() => verify(secret, last)).toThrow('No matching signature');
  });

  test('is sent once by however many at once', async () => {
    const id = await makeDelivery();
    const outcomes = await Promise.all([1, 2, 3, 4, 5, 6].map(() => deliver(id)));
    expect(outcomes.filter(Boolean)).toHaveLength(1);
    expect(receiver.received).toHaveLength(1);
    expect(await deliver(id)).toBeNull();
  });

  test('goes to the address that the webhook has by then', async () => {
    const id = await makeDelivery();
    await changeWebhook(admin, webhookId, { url: `${receiver.url}/moved` });
    await deliver(id);
    expect(receiver.received.map(({ path }) => path)).toEqual(['/hook/moved']);
  });

  test('never goes to an address that is not public, whoever put it there', async () => {
    const before = receiver.received.length;
    for (const host of ['2130706433', '[::ffff:127.0.0.1]', '0x7f.1', 'localhost', '[::1]']) {
      const url = `https://${host}:${receiver.port}/`;
      await db.query(sql`UPDATE webhooks SET url = ${url} WHERE id = ${webhookId}::uuid`);
      putEnv({ HILO_WEBHOOK_ALLOW: 'intranet.example' });
      const id = await makeDelivery();
      await deliver(id);
      expect((await ledger(id)).attempts).toMatchObject([{ status: null, error: 'REFUSED_ADDRESS' }]);
    }
    putEnv({ HILO_WEBHOOK_ALLOW: '127.0.0.1' });
    expect(receiver.received).toHaveLength(before);
  });
});

describe('what is refused', () => {
  test('is tried ten times, each in the ledger, the next one with a job at its time, and then given up', async () => {
    const id = await makeDelivery();
    receiver.answer((res) => res.writeHead(500).end('no'));
    for (let count = 1; count <= 10; count++) {
      await comeDue(id);
      await deliver(id);
      const { status, nextAttemptAt, attempts } = await ledger(id);
      expect([count, attempts.length, status]).toEqual([count, count, count < 10 ? 'pending' : 'failed']);
      if (count < 10) expect(await jobsOf(id)).toEqual([new Date(nextAttemptAt ?? '')]);
    }
    expect((await ledger(id)).attempts.map(({ number, status }) => [number, status])).toEqual(
      Array.from({ length: 10 }, (_, index) => [index + 1, 500]),
    );
    expect(await deliver(id)).toBeNull();
    const ids = new Set(receiver.received.map((each) => each.id));
    expect([receiver.received.length, [...ids]]).toEqual([10, [toPublicId('msg', id)]]);
    expect(new Set(receiver.received.map((each) => each.body)).size).toBe(1);
  });

  test('waits five seconds at first, and as long as a busy receiver asks', async () => {
    receiver.answer(withStatus(500));
    const plain = await makeDelivery();
    await deliver(plain);
    const first = secondsUntil((await ledger(plain)).nextAttemptAt);
    expect(first).toBeGreaterThan(3);
    expect(first).toBeLessThan(6);
    receiver.answer(withStatus(429, { 'retry-after': '600' }));
    const asked = await makeDelivery();
    await deliver(asked);
    const wait = secondsUntil((await ledger(asked)).nextAttemptAt);
    expect(wait).toBeGreaterThan(595);
    expect(wait).toBeLessThan(665);
    const date = new Date(Date.now() + 900_000).toUTCString();
    receiver.answer(withStatus(503, { 'retry-after': date }));
    const dated = await makeDelivery();
    await deliver(dated);
    expect(secondsUntil((await ledger(dated)).nextAttemptAt)).toBeGreaterThan(890);
  });

  test('by a redirect is not sent elsewhere', async () => {
    const elsewhere = await startReceiver();
    receiver.answer(withStatus(302, { location: elsewhere.url }));
    const id = await makeDelivery();
    await deliver(id);
    expect(await ledger(id)).toMatchObject({ status: 'pending', attempts: [{ status: 302 }] });
    expect(elsewhere.received).toEqual([]);
    await elsewhere.stop();
  });

  test('by 410 turns the webhook off at once, gives up the rest, and says so', async () => {
    const [first, second] = [await makeDelivery(), await makeDelivery()];
    receiver.answer(withStatus(410));
    await deliver(first);
    expect(await getWebhook(admin, webhookId)).toMatchObject({ isEnabled: false, disabledReason: 'gone' });
    expect([(await ledger(first)).status, (await ledger(second)).status]).toEqual(['failed', 'failed']);
    expect(await eventsOf(webhookId)).toMatchObject([
      { name: 'webhook.created' },
      { name: 'webhook.disabled', data: { reason: 'gone' } },
    ]);
    expect(await deliver(second)).toBeNull();
    const row = await changeWebhook(admin, webhookId, { enabled: true });
    expect(row).toMatchObject({ isEnabled: true, disabledReason: null, disabledAt: null });
  });

  test('for five days turns the webhook off; one success in between begins anew', async () => {
    const since = (days: number) =>
      db.query(
        sql`UPDATE webhooks SET failing_since = now() - ${days} * interval '1 day' WHERE id = ${webhookId}::uuid`,
      );
    receiver.answer(withStatus(500));
    await deliver(await makeDelivery());
    expect(Date.now() - ((await getWebhook(admin, webhookId)).failingSince?.getTime() ?? 0)).toBeLessThan(60_000);
    await since(4.9);
    await deliver(await makeDelivery());
    expect((await getWebhook(admin, webhookId)).isEnabled).toBe(true);
    receiver.answer(withStatus(200));
    await deliver(await makeDelivery());
    expect((await getWebhook(admin, webhookId)).failingSince).toBeNull();
    receiver.answer(withStatus(500));
    await deliver(await makeDelivery());
    await since(5.01);
    await deliver(await makeDelivery());
    expect(await getWebhook(admin, webhookId)).toMatchObject({ isEnabled: false, disabledReason: 'failing' });
    expect((await eventsOf(webhookId)).at(-1)).toEqual({ name: 'webhook.disabled', data: { reason: 'failing' } });
  });
});

describe('a process that dies', () => {
  test('over an attempt leaves it in the ledger; another begins when its time is over, under the same id', async () => {
    const id = await makeDelivery();
    expect(await inTransaction((tx) => claim(tx, id, 30_000))).toMatchObject({ deliveryId: id });
    expect((await ledger(id)).attempts).toMatchObject([{ number: 1, durationMs: null, error: null }]);
    expect(await deliver(id)).toBeNull();
    await db.query(
      sql`UPDATE webhook_deliveries SET busy_until = now() - interval '1 millisecond' WHERE id = ${id}::uuid`,
    );
    expect((await ledger(id)).attempts[0]?.error).toBe('INTERRUPTED');
    expect(await requeueDue()).toBe(1);
    expect(await jobsOf(id)).toHaveLength(1);
    await deliver(id);
    expect(await ledger(id)).toMatchObject({
      status: 'delivered',
      attempts: [
        { number: 1, status: null, error: 'INTERRUPTED' },
        { number: 2, status: 204 },
      ],
    });
    expect(receiver.received.map((each) => each.id)).toEqual([toPublicId('msg', id)]);
  });

  test('a job that the queue itself has given up is made anew', async () => {
    const id = await makeDelivery();
    await db.query(
      sql`UPDATE graphile_worker._private_jobs SET attempts = max_attempts WHERE key = ${`webhook.deliver ${id}`}`,
    );
    await requeueDue(webhookId);
    const jobs = await db.query(sql`SELECT attempts FROM graphile_worker.jobs WHERE key = ${`webhook.deliver ${id}`}`);
    expect(jobs).toEqual([{ attempts: 0 }]);
  });

  test('ten times over the same one gives it up', async () => {
    const id = await makeDelivery();
    for (let count = 1; count <= 10; count++) {
      await db.query(sql`UPDATE webhook_deliveries SET busy_until = NULL WHERE id = ${id}::uuid`);
      expect(await inTransaction((tx) => claim(tx, id))).not.toBeNull();
    }
    await db.query(sql`UPDATE webhook_deliveries SET busy_until = NULL WHERE id = ${id}::uuid`);
    expect(await deliver(id)).toBeNull();
    expect((await ledger(id)).status).toBe('failed');
    expect(receiver.received).toEqual([]);
  });
});

describe('stopped', () => {
  test('turned off or deleted, nothing more goes out, and an answer that was on its way still counts', async () => {
    const [id, waiting] = [await makeDelivery(), await makeDelivery()];
    receiver.answer(async (res) => {
      await changeWebhook(admin, webhookId, { enabled: false });
      res.writeHead(204).end();
    });
    await deliver(id);
    expect((await ledger(id)).status).toBe('delivered');
    expect((await ledger(waiting)).status).toBe('failed');
    expect(await deliver(waiting)).toBeNull();
    // As a dispatch makes one that saw it on a moment before it was turned off.
    await db.query(
      sql`UPDATE webhook_deliveries SET status = 'pending', next_attempt_at = now() WHERE id = ${waiting}::uuid`,
    );
    await changeWebhook(admin, webhookId, { enabled: true });
    expect((await ledger(waiting)).status).toBe('failed');
    const last = await makeDelivery();
    receiver.answer(async (res) => {
      await deleteWebhook(admin, webhookId);
      res.writeHead(500).end();
    });
    await deliver(last);
    expect(await db.query(sql`SELECT 1 FROM webhook_deliveries WHERE id = ${last}::uuid`)).toEqual([]);
    expect((await eventsOf(webhookId)).at(-1)?.name).toBe('webhook.deleted');
  });

  test('while its owner is disabled it waits for them', async () => {
    const owner = await makeActor('agent');
    webhookId = (await createWebhook(owner, { url: receiver.url, events: [] })).row.id;
    const id = await makeDelivery();
    await setUserDisabled(operator, owner.userId, true);
    expect(await deliver(id)).toBeNull();
    const [before, mine] = [await requeueDue(), await requeueDue(webhookId)];
    expect([mine, (await ledger(id)).status]).toEqual([0, 'pending']);
    await setUserDisabled(operator, owner.userId, false);
    expect(await requeueDue()).toBe(before + 1);
    expect((await deliver(id))?.status).toBe(204);
  });

  test('what was made for the desk never reaches an owner who has become a client, by any way', async () => {
    const owner = await makeActor('agent');
    webhookId = (await createWebhook(owner, { url: receiver.url, events: [] })).row.id;
    const id = await makeDelivery();
    await changeUser(operator, owner.userId, { role: 'client' });
    const demoted = { ...owner, role: 'client' } as UserActor;
    expect((await listDeliveries(demoted, webhookId, { limit: 25 })).rows).toEqual([]);
    await expect(getDelivery(demoted, webhookId, id)).rejects.toMatchObject({ code: 'DELIVERY_NOT_FOUND' });
    await expect(resendDelivery(demoted, webhookId, id)).rejects.toMatchObject({ code: 'DELIVERY_NOT_FOUND' });
    expect(await resendSince(demoted, webhookId, { since: new Date(0) })).toBe(0);
    expect(await deliver(id)).toBeNull();
    expect((await ledger(id)).status).toBe('failed');
    // Not even an admin can send it to them.
    await resendDelivery(admin, webhookId, id);
    expect(await deliver(id)).toBeNull();
    expect(receiver.received).toEqual([]);
  });
});

describe('sent again', () => {
  test('one: the same id and body, ten fresh attempts, the ledger goes on', async () => {
    const id = await makeDelivery();
    receiver.answer(withStatus(500));
    for (let count = 0; count < 10; count++) {
      await comeDue(id);
      await deliver(id);
    }
    receiver.answer(withStatus(200));
    expect(presentDelivery(await resendDelivery(admin, webhookId, id)).status).toBe('pending');
    expect((await jobsOf(id)).map((at) => at.getTime() <= Date.now())).toEqual([true]);
    await deliver(id);
    const { status, attempts } = await ledger(id);
    expect([status, attempts.length, attempts.at(-1)?.number]).toEqual(['delivered', 11, 11]);
    // Delivered, it can be sent once more.
    await resendDelivery(admin, webhookId, id);
    await deliver(id);
    expect(new Set(receiver.received.map((each) => each.id + each.body)).size).toBe(1);
  });

  test('all since a time, or those of one status, but no tests', async () => {
    const old = await makeDelivery();
    await deliver(old);
    await db.query(sql`UPDATE webhook_deliveries SET created_at = now() - interval '2 hours' WHERE id = ${old}::uuid`);
    const [good, bad] = [await makeDelivery(), await makeDelivery()];
    await deliver(good);
    await sendTest(admin, webhookId);
    await db.query(
      sql`UPDATE webhook_deliveries SET status = 'failed', next_attempt_at = NULL WHERE id = ${bad}::uuid`,
    );
    const since = new Date(Date.now() - 3_600_000);
    expect(await resendSince(admin, webhookId, { since, status: 'failed' })).toBe(1);
    expect(await jobsOf(bad)).toHaveLength(1);
    // One that waits for its next attempt waits no longer.
    receiver.answer(withStatus(503, { 'retry-after': '3600' }));
    await deliver(bad);
    expect((await jobsOf(bad))[0]?.getTime()).toBeGreaterThan(Date.now() + 3_000_000);
    expect(await resendSince(admin, webhookId, { since, status: 'pending' })).toBe(1);
    expect((await jobsOf(bad))[0]?.getTime()).toBeLessThanOrEqual(Date.now());
    expect(await resendSince(admin, webhookId, { since })).toBe(2);
    expect((await ledger(old)).status).toBe('delivered');
    await changeWebhook(admin, webhookId, { enabled: false });
    await expect(resendSince(admin, webhookId, { since })).rejects.toMatchObject({ code: 'WEBHOOK_DISABLED' });
    await expect(resendDelivery(admin, webhookId, good)).rejects.toMatchObject({ code: 'WEBHOOK_DISABLED' });
  });
});

describe('a test', () => {
  test('is sent at once, signed, once, and is no failure of the webhook', async () => {
    const sent = presentDelivery(await sendTest(admin, webhookId));
    expect(sent).toMatchObject({
      type: 'webhook.test',
      isTest: true,
      ticket: null,
      status: 'delivered',
      attempts: [{ status: 204 }],
    });
    const [received] = receiver.received;
    expect(received && verify(secret, received)).toMatchObject({ type: 'webhook.test', data: {} });
    receiver.answer(withStatus(500));
    expect(presentDelivery(await sendTest(admin, webhookId))).toMatchObject({ status: 'failed', nextAttemptAt: null });
    expect((await getWebhook(admin, webhookId)).failingSince).toBeNull();
    await changeWebhook(admin, webhookId, { enabled: false });
    await expect(sendTest(admin, webhookId)).rejects.toMatchObject({ code: 'WEBHOOK_DISABLED' });
  });

  test('holds no more than two callers at a time', async () => {
    let letGo = (): void => undefined;
    const held = new Promise((resolve) => {
      letGo = () => resolve(undefined);
    });
    receiver.answer(async (res) => {
      await held;
      res.writeHead(204).end();
    });
    const two = [sendTest(admin, webhookId), sendTest(admin, webhookId)];
    await expect.poll(() => receiver.received.length).toBe(2);
    await expect(sendTest(admin, webhookId)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    letGo();
    expect((await Promise.all(two)).map((row) => row.status)).toEqual(['delivered', 'delivered']);
  });
});

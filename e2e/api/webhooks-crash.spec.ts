import pg from 'pg';
import { copyDatabase, type RunningTestPostgres, startTestPostgres } from '@/lib/platform/testing';
import { type Receiver, startReceiver, verify, withStatus } from '@/lib/platform/testing-receiver';
import { expect, test } from '../fixtures';
import { type Api, apiAt } from '../support/api';
import { type Desk, serveDesk } from '../support/desk';
import { tokenOn } from '../support/operator';
import { fileTicket } from '../support/tickets';
import { makeWebhook, readLedger } from '../support/webhooks';

// A desk whose process is killed (SIGKILL) where it hurts, and started again on the same database.
test.describe.configure({ mode: 'default', timeout: 180_000 });

let postgres: RunningTestPostgres;
let databaseUrl: string;
let desk: Desk;
let admin: Api;
let token: string;
/** A connection of the test's own, to stand in the way with. */
let hand: pg.Client;
const receivers: Receiver[] = [];

async function startDesk(): Promise<void> {
  desk = await serveDesk(databaseUrl);
  admin = apiAt(desk.url, { authorization: `Bearer ${token}` });
}

async function restart(): Promise<void> {
  await desk.stop();
  await startDesk();
}

async function receive(): Promise<Receiver> {
  const receiver = await startReceiver();
  receivers.push(receiver);
  return receiver;
}

/** Until somebody waits for a table that `hand` has locked. */
async function untilWaiting(table: string): Promise<void> {
  const waiting = 'SELECT 1 FROM pg_locks WHERE relation = $1::regclass AND NOT granted';
  await expect.poll(async () => (await hand.query(waiting, [table])).rowCount, { intervals: [20] }).toBeGreaterThan(0);
}

test.beforeAll(async () => {
  postgres = await startTestPostgres(process.env.HILO_TEST_DATABASE_URL);
  databaseUrl = (await copyDatabase(postgres)).url;
  hand = new pg.Client({ connectionString: databaseUrl });
  await hand.connect();
  token = await tokenOn({ DATABASE_URL: databaseUrl });
  await startDesk();
});

test.afterAll(async () => {
  await desk?.stop();
  await hand?.end();
  await Promise.all(receivers.map((receiver) => receiver.stop()));
  await postgres?.stop();
});

test('killed between the event and its delivery, it delivers after the start', async () => {
  const receiver = await receive();
  const hook = await makeWebhook(admin, receiver.url);
  // The feed is complete only up to the oldest transaction that still runs: this one.
  await hand.query('BEGIN; SELECT pg_current_xact_id()');
  const ticket = await fileTicket(admin);
  expect(await readLedger(admin, hook)).toEqual([]);
  await desk.kill();
  await hand.query('ROLLBACK');
  expect(receiver.received).toEqual([]);
  await restart();
  await expect.poll(() => receiver.received.length, { timeout: 20_000 }).toBe(1);
  const [received] = receiver.received;
  expect(received && verify(hook.secret, received)).toMatchObject({ data: { ticket: { _id: ticket._id } } });
  await expect.poll(async () => (await readLedger(admin, hook)).map(({ status }) => status)).toEqual(['delivered']);
  await admin.send('DELETE', `/v2/webhooks/${hook._id}`);
});

test('killed right before it sends, it sends after the start, once', async () => {
  const receiver = await receive();
  const hook = await makeWebhook(admin, receiver.url);
  await hand.query('BEGIN; LOCK TABLE webhook_attempts IN SHARE MODE');
  await fileTicket(admin);
  await untilWaiting('webhook_attempts');
  await desk.kill();
  await hand.query('ROLLBACK');
  expect(receiver.received).toEqual([]);
  await restart();
  await expect.poll(() => receiver.received.length, { timeout: 40_000 }).toBe(1);
  await expect.poll(async () => (await readLedger(admin, hook))[0]?.status).toBe('delivered');
  const [delivery] = await readLedger(admin, hook);
  expect(delivery?.attempts).toMatchObject([{ number: 1, status: 204, error: null }]);
  expect(receiver.received).toHaveLength(1);
  await admin.send('DELETE', `/v2/webhooks/${hook._id}`);
});

test('killed while it waits for an answer, or before it wrote one down, it sends again under the same id', async () => {
  const [silent, answered] = [await receive(), await receive()];
  silent.answer(() => undefined);
  const killed = new Promise<void>((resolve, reject) => {
    answered.answer(async (res) => {
      try {
        await expect.poll(() => silent.received.length, { timeout: 10_000 }).toBe(1);
        await hand.query('BEGIN; LOCK TABLE webhook_attempts IN SHARE MODE');
        res.writeHead(204).end();
        // The answer is there, and about to be written down.
        await untilWaiting('webhook_attempts');
        await desk.kill();
        await hand.query('ROLLBACK');
        resolve();
      } catch (error) {
        reject(error as Error);
      }
    });
  });
  const hooks = [await makeWebhook(admin, silent.url), await makeWebhook(admin, answered.url)];
  await fileTicket(admin);
  await killed;
  for (const receiver of [silent, answered]) receiver.answer(withStatus(200));
  await restart();
  for (const [index, receiver] of [silent, answered].entries()) {
    const hook = hooks[index];
    if (!hook) throw new Error('no webhook');
    // An attempt counts as dead after half a minute.
    await expect.poll(() => receiver.received.length, { timeout: 90_000 }).toBe(2);
    const [first, second] = receiver.received;
    expect([second?.id, second?.body]).toEqual([first?.id, first?.body]);
    expect(second && verify(hook.secret, second)).toMatchObject({ type: 'ticket.created' });
    await expect.poll(async () => (await readLedger(admin, hook))[0]?.status).toBe('delivered');
    const [delivery] = await readLedger(admin, hook);
    expect(delivery?._id).toBe(first?.id);
    expect(delivery?.attempts).toMatchObject([
      { number: 1, durationMs: null, status: null, error: 'INTERRUPTED' },
      { number: 2, status: 200, error: null },
    ]);
    expect(receiver.received).toHaveLength(2);
  }
});

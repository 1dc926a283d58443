import { createServer, type Server } from 'node:net';
import pg from 'pg';
import { refusedAddresses } from '@/lib/platform/testing-addresses';
import { type Receiver, startReceiver } from '@/lib/platform/testing-receiver';
import { expect, test } from '../fixtures';
import { type Api, apiAt } from '../support/api';
import { type Desk, startDesk } from '../support/desk';
import { tokenOn } from '../support/operator';
import { expectRefusal, fileTicket } from '../support/tickets';
import { make, makeWebhook, readLedger, sendTest } from '../support/webhooks';

// A desk of its own, which may send to one port of this machine and to nothing else here.
test.describe.configure({ mode: 'default', timeout: 180_000 });

let desk: Desk;
let api: Api;
let database: pg.Client;
let receiver: Receiver;
const canaries: Server[] = [];
let port = 0;
let seen = 0;

async function listen(host: string): Promise<void> {
  const server = createServer((socket) => {
    seen += 1;
    socket.destroy();
  });
  canaries.push(server);
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  port = (server.address() as { port: number }).port;
}

test.beforeAll(async () => {
  await listen('127.0.0.1');
  await listen('::1');
  receiver = await startReceiver();
  desk = await startDesk({ HILO_WEBHOOK_ALLOW: `127.0.0.1:${receiver.port}` });
  const token = await tokenOn(desk.env, { role: 'client' });
  api = apiAt(desk.url, { authorization: `Bearer ${token}` });
  database = new pg.Client({ connectionString: desk.env.DATABASE_URL });
  await database.connect();
});

test.afterAll(async () => {
  await database?.end();
  await desk?.stop();
  await receiver.stop();
  for (const server of canaries) server.close();
});

test('an address that is not public is refused at once, in every spelling, and nobody comes', async () => {
  const hook = await makeWebhook(api, receiver.url);
  for (const url of refusedAddresses(port)) {
    const answer = await make(api, { url });
    expect([url, answer.status, answer.body.message]).toEqual([url, 400, 'INVALID_URL']);
    expectRefusal(await api.patch(`/v2/webhooks/${hook._id}`, { url }), 400, 'INVALID_URL');
  }
  expect((await sendTest(api, hook)).status).toBe('delivered');
  expect(seen).toBe(0);
});

test('it is refused again when something is to be sent, whoever wrote it into the database', async () => {
  const hook = await makeWebhook(api, receiver.url);
  const move = (url: string) => database.query('UPDATE webhooks SET url = $1', [url]);
  for (const url of refusedAddresses(port)) {
    await move(url);
    const { status, attempts } = await sendTest(api, hook);
    expect([url, status, attempts[0]?.status, attempts[0]?.error]).toEqual([url, 'failed', null, 'REFUSED_ADDRESS']);
  }
  // By the worker too, which sends what happens.
  for (const [index, url] of [`https://127.1:${port}/`, `https://[::ffff:7f00:1]:${port}/`].entries()) {
    await move(url);
    await fileTicket(api);
    const refused = async () =>
      (await readLedger(api, hook, 'status=pending')).map(({ attempts }) => attempts[0]?.error);
    await expect.poll(refused, { timeout: 20_000 }).toEqual(Array(index + 1).fill('REFUSED_ADDRESS'));
  }
  expect(seen).toBe(0);
});

test('the canary does see whoever comes', async () => {
  await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
  await fetch(`http://[::1]:${port}/`).catch(() => undefined);
  expect(seen).toBe(2);
});

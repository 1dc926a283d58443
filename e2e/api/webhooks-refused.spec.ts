import { createServer, type Server } from 'node:net';
import { pool } from '@/lib/platform/db';
import { refusedAddresses } from '@/lib/platform/testing-addresses';
import { type Receiver, startReceiver } from '@/lib/platform/testing-receiver';
import { expect, test } from '../fixtures';
import { type Api, apiAt } from '../support/api';
import { type Desk, serveDesk } from '../support/desk';
import { expectRefusal, fileTicket } from '../support/tickets';
import { make, makeWebhook, readLedger, sendTest } from '../support/webhooks';

// A second server on the desk's database, which may send to one port of this machine and to nothing else here.
test.describe.configure({ mode: 'default', timeout: 120_000 });

let desk: Desk;
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
  const { DATABASE_URL } = process.env;
  desk = await serveDesk(DATABASE_URL ?? '', { HILO_WEBHOOK_ALLOW: `127.0.0.1:${receiver.port}` });
});

test.afterAll(async () => {
  await desk?.stop();
  await receiver.stop();
  for (const server of canaries) server.close();
});

const as = (token: string): Api => apiAt(desk.url, { authorization: `Bearer ${token}` });

test('an address that is not public is refused at once, in every spelling, and nobody comes', async ({ client }) => {
  const api = as(client.token);
  const hook = await makeWebhook(api, receiver.url);
  for (const url of refusedAddresses(port)) {
    const answer = await make(api, { url });
    expect([url, answer.status, answer.body.message]).toEqual([url, 400, 'INVALID_URL']);
    expectRefusal(await api.patch(`/v2/webhooks/${hook._id}`, { url }), 400, 'INVALID_URL');
  }
  expect((await sendTest(api, hook)).status).toBe('delivered');
  expect(seen).toBe(0);
});

test('it is refused again when something is to be sent, whoever wrote it into the database', async ({ client }) => {
  const api = as(client.token);
  const hook = await makeWebhook(api, receiver.url);
  for (const url of refusedAddresses(port)) {
    await pool.query('UPDATE webhooks SET url = $1 WHERE user_id = $2', [url, client.userId]);
    const { status, attempts } = await sendTest(api, hook);
    expect([url, status, attempts[0]?.status, attempts[0]?.error]).toEqual([url, 'failed', null, 'REFUSED_ADDRESS']);
  }
  // So it is by the worker. (The other server's is at it too; it may send to 127.0.0.1, so the spelling is another.)
  await pool.query('UPDATE webhooks SET url = $1 WHERE user_id = $2', [
    `https://[::ffff:7f00:1]:${port}/`,
    client.userId,
  ]);
  await fileTicket(api);
  await expect
    .poll(async () => (await readLedger(api, hook)).filter(({ isTest }) => !isTest)[0]?.attempts[0]?.error)
    .toBe('REFUSED_ADDRESS');
  expect(seen).toBe(0);
});

test('the canary does see whoever comes', async () => {
  await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
  await fetch(`http://[::1]:${port}/`).catch(() => undefined);
  expect(seen).toBe(2);
});

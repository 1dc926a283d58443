import { createServer } from 'node:net';
import { type Answer, startReceiver, withStatus } from '@/lib/platform/testing-receiver';
import { expect, test } from '../fixtures';
import { fileTicket } from '../support/tickets';
import { makeWebhook, readLedger, readWebhook, sendTest } from '../support/webhooks';

test.describe.configure({ timeout: 90_000 });

// An event is told when no older transaction runs any more, and tests beside this one hold some open for seconds.
const soon = { timeout: 25_000 };

const endless: Answer = (res) => {
  const more = () => {
    while (!res.destroyed && res.write('x'.repeat(16_384)));
  };
  res.on('drain', more);
  more();
};

const answers: [string, Answer, Record<string, unknown>][] = [
  [
    'answers garbage',
    (res) => res.end('\u0000\u001b[31mrojo'),
    { status: 200, error: null, responseHead: '\ufffd\ufffd[31mrojo' },
  ],
  ['never stops talking', endless, { status: 200, error: null, responseBytes: 65_536 }],
  [
    'promises more than it sends',
    (res) => {
      res.writeHead(200, { 'content-length': '999' }).write('short');
      setImmediate(() => res.destroy());
    },
    { status: 200, error: null, responseBytes: 5 },
  ],
  [
    'has gigantic headers',
    (res) => res.writeHead(200, { 'x-loud': 'x'.repeat(40_000) }).end(),
    { status: null, error: 'INVALID_RESPONSE' },
  ],
  ['hangs up', (res) => res.socket?.resetAndDestroy(), { status: null, error: 'CONNECTION_RESET' }],
  ['fails', withStatus(500), { status: 500, error: null }],
  ['never answers', () => undefined, { status: null, error: 'TIMEOUT' }],
];

for (const [name, answer, expected] of answers) {
  test(`a receiver that ${name} is in the ledger as it was`, async ({ api }) => {
    const receiver = await startReceiver(answer);
    const hook = await makeWebhook(api.client, receiver.url);
    const { attempts } = await sendTest(api.client, hook);
    expect(attempts).toHaveLength(1);
    expect(attempts[0]).toMatchObject(expected);
    expect(receiver.received).toHaveLength(1);
    const [inLedger] = await readLedger(api.client, hook);
    expect(inLedger?.attempts).toEqual(attempts);
    await receiver.stop();
  });
}

test('a redirect is not followed', async ({ api }) => {
  let seen = 0;
  const canary = createServer((socket) => {
    seen += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve));
  const { port } = canary.address() as { port: number };
  for (const status of [301, 302, 303, 307, 308]) {
    const receiver = await startReceiver(withStatus(status, { location: `http://127.0.0.1:${port}/` }));
    const { attempts } = await sendTest(api.client, await makeWebhook(api.client, receiver.url));
    expect(attempts).toMatchObject([{ status, error: null }]);
    await receiver.stop();
  }
  expect(seen).toBe(0);
  canary.close();
});

test('one that is gone (410) is turned off, and one that is busy is left alone for as long as it asks', async ({
  api,
}) => {
  const receiver = await startReceiver(withStatus(429, { 'retry-after': '7200' }));
  const hook = await makeWebhook(api.client, receiver.url);
  await fileTicket(api.client);
  await expect.poll(async () => (await readLedger(api.client, hook))[0]?.attempts[0]?.status, soon).toBe(429);
  const [busy] = await readLedger(api.client, hook);
  const seconds = (Date.parse(busy?.nextAttemptAt ?? '') - Date.now()) / 1000;
  expect(seconds).toBeGreaterThan(7_190);
  expect(seconds).toBeLessThan(8_000);
  receiver.answer(withStatus(410));
  await fileTicket(api.client);
  await expect.poll(async () => (await readWebhook(api.client, hook)).disabledReason, soon).toBe('gone');
  expect((await readLedger(api.client, hook)).map(({ status }) => status)).toEqual(['failed', 'failed']);
  await receiver.stop();
});

test('one that fails is tried again after some seconds, with the same id and body', async ({ api }) => {
  const receiver = await startReceiver(withStatus(500));
  const hook = await makeWebhook(api.client, receiver.url);
  await fileTicket(api.client);
  await expect.poll(() => receiver.received.length, soon).toBe(1);
  receiver.answer(withStatus(204));
  await expect.poll(() => receiver.received.length, soon).toBe(2);
  const [first, second] = receiver.received;
  expect([second?.id, second?.body]).toEqual([first?.id, first?.body]);
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(4_000);
  await expect.poll(async () => (await readLedger(api.client, hook))[0]?.status, soon).toBe('delivered');
  await receiver.stop();
});

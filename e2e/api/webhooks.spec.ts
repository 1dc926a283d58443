// Longer than most: each thing that a caller can do to a webhook, and what they get wrong.
import { pool } from '@/lib/platform/db';
import { type Receiver, startReceiver, verify, withStatus } from '@/lib/platform/testing-receiver';
import type { DeliveryObject, WebhookObject, WebhookWithSecretObject } from '@/lib/webhooks/schema';
import { expect, test } from '../fixtures';
import { expectRefusal, fileTicket, reply } from '../support/tickets';
import {
  make,
  makeWebhook,
  readDelivery,
  readLedger,
  readWebhook,
  sendTest,
  type WebhookAnswer,
  webhooksPath,
} from '../support/webhooks';

test.describe.configure({ timeout: 90_000 });

// An event is told when no older transaction runs any more, and tests beside this one hold some open for seconds.
const soon = { timeout: 25_000 };

let receiver: Receiver;

test.beforeEach(async () => {
  receiver = await startReceiver();
});

test.afterEach(() => receiver.stop());

const madeUp = 'webhook_01h455vb4pex5vsknk084sn02q';

test('a webhook’s secret is in the answer that made it and nowhere else', async ({ api, client }) => {
  const answer = await make(api.client, {
    url: receiver.url,
    events: ['ticket.closed', 'ticket.created'],
    enabled: false,
  });
  expect(answer.status).toBe(201);
  const { secret, ...rest } = answer.body.data;
  expect(answer.headers.get('location')).toBe(`${webhooksPath}/${rest._id}`);
  expect(secret).toMatch(/^whsec_[\w+/]{43}=$/);
  expect(rest).toEqual({
    _id: expect.stringMatching(/^webhook_[0-7][0-9a-hjkmnp-tv-z]{25}$/),
    url: receiver.url,
    events: ['ticket.created', 'ticket.closed'],
    enabled: true,
    disabledReason: null,
    disabledAt: null,
    failingSince: null,
    secretRotatesUntil: null,
    user: { _id: expect.stringMatching(/^client_/), name: client.name, email: client.email },
    createdAt: rest.createdAt,
    updatedAt: rest.createdAt,
  });
  for (const path of [webhooksPath, `${webhooksPath}/${rest._id}`]) {
    const read = await api.client.get(path);
    expect(read.status).toBe(200);
    expect(read.text).not.toContain('whsec_');
  }
  expect(await readWebhook(api.client, rest)).toEqual(rest);
});

test('what a webhook cannot be is refused by field', async ({ api }) => {
  const cases: [object, string, string][] = [
    [{}, 'url', 'URL_REQUIRED'],
    [{ url: null }, 'url', 'URL_REQUIRED'],
    [{ url: '  ' }, 'url', 'URL_REQUIRED'],
    [{ url: 7 }, 'url', 'INVALID_URL'],
    [{ url: 'nonsense' }, 'url', 'INVALID_URL'],
    [{ url: 'https://example.com/\u0000' }, 'url', 'INVALID_URL'],
    [{ url: 'https://exam ple.com/' }, 'url', 'INVALID_URL'],
    [{ url: `https://example.com/${'x'.repeat(2050)}` }, 'url', 'INVALID_URL'],
    [{ url: 'http://example.com/' }, 'url', 'INVALID_URL'],
    [{ url: 'https://10.0.0.1/' }, 'url', 'INVALID_URL'],
    [{ url: receiver.url, events: 'ticket.created' }, 'events', 'INVALID_EVENTS'],
    [{ url: receiver.url, events: ['ticket.created', 'ticket.eaten'] }, 'events', 'INVALID_EVENTS'],
    [{ url: receiver.url, events: ['webhook.test'] }, 'events', 'INVALID_EVENTS'],
    [{ url: receiver.url, events: ['ticket.noted'] }, 'events', 'INVALID_EVENTS'],
  ];
  for (const [body, field, code] of cases) {
    const answer = await make(api.client, body);
    expectRefusal(answer, 400, code);
    expect(answer.body.details[0]?.field).toBe(field);
  }
  expect((await make(api.agent, { url: receiver.url, events: ['ticket.noted'] })).status).toBe(201);
  const { _id } = await makeWebhook(api.client, receiver.url);
  for (const [body, code] of [
    [{ url: 'http://example.com/' }, 'INVALID_URL'],
    [{ events: ['ticket.noted'] }, 'INVALID_EVENTS'],
    [{ enabled: 'yes' }, 'INVALID_ENABLED'],
  ] as const)
    expectRefusal(await api.client.patch(`${webhooksPath}/${_id}`, body), 400, code);
  // Not even an admin makes a client's webhook hear of notes.
  expectRefusal(await api.admin.patch(`${webhooksPath}/${_id}`, { events: ['ticket.noted'] }), 400, 'INVALID_EVENTS');
  expect((await readWebhook(api.client, { _id })).url).toBe(receiver.url);
});

test('an address that nobody knows yet is taken: names can be late', async ({ api }) => {
  const answer = await make(api.client, { url: 'https://not-yet-there.example.com/hook' });
  expect(answer.status, answer.text).toBe(201);
});

test('a person has at most twenty', async ({ api }) => {
  const answers = await Promise.all(Array.from({ length: 24 }, () => make(api.client, { url: receiver.url })));
  expect(answers.filter((answer) => answer.status === 201)).toHaveLength(20);
  for (const answer of answers.filter((each) => each.status !== 201)) expectRefusal(answer, 409, 'TOO_MANY_WEBHOOKS');
  const [first] = answers.filter((each) => each.status === 201);
  await api.client.send('DELETE', `${webhooksPath}/${first?.body.data._id}`);
  expect((await make(api.client, { url: receiver.url })).status).toBe(201);
});

test('others’ webhooks are not there, but for admins', async ({ api }) => {
  const hook = await makeWebhook(api.client, receiver.url);
  const test_ = await sendTest(api.client, hook);
  const base = `${webhooksPath}/${hook._id}`;
  const requests: [string, string, object?][] = [
    ['GET', base],
    ['PATCH', base, { enabled: false }],
    ['DELETE', base],
    ['POST', `${base}/secret`],
    ['POST', `${base}/test`],
    ['GET', `${base}/deliveries`],
    ['GET', `${base}/deliveries/${test_._id}`],
    ['POST', `${base}/deliveries/${test_._id}/resend`],
    ['POST', `${base}/deliveries/resend`, { since: '2026-01-01T00:00:00Z' }],
  ];
  for (const [method, path, body] of requests) {
    for (const wrong of [path, path.replace(hook._id, madeUp), path.replace(hook._id, 'x')])
      expectRefusal(await api.agent.send(method, wrong, { body }), 404, 'WEBHOOK_NOT_FOUND');
    expectRefusal(await api.stranger.send(method, path, { body }), 401, 'UNAUTHORIZED');
  }
  const list = async (who: typeof api.agent) =>
    (await who.get<WebhookAnswer<WebhookObject[]>>(webhooksPath)).body.data.map(({ _id }) => _id);
  expect(await list(api.agent)).toEqual([]);
  expect(await list(api.client)).toEqual([hook._id]);
  expect(await list(api.admin)).toContain(hook._id);
  expect((await readWebhook(api.admin, hook)).user.name).toBe(hook.user.name);
  for (const id of ['x', 'msg_', 'msg_01h455vb4pex5vsknk084sn02q', hook._id]) {
    expectRefusal(await api.client.get(`${base}/deliveries/${id}`), 404, 'DELIVERY_NOT_FOUND');
    expectRefusal(await api.client.send('POST', `${base}/deliveries/${id}/resend`), 404, 'DELIVERY_NOT_FOUND');
  }
});

test('it is changed, turned off and on, and deleted, and the event of each is written', async ({ api }) => {
  const hook = await makeWebhook(api.client, receiver.url);
  const path = `${webhooksPath}/${hook._id}`;
  const change = async (body: object) => (await api.client.patch<WebhookAnswer<WebhookObject>>(path, body)).body.data;
  expect(await change({ events: ['ticket.closed'], url: `${receiver.url}2` })).toMatchObject({
    events: ['ticket.closed'],
    url: `${receiver.url}2`,
  });
  expect(await change({ enabled: false })).toMatchObject({ enabled: false, disabledReason: null });
  expectRefusal(await api.client.send('POST', `${path}/test`), 409, 'WEBHOOK_DISABLED');
  expect(await change({ enabled: true, events: null })).toMatchObject({
    enabled: true,
    disabledAt: null,
    events: ['ticket.closed'],
  });
  expect((await change({ events: [] })).events).toEqual([]);
  const gone = await api.client.send<WebhookAnswer<WebhookObject>>('DELETE', path);
  expect([gone.status, gone.body.data._id]).toEqual([200, hook._id]);
  expectRefusal(await api.client.get(path), 404, 'WEBHOOK_NOT_FOUND');
  const { rows } = await pool.query(
    `SELECT e.name FROM events e JOIN users u ON u.id = e.actor_id
     WHERE e.subject_type = 'webhook' AND u.email = $1 ORDER BY e.id`,
    [hook.user.email],
  );
  expect(rows.map(({ name }) => name)).toEqual([
    'webhook.created',
    'webhook.changed',
    'webhook.disabled',
    'webhook.changed',
    'webhook.changed',
    'webhook.deleted',
  ]);
});

test('a token needs the scope `webhooks`, and no other', async ({ api }) => {
  const token = async (scopes: string[]) =>
    api.as((await api.client.post<{ data: { token: string } }>('/v2/tokens', { name: 'x', scopes })).body.data.token);
  const [hooks, tickets] = [await token(['webhooks']), await token(['tickets:read', 'tickets:write', 'export'])];
  expect((await make(hooks, { url: receiver.url })).status).toBe(201);
  const refused = await make(tickets, { url: receiver.url });
  expectRefusal(refused, 403, 'FORBIDDEN');
  expect(refused.headers.get('www-authenticate')).toContain('scope="webhooks"');
});

test('a client’s webhook hears of their tickets within moments, signed, and the ledger tells', async ({ api }) => {
  const hook = await makeWebhook(api.client, receiver.url);
  const ticket = await fileTicket(api.client);
  await reply(api.agent, ticket, 'Déjeme revisar los logs.');
  await reply(api.agent, ticket, 'Nota que nadie debe leer.', { internal: true });
  await expect.poll(() => receiver.received.length, soon).toBe(3);
  const payloads = receiver.received.map((each) => verify(hook.secret, each));
  expect(payloads.map(({ type }) => type).sort()).toEqual(['ticket.changed', 'ticket.created', 'ticket.replied']);
  expect(JSON.stringify(receiver.received)).not.toContain('nadie debe leer');
  const ids = receiver.received.map(({ id }) => id);
  await expect.poll(async () => (await readLedger(api.client, hook, 'status=delivered')).length, soon).toBe(3);
  const ledger = await readLedger(api.client, hook);
  expect(new Set(ledger.map(({ _id }) => _id))).toEqual(new Set(ids));
  for (const delivery of ledger) {
    const received = receiver.received.find(({ id }) => id === delivery._id);
    expect(delivery).toMatchObject({
      status: 'delivered',
      isTest: false,
      ticket: ticket._id,
      nextAttemptAt: null,
      attempts: [{ number: 1, status: 204, error: null, responseBytes: 0, responseHead: '' }],
    });
    expect((await readDelivery(api.client, hook, delivery._id)).payload).toBe(received?.body);
  }
});

test('the ledger is paged newest first and filtered', async ({ api }) => {
  const hook = await makeWebhook(api.client, receiver.url);
  for (let index = 0; index < 5; index++) {
    if (index === 3) receiver.answer(withStatus(500));
    await sendTest(api.client, hook);
  }
  const all = await readLedger(api.client, hook);
  expect(all.map(({ status }) => status)).toEqual(['failed', 'failed', 'delivered', 'delivered', 'delivered']);
  const paged: string[] = [];
  for (let cursor = ''; ; ) {
    const { body } = await api.client.get<WebhookAnswer<DeliveryObject[]>>(
      `${webhooksPath}/${hook._id}/deliveries?limit=2${cursor}`,
    );
    paged.push(...body.data.map(({ _id }) => _id));
    if (body.page.next === null) break;
    cursor = `&cursor=${body.page.next}`;
  }
  expect(paged).toEqual(all.map(({ _id }) => _id));
  expect(await readLedger(api.client, hook, 'status=failed')).toHaveLength(2);
  for (const [query, code] of [
    ['status=lost', 'INVALID_STATUS'],
    ['limit=0', 'INVALID_LIMIT'],
    ['cursor=x', 'INVALID_CURSOR'],
    [`cursor=${Buffer.from('[1,"------------------------------------"]').toString('base64url')}`, 'INVALID_CURSOR'],
  ])
    expectRefusal(await api.client.get(`${webhooksPath}/${hook._id}/deliveries?${query}`), 400, code ?? '');
});

test('the secret is made anew; for a day both sign', async ({ api }) => {
  const hook = await makeWebhook(api.client, receiver.url);
  const answer = await api.client.send<WebhookAnswer<WebhookWithSecretObject>>(
    'POST',
    `${webhooksPath}/${hook._id}/secret`,
  );
  expect(answer.status).toBe(200);
  const { secret, secretRotatesUntil } = answer.body.data;
  expect(secret).not.toBe(hook.secret);
  const hours = (Date.parse(secretRotatesUntil ?? '') - Date.now()) / 3_600_000;
  expect(Math.abs(hours - 24)).toBeLessThan(0.1);
  await sendTest(api.client, hook);
  const [received] = receiver.received;
  if (!received) throw new Error('nothing came');
  for (const each of [hook.secret, secret]) expect(verify(each, received)).toMatchObject({ type: 'webhook.test' });
  expect(() => verify('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', received)).toThrow();
});

test('what failed is sent again: one, or all since a time', async ({ api }) => {
  const hook = await makeWebhook(api.client, receiver.url);
  receiver.answer(withStatus(503, { 'retry-after': '3600' }));
  const since = new Date().toISOString();
  await fileTicket(api.client);
  await fileTicket(api.client);
  await expect.poll(() => receiver.received.length, soon).toBe(2);
  const base = `${webhooksPath}/${hook._id}/deliveries`;
  await expect
    .poll(async () => (await readLedger(api.client, hook)).map(({ attempts }) => attempts[0]?.status), soon)
    .toEqual([503, 503]);
  receiver.answer(withStatus(204));
  const [one, other] = await readLedger(api.client, hook);
  const again = await api.client.send<WebhookAnswer<DeliveryObject>>('POST', `${base}/${one?._id}/resend`);
  expect([again.status, again.body.data._id]).toEqual([200, one?._id]);
  await expect.poll(() => receiver.received.length, soon).toBe(3);
  expect(receiver.received[2]?.id).toBe(one?._id);
  const delivered = async () => (await readLedger(api.client, hook, 'status=delivered')).map(({ _id }) => _id);
  await expect.poll(delivered, soon).toEqual([one?._id]);
  const all = await api.client.post<WebhookAnswer<{ count: number }>>(`${base}/resend`, { since, status: 'pending' });
  expect([all.status, all.body.data]).toEqual([200, { count: 1 }]);
  await expect.poll(() => receiver.received.length, soon).toBe(4);
  expect(receiver.received[3]?.id).toBe(other?._id);
  await expect.poll(async () => (await delivered()).length, soon).toBe(2);
  for (const body of [{}, { since: 'yesterday' }, { since: '2026-01-01' }, { since: 7 }])
    expectRefusal(await api.client.post(`${base}/resend`, body), 400, 'INVALID_SINCE');
});

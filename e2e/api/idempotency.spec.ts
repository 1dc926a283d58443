import { expect, test } from '../fixtures';
import { holdKey } from '../support/hold-key';
import {
  change,
  expectRefusal,
  fileTicket,
  leastTicket,
  listNumbers,
  pathOf,
  readTicket,
  reply,
  ticketsPath,
} from '../support/tickets';

const key = () => ({ 'idempotency-key': crypto.randomUUID() });

test('the same request with the same key files one ticket and gives the first answer again, marked', async ({
  api,
}) => {
  const headers = key();
  const body = {
    ...leastTicket,
    tags: ['a', 'A'],
    attachments: [{ filename: 'a', url: 'https://a.example/a', size: 1, type: 'a/b' }],
  };
  const first = await api.client.post(ticketsPath, body, headers);
  const again = await api.client.post(ticketsPath, body, headers);
  expect([first.status, first.headers.get('idempotency-replayed')]).toEqual([201, null]);
  expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
  expect(again.text).toBe(first.text);
  expect(again.headers.get('location')).toBe(first.headers.get('location'));
  expect(await listNumbers(api.client, '')).toEqual([first.body.data.number]);
});

test('thirty at once make one ticket', async ({ api }) => {
  const headers = key();
  const answers = await Promise.all(
    Array.from({ length: 30 }, () => api.client.post(ticketsPath, leastTicket, headers)),
  );
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([201]));
  expect(new Set(answers.map((answer) => answer.text)).size).toBe(1);
  expect(answers.filter((answer) => answer.headers.get('idempotency-replayed') === null)).toHaveLength(1);
  expect(await listNumbers(api.client, '')).toEqual([answers[0]?.body.data.number]);
});

test('a replay is the first answer, whatever became of the ticket since', async ({ api }) => {
  const headers = key();
  const first = await api.client.post(ticketsPath, leastTicket, headers);
  await reply(api.agent, first.body.data, 'Hola.');
  await change(api.agent, first.body.data, { title: 'Otro título', status: 'closed' });
  expect((await api.client.post(ticketsPath, leastTicket, headers)).text).toBe(first.text);
});

test('the same key with another body is a mismatch, and files nothing', async ({ api }) => {
  const headers = key();
  const first = await api.client.post(ticketsPath, leastTicket, headers);
  for (const other of [{ title: 'Otro' }, { tags: ['x'] }, { priority: 'low' }]) {
    expectRefusal(
      await api.client.post(ticketsPath, { ...leastTicket, ...other }, headers),
      422,
      'IDEMPOTENCY_KEY_MISMATCH',
    );
  }
  const english = await api.client.post(
    ticketsPath,
    { ...leastTicket, title: 'x' },
    { ...headers, 'accept-language': 'en' },
  );
  expect(english.body.error).toBe('That key was already used with other content');
  expect(await listNumbers(api.client, '')).toEqual([first.body.data.number]);
});

test('what makes no difference to the ticket makes none to the key', async ({ api }) => {
  const headers = key();
  const first = await api.client.post(ticketsPath, leastTicket, headers);
  const { title, ...rest } = leastTicket;
  const same = `{"tags":null,  "extra":1,"title":${JSON.stringify(`  ${title} `)},${JSON.stringify(rest).slice(1)}`;
  const again = await api.client.send('POST', ticketsPath, { body: same, headers });
  expect([again.status, again.text]).toEqual([201, first.text]);
});

test('a key belongs to its user: to all their tokens and sessions, and to nobody else', async ({
  api,
  client,
  makePerson,
}) => {
  const headers = key();
  const first = await api.client.post(ticketsPath, leastTicket, headers);
  const browser = await api.asBrowserOf(client);
  expect((await browser.post(ticketsPath, leastTicket, headers)).text).toBe(first.text);
  const made = await api.client.post<{ data: { token: string } }>('/v2/tokens', { name: 'otro' });
  expect((await api.as(made.body.data.token).post(ticketsPath, leastTicket, headers)).text).toBe(first.text);
  const other = await api.as(await makePerson('client')).post(ticketsPath, leastTicket, headers);
  expect([other.status, other.headers.get('idempotency-replayed')]).toEqual([201, null]);
  expect(other.body.data._id).not.toBe(first.body.data._id);
});

test('a refused request is not remembered: the same key works once it is right', async ({ api }) => {
  const headers = key();
  expectRefusal(await api.client.post(ticketsPath, { ...leastTicket, title: '' }, headers), 400, 'TITLE_REQUIRED');
  expectRefusal(await api.client.send('POST', ticketsPath, { body: '{', headers }), 400, 'INVALID_JSON');
  expect((await api.client.post(ticketsPath, leastTicket, headers)).status).toBe(201);

  const replyHeaders = key();
  const ticket = await fileTicket(api.client);
  await change(api.agent, ticket, { status: 'closed' });
  const path = `${pathOf(ticket)}/threads`;
  expectRefusal(await api.client.post(path, { message: 'Hola' }, replyHeaders), 409, 'TICKET_CLOSED');
  expectRefusal(await api.client.post(path, { message: 'Hola', internal: true }, replyHeaders), 403, 'FORBIDDEN');
  await change(api.agent, ticket, { status: 'open' });
  const taken = await api.client.post(path, { message: 'Hola' }, replyHeaders);
  expect([taken.status, taken.headers.get('idempotency-replayed')]).toEqual([201, null]);
});

test('a key has 1 to 255 characters', async ({ api }) => {
  for (const value of ['k', 'x'.repeat(255), 'con espacios y "comillas"', 'ñandú']) {
    const headers = { 'idempotency-key': value };
    expect((await api.client.post(ticketsPath, leastTicket, headers)).status, value).toBe(201);
    expect((await api.client.post(ticketsPath, leastTicket, headers)).headers.get('idempotency-replayed')).toBe('true');
  }
  for (const value of ['', 'x'.repeat(256)]) {
    const answer = await api.client.post(ticketsPath, leastTicket, { 'idempotency-key': value });
    expectRefusal(answer, 400, 'INVALID_IDEMPOTENCY_KEY');
  }
});

test('a reply with a key is written once, and answered as the first time', async ({ api }) => {
  for (const [caller, more] of [
    [api.client, {}],
    [api.agent, {}],
    [api.agent, { internal: true }],
  ] as const) {
    const ticket = await fileTicket(api.client);
    const path = `${pathOf(ticket)}/threads`;
    const headers = key();
    const body = { message: 'Una sola vez.', ...more };
    const first = await caller.post(path, body, headers);
    await reply(api.admin, ticket, 'Entretanto, otra.');
    const again = await caller.post(path, body, headers);
    expect([again.status, again.text, again.headers.get('etag')]).toEqual([201, first.text, first.headers.get('etag')]);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    const { threads = [] } = await readTicket(api.agent, ticket);
    expect(threads.filter((thread) => thread.message === 'Una sola vez.')).toHaveLength(1);
    expectRefusal(await caller.post(path, { message: 'Otra.', ...more }, headers), 422, 'IDEMPOTENCY_KEY_MISMATCH');
  }
});

test('thirty replies at once with one key are one message', async ({ api }) => {
  const ticket = await fileTicket(api.client);
  const headers = key();
  const send = () => api.agent.post(`${pathOf(ticket)}/threads`, { message: 'Una.' }, headers);
  const answers = await Promise.all(Array.from({ length: 30 }, send));
  expect(new Set(answers.map((answer) => [answer.status, answer.text].join())).size).toBe(1);
  expect((await readTicket(api.client, ticket)).threads?.filter((thread) => thread.message === 'Una.')).toHaveLength(1);
});

test('a key of one route or ticket is a mismatch on another', async ({ api }) => {
  const headers = key();
  const [one, other] = [await fileTicket(api.client), await fileTicket(api.client)];
  expect((await api.client.post(`${pathOf(one)}/threads`, { message: 'Hola' }, headers)).status).toBe(201);
  expectRefusal(
    await api.client.post(`${pathOf(other)}/threads`, { message: 'Hola' }, headers),
    422,
    'IDEMPOTENCY_KEY_MISMATCH',
  );
  expectRefusal(await api.client.post(ticketsPath, leastTicket, headers), 422, 'IDEMPOTENCY_KEY_MISMATCH');
});

test('a request waits for the first one with its key, and is the first itself when that one comes to nothing', async ({
  api,
  client,
}) => {
  const headers = key();
  const ticket = await fileTicket(api.client);
  const held = await holdKey(client, ticket._id, headers['idempotency-key']);
  const waiting = api.client.post(ticketsPath, leastTicket, headers);
  await held.untilWaiting(1);
  await held.release();
  const answer = await waiting;
  expect([answer.status, answer.headers.get('idempotency-replayed')]).toEqual([201, null]);
});

test('a first request that takes too long is a 409 for those behind it, with when to try again', async ({
  api,
  client,
}) => {
  test.slow();
  const headers = key();
  const ticket = await fileTicket(api.client);
  const held = await holdKey(client, ticket._id, headers['idempotency-key']);
  const answers = await Promise.all([
    api.client.post(ticketsPath, leastTicket, headers),
    api.client.post(`${pathOf(ticket)}/threads`, { message: 'Hola' }, headers),
  ]);
  await held.release();
  for (const answer of answers) {
    expectRefusal(answer, 409, 'IDEMPOTENCY_KEY_IN_USE');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
  }
  expect((await api.client.post(ticketsPath, leastTicket, headers)).status).toBe(201);
});

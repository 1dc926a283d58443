import { expect, test } from '../fixtures';
import { cursorNow, openStream, readChanges, type Stream } from '../support/events';
import { change, expectRefusal, fileTicket, reply } from '../support/tickets';

const streams: Stream[] = [];

async function open(url: string, token: string, headers: Record<string, string> = {}, query = ''): Promise<Stream> {
  const stream = await openStream(url, { authorization: `Bearer ${token}`, ...headers }, query);
  streams.push(stream);
  return stream;
}

test.afterEach(() => {
  for (const stream of streams.splice(0)) stream.leave();
});

test('begins at once, and tells within a second what happens, to each what they may hear', async ({
  api,
  deskUrl,
  agent,
  admin,
  client,
  makePerson,
}) => {
  const other = await makePerson('client');
  const forAgent = await open(deskUrl, agent.token);
  const forAdmin = await open(deskUrl, admin.token);
  const forClient = await open(deskUrl, client.token);
  const forOther = await open(deskUrl, other.token);
  for (const stream of [forAgent, forAdmin, forClient, forOther]) {
    expect(stream.status).toBe(200);
    await expect.poll(stream.text).toMatch(/^retry: \d+\nid: [\w-]{22}\n\n/);
    expect(stream.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(stream.headers.get('cache-control')).toBe('private, no-store, no-transform');
    expect(stream.headers.get('x-accel-buffering')).toBe('no');
    expect(stream.headers.get('x-request-id')).toMatch(/^req_/);
  }
  const ticket = await fileTicket(api.client);
  const own = (stream: Stream) => stream.events.filter((event) => event.ticket === ticket._id).map(({ type }) => type);
  for (const stream of [forAgent, forAdmin, forClient])
    await expect.poll(() => own(stream)).toEqual(['ticket.created']);
  await reply(api.agent, ticket, 'Nota.', { internal: true });
  await change(api.agent, ticket, { priority: 'low' });
  for (const stream of [forAgent, forAdmin])
    await expect.poll(() => own(stream)).toEqual(['ticket.created', 'ticket.noted', 'ticket.changed']);
  await expect.poll(forClient.types).toEqual(['ticket.created', 'ticket.changed']);
  expect(forOther.events).toEqual([]);
  // Word for word what the feed's pages say.
  expect(forClient.events).toEqual((await readChanges(api.client)).data);
});

test('goes on after the last event that the reader had', async ({ api, deskUrl, client }) => {
  const first = await open(deskUrl, client.token);
  await expect.poll(first.lastId).toMatch(/^[\w-]{22}$/);
  const beginning = first.lastId();
  first.leave();
  const ticket = await fileTicket(api.client);
  const second = await open(deskUrl, client.token, { 'last-event-id': beginning });
  await expect.poll(second.types).toEqual(['ticket.created']);
  await reply(api.agent, ticket, 'Hola.');
  await expect.poll(second.types).toEqual(['ticket.created', 'ticket.replied', 'ticket.changed']);
  second.leave();
  await reply(api.client, ticket, 'Gracias.');
  const third = await open(deskUrl, client.token, { 'last-event-id': second.lastId() });
  await expect.poll(third.types).toEqual(['ticket.replied']);
  // The header is the browser's word, newer than the address it was opened with.
  const both = await open(deskUrl, client.token, { 'last-event-id': third.lastId() }, `?cursor=${beginning}`);
  const some = await open(deskUrl, client.token, {}, `?cursor=${beginning}&types=ticket.created,ticket.changed`);
  await expect.poll(some.types).toEqual(['ticket.created', 'ticket.changed']);
  expect(both.events).toEqual([]);
});

test('HEAD says what it would be, and does not wait', async ({ api }) => {
  const head = await api.client.send('HEAD', '/v2/events');
  expect([head.status, head.text]).toEqual([200, '']);
  expect(head.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
});

test('ends soon after the token is revoked', async ({ api, deskUrl, client }) => {
  test.setTimeout(60_000);
  const made = await api.client.post<{ data: { _id: string; token: string } }>('/v2/tokens', { name: 'x' });
  const { _id, token } = made.body.data;
  const ending = await open(deskUrl, token);
  const staying = await open(deskUrl, client.token);
  expect((await api.client.send('DELETE', `/v2/tokens/${_id}`)).status).toBe(200);
  await expect.poll(() => ending.ended, { timeout: 35_000 }).toBe('ended');
  await expect.poll(staying.text, { timeout: 35_000 }).toMatch(/\n:\n\n$/);
  expect(staying.ended).toBeNull();
  expect((await open(deskUrl, token)).status).toBe(401);
});

test('a token has twenty at once, and a place again when one is left', async ({ api, deskUrl, client }) => {
  const own = await Promise.all(Array.from({ length: 20 }, () => open(deskUrl, client.token)));
  expect(own.map((stream) => stream.status)).toEqual(own.map(() => 200));
  const refused = await api.client.get('/v2/events');
  expectRefusal(refused, 429, 'TOO_MANY_STREAMS');
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  own[0]?.leave();
  await expect.poll(async () => (await open(deskUrl, client.token)).status).toBe(200);
});

test('two hundred readers each get every event once, in the same order', async ({ api, deskUrl, makePerson }) => {
  test.setTimeout(60_000);
  const people = await Promise.all(Array.from({ length: 10 }, () => makePerson('agent')));
  const start = await cursorNow(api.agent);
  const all = await Promise.all(
    people.flatMap(({ token }) => Array.from({ length: 20 }, () => open(deskUrl, token, { 'last-event-id': start }))),
  );
  expect(all.filter((stream) => stream.status === 200)).toHaveLength(200);
  const tickets = await Promise.all(Array.from({ length: 15 }, () => fileTicket(api.client)));
  await Promise.all(tickets.map((ticket) => reply(api.agent, ticket, 'Hola.')));
  const mine = new Set(tickets.map((ticket) => ticket._id));
  const own = (stream: Stream) => stream.events.filter((event) => mine.has(event.ticket)).map((event) => event.id);
  for (const stream of all) await expect.poll(() => own(stream).length, { timeout: 15_000 }).toBe(45);
  const [first] = all;
  for (const stream of all) expect(own(stream)).toEqual(first && own(first));
});

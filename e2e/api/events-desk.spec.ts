import { once } from 'node:events';
import http from 'node:http';
import pg from 'pg';
import { expect, test } from '../fixtures';
import { type Api, apiAt } from '../support/api';
import { type Desk, serveDesk, startDesk } from '../support/desk';
import { cursorNow, openStream, type Stream } from '../support/events';
import { tokenOn } from '../support/operator';
import { fileTicket, reply } from '../support/tickets';

// A desk of its own, whose connections can be counted and whose processes can be killed.
test.describe.configure({ mode: 'default', timeout: 90_000 });

let desk: Desk;
let db: pg.Client;
let authorization: string;
let api: Api;

test.beforeAll(async () => {
  desk = await startDesk();
  db = new pg.Client({ connectionString: desk.env.DATABASE_URL, application_name: 'hilo tests' });
  await db.connect();
  authorization = `Bearer ${await tokenOn(desk.env)}`;
  api = apiAt(desk.url, { authorization });
});

test.afterAll(async () => {
  await db?.end();
  await desk?.stop();
});

const open = (url = desk.url, headers: Record<string, string> = {}): Promise<Stream> =>
  openStream(url, { authorization, ...headers });

async function listeners(): Promise<number[]> {
  const { rows } = await db.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity WHERE application_name = 'hilo listener' AND datname = current_database()`,
  );
  return rows.map((row) => row.pid);
}

test('one connection of the process listens, however many read', async () => {
  const streams = await Promise.all(Array.from({ length: 20 }, () => open()));
  for (const stream of streams) await expect.poll(stream.lastId).not.toBe('');
  await expect.poll(async () => (await listeners()).length).toBe(1);
  for (const stream of streams) stream.leave();
});

test('when that connection is cut, the readers notice nothing', async () => {
  const stream = await open();
  await expect.poll(async () => (await listeners()).length).toBe(1);
  const [pid] = await listeners();
  await db.query('SELECT pg_terminate_backend($1)', [pid]);
  const ticket = await fileTicket(api);
  await expect.poll(stream.types).toEqual(['ticket.created']);
  await reply(api, ticket, 'Otra.');
  await expect.poll(stream.types).toEqual(['ticket.created', 'ticket.replied', 'ticket.changed']);
  expect(stream.ended).toBeNull();
  const now = await listeners();
  expect(now).toHaveLength(1);
  expect(now).not.toContain(pid);
  stream.leave();
});

test('a transaction that takes long holds the feed back and is not passed over', async () => {
  const stream = await open();
  const start = await cursorNow(api);
  await expect.poll(stream.lastId).not.toBe('');
  await db.query('BEGIN');
  await db.query('SELECT pg_current_xact_id()');
  const ticket = await fileTicket(api);
  expect((await api.get(`/v2/support-tickets/${ticket._id}`)).status).toBe(200);
  const held = await api.get<{ data: unknown[] }>(`/v2/changes?cursor=${start}`);
  expect([held.body.data, stream.events]).toEqual([[], []]);
  await db.query('COMMIT');
  await expect.poll(stream.types).toEqual(['ticket.created']);
  stream.leave();
});

test('after a crash a reader goes on where they were', async () => {
  const second = await serveDesk(desk.env.DATABASE_URL);
  const third = await serveDesk(desk.env.DATABASE_URL);
  try {
    const stream = await open(second.url);
    await expect.poll(stream.lastId).not.toBe('');
    const one = await fileTicket(apiAt(second.url, { authorization }));
    await expect.poll(() => stream.events.map((event) => event.ticket)).toEqual([one._id]);
    process.kill(second.pid, 'SIGKILL');
    await expect.poll(() => stream.ended).toBe('broken');
    const two = await fileTicket(api);
    const again = await open(third.url, { 'last-event-id': stream.lastId() });
    await expect.poll(() => again.events.map((event) => event.ticket)).toEqual([two._id]);
    // What is written through one process is heard through another.
    const three = await fileTicket(api);
    await expect.poll(() => again.events.map((event) => event.ticket)).toEqual([two._id, three._id]);
    again.leave();
  } finally {
    await Promise.all([second.stop(), third.stop()]);
  }
});

test('a process that ends ends its streams, at once and in good order', async () => {
  const other = await serveDesk(desk.env.DATABASE_URL);
  const streams = await Promise.all(Array.from({ length: 20 }, () => open(other.url)));
  for (const stream of streams) await expect.poll(stream.lastId).not.toBe('');
  const startedAt = performance.now();
  await other.stop();
  expect(performance.now() - startedAt).toBeLessThan(2_000);
  for (const stream of streams) await expect.poll(() => stream.ended).toBe('ended');
});

test('a reader who stops reading costs the others nothing, and is let go', async () => {
  test.setTimeout(240_000);
  const { hostname, port } = new URL(desk.url);
  const request = http.get({ host: hostname, port, path: '/v2/events', headers: { authorization } });
  const [answer] = (await once(request, 'response')) as [http.IncomingMessage];
  answer.on('error', () => undefined);
  answer.pause();
  const stream = await open();
  await expect.poll(stream.lastId).not.toBe('');
  const ticket = await fileTicket(api);
  const long = 'ñ'.repeat(64_000);
  // More than the sockets and the buffer of one reader hold together.
  for (let round = 0; round < 60; round += 1) {
    const answered = await api.patch(`/v2/support-tickets/${ticket._id}`, { resolution: `${round} ${long}` });
    expect(answered.status).toBe(200);
    // One by one: the feed goes as far as the oldest transaction of all Postgres, other tests have long ones, and what comes all
    // at once after such a one is more than a buffer holds, for whoever reads well too: they would be let go, to come back.
    await expect.poll(() => stream.events.length, { timeout: 60_000, intervals: [5, 20, 100] }).toBe(round + 2);
  }
  const closed = new Promise((resolve) => answer.once('close', resolve));
  answer.resume();
  await closed;
  expect(answer.complete).toBe(false);
  stream.leave();
});

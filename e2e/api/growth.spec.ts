// Longer than most: one fleet, which takes long to start, and what may happen to it.
import { setTimeout as delay } from 'node:timers/promises';
import { encode } from 'next-auth/jwt';
import pg from 'pg';
import { findProgram } from '@/bin/programs.mjs';
import { timeouts } from '@/lib/platform/db';
import { type Receiver, startReceiver, withStatus } from '@/lib/platform/testing-receiver';
import type { AttachmentLink } from '@/lib/tickets/schema';
import { expect, test } from '../fixtures';
import { type Api, apiAt } from '../support/api';
import { type Fleet, type Load, startFleet, startLoad } from '../support/fleet';
import { type EventFollower, followEvents } from '../support/follower';
import type { HiloProcess } from '../support/hilo-process';
import { tokenOn } from '../support/operator';
import { fileTicket, leastTicket, listNumbers, pathOf, readTicket, ticketsPath } from '../support/tickets';
import { makeWebhook } from '../support/webhooks';

// Two apps, workers, nginx, PgBouncer, a primary and its streaming replica, and files in S3, with the configuration that
// docs/operating.md shows. Bounds of time here are such that only a hang breaks them, but for the one that is promised.
test.describe.configure({ mode: 'serial', timeout: 180_000 });

const nginx = findProgram('nginx');
const pgbouncer = findProgram('pgbouncer');

let fleet: Fleet;
let workers: HiloProcess[];
let token: string;
/** The API through nginx. */
let api: Api;
let receiver: Receiver;
/** What was filed before anything was killed. */
const undisturbed: string[] = [];
/** What was filed while a worker was killed over its deliveries. */
const interrupted: string[] = [];

/** The API at one app, past nginx. */
const at = (place: number) => apiAt(fleet.apps[place]?.url ?? '', { authorization: `Bearer ${token}` });

/**
 * The same once more, when the answer broke off in the middle: an app that is killed over that leaves nginx no answer to give, and
 * a client with a key, or that only reads, need not care.
 */
function again<T>(send: () => Promise<T>) {
  return (error: Error) => {
    if (!(error instanceof TypeError)) throw error;
    return send();
  };
}

const keyed = () => ({ 'idempotency-key': crypto.randomUUID() });

/** The deliveries of these tickets' events as they came, by `webhook-id`. */
function deliveriesOf(tickets: string[]): Map<string, string[]> {
  const byTicket = new Map<string, string[]>(tickets.map((id) => [id, []]));
  for (const { body, id } of receiver.received) {
    const { data } = JSON.parse(body) as { data?: { ticket?: { _id: string } } };
    byTicket.get(data?.ticket?._id ?? '')?.push(id);
  }
  return byTicket;
}

/** Within which a reader of events has a stream again, from when there is somebody to give it one: in milliseconds. */
const resumedMs = 5_000;

/** Within which the apps are ready again when what they need is there again: in milliseconds. */
const readyAgainMs = 10_000;

const follow = (readers: number) =>
  Promise.all(Array.from({ length: readers }, () => followEvents(fleet.url, { authorization: `Bearer ${token}` })));

/**
 * Each of these readers heard of each of these tickets, of nothing twice, and never was without a stream for longer than is promised.
 * The streams of at least so many broke. `awayMs`: for how long nobody at all could give one.
 */
async function expectNothingMissed(
  readers: EventFollower[],
  made: string[],
  leastBroken: number,
  awayMs = 0,
): Promise<void> {
  for (const reader of readers) {
    const missing = () => made.filter((id) => !reader.created.includes(id));
    await expect.poll(missing, { timeout: 20_000 }).toEqual([]);
    expect(new Set(reader.ids).size, 'no event twice').toBe(reader.ids.length);
  }
  await Promise.all(readers.map((reader) => reader.leave()));
  const gaps = readers.flatMap((reader) => reader.gaps);
  const refusals = readers.flatMap((reader) => reader.refusals);
  const told = `${gaps.map(Math.round).join(' ')}; away: ${Math.round(awayMs)}; refused: ${refusals.join(' ') || 'never'}`;
  test.info().annotations.push({ type: 'streams came back after, ms', description: told });
  const broken = readers.filter((reader) => reader.gaps.length > 0);
  expect(broken.length, 'streams broke').toBeGreaterThanOrEqual(leastBroken);
  expect(Math.max(0, ...gaps), told).toBeLessThan(awayMs + resumedMs);
}

/** How many tickets there are with this title, as the primary knows. */
async function countTitled(title: string): Promise<number> {
  const [row] = await fleet.pair.primary.sql<{ n: number }>(
    `SELECT count(*)::int AS n FROM tickets WHERE title = '${title}'`,
  );
  return row?.n ?? 0;
}

test.beforeAll(async () => {
  const missing = [nginx ? '' : 'nginx (package nginx-light)', pgbouncer ? '' : 'pgbouncer'].filter(Boolean);
  test.info().skip(missing.length > 0, `there is no ${missing.join(' and no ')} on this machine`);
  test.setTimeout(180_000);
  receiver = await startReceiver();
  ({ fleet, workers } = await startFleet({ nginx: nginx ?? '', pgbouncer: pgbouncer ?? '' }, 2));
  token = await tokenOn(fleet.env);
  api = apiAt(fleet.url, { authorization: `Bearer ${token}` });
});

test.afterAll(async () => {
  test.setTimeout(60_000);
  await fleet?.stop();
  await receiver?.stop();
});

test('four that start at once on an empty database migrate it once', async () => {
  const rows = await fleet.pair.primary.sql<{ times: number; done: boolean }>(
    'SELECT count(*)::int AS times, bool_and(finished_at IS NOT NULL) AS done FROM _prisma_migrations GROUP BY migration_name',
  );
  expect(rows.length).toBeGreaterThan(1);
  expect(new Set(rows.map(({ times, done }) => `${times} ${done}`))).toEqual(new Set(['1 true']));
  // Nobody has found fault with the addresses that they were given.
  for (const each of [...fleet.apps, ...workers]) expect(each.output()).not.toMatch(/DATABASE_|connect_query/);
  // The timeouts are the app's own, though PgBouncer lets nobody ask for them.
  const client = new pg.Client({ connectionString: fleet.env.DATABASE_URL });
  await client.connect();
  const asked = Object.keys(timeouts).map(
    (name) => `(SELECT setting::int FROM pg_settings WHERE name = '${name}') AS ${name}`,
  );
  const held = (await client.query(`SELECT ${asked.join(', ')}`)).rows[0];
  await client.end();
  expect(held, 'connect_query in docs/growing/pgbouncer.ini').toEqual(timeouts);
  // One that does not know of PgBouncer is told by whom it was refused.
  const unaware = { DATABASE_URL: fleet.env.DATABASE_URL.replace('?pgbouncer=true', '') };
  await expect(fleet.startWorker(unaware)).rejects.toThrow('say so with ?pgbouncer=true');
});

test('a file sent to one app is read from the other, and its thumbnail is made by a worker', async () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const headers = { 'content-type': 'application/octet-stream', 'content-disposition': 'attachment; filename="a.png"' };
  const sent = await at(0).send<{ data: AttachmentLink }>('POST', '/v2/attachments', { body: png, headers });
  expect(sent.status, sent.text).toBe(201);
  const { filename, url, size, type } = sent.body.data;
  await fileTicket(at(0), { attachments: [{ filename, url, size, type }] });
  const path = new URL(url).pathname;
  const read = await fetch(`${fleet.apps[1]?.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
  expect(Buffer.from(await read.arrayBuffer())).toEqual(png);
  await expect.poll(async () => (await at(1).get(`${path}?thumbnail=1`)).status, { timeout: 60_000 }).toBe(200);
});

test('two workers do each job once, and one that is killed leaves none undone', async () => {
  await makeWebhook(api, receiver.url, { events: ['ticket.created'] });
  for (let n = 0; n < 30; n += 1) undisturbed.push((await fileTicket(api, { title: 'Una vez' }))._id);
  // Whether none comes a second time is looked at last.
  const isComplete = () => [...deliveriesOf(undisturbed).values()].every((ids) => ids.length > 0);
  await expect.poll(isComplete, { timeout: 30_000 }).toBe(true);
  const waiting = () => fleet.pair.primary.sql(`SELECT 1 FROM webhook_deliveries WHERE status <> 'delivered'`);
  await expect.poll(async () => (await waiting()).length, { timeout: 30_000 }).toBe(0);

  // Slow, so that the one that is killed has something in its hands. What becomes of that is looked at last.
  receiver.answer((res) => void setTimeout(() => res.writeHead(204).end(), 400));
  const before = receiver.received.length;
  for (let n = 0; n < 20; n += 1) interrupted.push((await fileTicket(api, { title: 'A medias' }))._id);
  await expect.poll(() => receiver.received.length, { timeout: 30_000, intervals: [10] }).toBeGreaterThan(before);
  await workers[0]?.kill();
  receiver.answer(withStatus(204));
});

test('an app is killed: requests with a key end well, and streams go on where they were', async () => {
  const readers = await follow(4);
  const made: string[] = [];
  const load = startLoad(6, async () => {
    const headers = keyed();
    const send = () => api.post(ticketsPath, { ...leastTicket, title: 'Con clave' }, headers);
    const answer = await send().catch(again(send));
    if (answer.status !== 201) throw new Error(`POST ${answer.status} ${answer.text}`);
    made.push(answer.body.data._id);
    if (made.length % 5 > 0) return;
    const read = () => api.get(`${ticketsPath}?limit=5`);
    const list = await read().catch(again(read));
    if (list.status !== 200) throw new Error(`GET ${list.status} ${list.text}`);
  });
  await expect.poll(() => load.done, { timeout: 30_000, intervals: [10] }).toBeGreaterThan(40);
  await fleet.apps[0]?.kill();
  const killedAt = load.done;
  await expect.poll(() => load.done, { timeout: 30_000, intervals: [20] }).toBeGreaterThan(killedAt + 60);
  await load.stop();
  expect(load.failures).toEqual([]);
  expect(await countTitled('Con clave')).toBe(made.length);
  expect(new Set(made).size).toBe(made.length);

  // Somebody was on the app that was killed.
  await expectNothingMissed(readers, made, 1);
  await fleet.startApp(0);
});

/** What a desk does all day, through nginx; of every write it is looked whether it is there. */
function startMixedLoad(): { load: Load; made: string[] } {
  let last: { _id: string } | undefined;
  const made: string[] = [];
  const load = startLoad(6, async (n) => {
    if (n % 4 === 0 || !last) {
      const answer = await api.post(ticketsPath, { ...leastTicket, title: 'Al relevo' }, n % 8 === 0 ? keyed() : {});
      if (answer.status !== 201) throw new Error(`POST ${answer.status} ${answer.text}`);
      last = answer.body.data;
      made.push(answer.body.data._id);
      return;
    }
    const path = n % 4 === 1 ? pathOf(last) : `${ticketsPath}?limit=5`;
    const answer = await api.get(path);
    if (answer.status !== 200) throw new Error(`GET ${path} ${answer.status} ${answer.text}`);
  });
  return { load, made };
}

test('both apps are replaced, one after the other: no request fails, and no stream misses an event', async () => {
  const readers = await follow(4);
  const { load, made } = startMixedLoad();
  for (const place of [0, 1]) {
    const from = load.done;
    await expect.poll(() => load.done, { timeout: 30_000, intervals: [20] }).toBeGreaterThan(from + 30);
    const app = fleet.apps[place];
    const ending = app?.end();
    // Those balancers that ask hear of it before the port closes.
    const ready = async () => (await fetch(`${app?.url}/readyz`).catch(() => undefined))?.status;
    await expect.poll(ready, { intervals: [10] }).toBe(503);
    expect(await ending).toBe(0);
    await fleet.startApp(place);
  }
  const from = load.done;
  await expect.poll(() => load.done, { timeout: 30_000, intervals: [20] }).toBeGreaterThan(from + 30);
  await load.stop();
  test.info().annotations.push({ type: 'requests', description: String(load.done) });
  expect(load.failures).toEqual([]);
  await expectNothingMissed(readers, made, readers.length);
});

/** Files one, as a good client does: the same again, under the same key, until it is taken or has failed for too long. */
async function fileUntilTaken(title: string): Promise<string> {
  const headers = keyed();
  const deadline = Date.now() + 20_000;
  for (;;) {
    const answer = await api.post(ticketsPath, { ...leastTicket, title }, headers).catch((error: Error) => error);
    if (!(answer instanceof Error) && answer.status === 201) return answer.body.data._id;
    const isBroken = answer instanceof TypeError;
    const isPutOff = !(answer instanceof Error) && answer.headers.has('retry-after') && answer.status === 503;
    const isBeingDone = !(answer instanceof Error) && answer.status === 409;
    if (!(isBroken || isPutOff || isBeingDone) || Date.now() > deadline)
      throw answer instanceof Error ? answer : new Error(`POST ${answer.status} ${answer.text}`);
    await delay(100);
  }
}

test('nginx, PgBouncer and the primary are killed in turn: what was filed is there once, and no stream misses an event', async () => {
  const { nginx, pgbouncer } = fleet.fronts;
  const parts = { nginx, pgbouncer, primary: fleet.pair.primary };
  const statusOf = async (url: string) => (await fetch(`${url}/readyz`).catch(() => undefined))?.status;
  const readiness = () => Promise.all([fleet.url, ...fleet.apps.map(({ url }) => url)].map(statusOf));
  for (const [name, part] of Object.entries(parts)) {
    const title = `Sin ${name}`;
    const readers = await follow(4);
    const made: string[] = [];
    const load = startLoad(6, async () => void made.push(await fileUntilTaken(title)));
    await expect.poll(() => load.done, { timeout: 30_000, intervals: [20] }).toBeGreaterThan(30);
    const killedAt = performance.now();
    await part.kill();
    // Long enough for everybody to find nobody there.
    await delay(1_000);
    const [front, ...behind] = await readiness();
    expect(name === 'nginx' ? [front] : behind, `nobody is ready without ${name}`).not.toContain(200);
    await part.startAgain();
    // Each of the apps.
    await expect.poll(readiness, { timeout: readyAgainMs, intervals: [50] }).toEqual([200, 200, 200]);
    const awayMs = performance.now() - killedAt;
    const from = load.done;
    await expect.poll(() => load.done, { timeout: 30_000, intervals: [20] }).toBeGreaterThan(from + 30);
    await load.stop();
    expect(load.failures).toEqual([]);
    expect(await countTitled(title)).toBe(made.length);
    expect(new Set(made).size).toBe(made.length);
    // Streams hang on nginx alone.
    await expectNothingMissed(readers, made, name === 'nginx' ? readers.length : 0, awayMs);
  }
});

/** How many of the apps' connections asked the replica such a question last. */
async function askedOnReplica(question: string): Promise<number> {
  const [row] = await fleet.pair.replica.sql<{ n: number }>(
    `SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'hilo reader' AND query ~ '${question}'`,
  );
  return row?.n ?? 0;
}

test('lists and searches come from the replica, and yet everybody finds what they have just written', async () => {
  const { replica } = fleet.pair;
  await expect
    .poll(async () => {
      await at(0).get(`${ticketsPath}?limit=1`);
      return askedOnReplica('^SELECT t.id, t.number,');
    })
    .toBeGreaterThan(0);
  await expect
    .poll(async () => {
      await at(0).get(`${ticketsPath}?limit=1&q=palabranunca`);
      return askedOnReplica('search_words|hilo_found|hilo_is_found');
    })
    .toBeGreaterThan(0);
  const otherToken = await tokenOn(fleet.env, { role: 'agent', email: 'luz@desk.example' });
  const other = apiAt(fleet.apps[0]?.url ?? '', { authorization: `Bearer ${otherToken}` });
  const readBoth = async () => [
    (await other.get(`${ticketsPath}?limit=1`)).status,
    (await other.get('/v2/desk/queues')).status,
  ];
  expect(await readBoth()).toEqual([200, 200]);
  await replica.sql('SELECT pg_wal_replay_pause()');
  // Whoever may no longer read is known to the primary alone, and nobody has rung a bell.
  await fleet.pair.primary.sql(
    `UPDATE access_tokens SET revoked_at = now() WHERE user_id = (SELECT id FROM users WHERE email = 'luz@desk.example')`,
  );
  expect(await readBoth()).toEqual([401, 401]);
  const [session] = await fleet.pair.primary.sql<{ id: string }>(
    `INSERT INTO sessions (id, user_id, expires_at) SELECT gen_random_uuid(), id, now() + interval '1 day' FROM users
     WHERE email = 'ada@desk.example' RETURNING id`,
  );
  const cookie = `next-auth.session-token=${await encode({ token: { sid: session?.id }, secret: fleet.env.HILO_SECRET })}`;
  const browser = { cookie, origin: fleet.url, 'sec-fetch-site': 'same-origin' };
  for (let n = 0; n < 5; n += 1) {
    const word = `palabra${'abcde'[n]}${'vwxyz'[n]}`;
    const filed = await at(0).post(ticketsPath, { ...leastTicket, title: `El ticket de la ${word}` });
    const position = filed.headers.get('hilo-position') ?? '';
    expect(position).toMatch(/^[\w-]{22}$/);
    const list = await at(1).get<{ data: { number: number }[] }>(`${ticketsPath}?limit=1`, {
      'hilo-position': position,
    });
    expect(list.body.data[0]?.number).toBe(filed.body.data.number);
    const found = await at(1).get<{ data: { number: number }[] }>(`${ticketsPath}?q=${word}`, {
      'hilo-position': position,
    });
    expect(found.body.data.map(({ number }) => number)).toEqual([filed.body.data.number]);

    const page = apiAt(fleet.apps[0]?.url ?? '', browser);
    const mine = await page.post(ticketsPath, leastTicket);
    expect(mine.status, mine.text).toBe(201);
    const set = mine.headers.getSetCookie().find((each) => each.startsWith('hilo-position='));
    expect(set).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/);
    const seen = { ...browser, cookie: `${cookie}; ${set?.split(';')[0]}` };
    expect((await listNumbers(apiAt(fleet.apps[1]?.url ?? '', seen), 'limit=1'))[0]).toBe(mine.body.data.number);
  }
  // The replica has none of them as yet.
  const [state] = await replica.sql<{ state: string }>('SELECT pg_get_wal_replay_pause_state() AS state');
  expect(state?.state).toBe('paused');
  await replica.sql('SELECT pg_wal_replay_resume()');
});

test('the replica dies, and lists are read on', async () => {
  const load = startLoad(4, async () => {
    const answer = await api.get(`${ticketsPath}?limit=5`);
    if (answer.status !== 200) throw new Error(`GET ${answer.status} ${answer.text}`);
  });
  await expect.poll(() => load.done, { timeout: 30_000, intervals: [10] }).toBeGreaterThan(20);
  await fleet.pair.replica.kill();
  const killedAt = load.done;
  await expect.poll(() => load.done, { timeout: 30_000, intervals: [20] }).toBeGreaterThan(killedAt + 60);
  await load.stop();
  expect(load.failures).toEqual([]);
  const filed = await fileTicket(api);
  expect(await readTicket(api, filed)).toMatchObject({ number: filed.number });
  expect((await listNumbers(api, 'limit=1'))[0]).toBe(filed.number);
});

test('what the killed worker had in its hands was done by the other, once, and that one ends gently', async () => {
  const isComplete = () => [...deliveriesOf(interrupted).values()].every((ids) => ids.length > 0);
  await expect.poll(isComplete, { timeout: 90_000 }).toBe(true);
  // One event is one delivery. Of those that were on their way the same one may come twice, as documented.
  const all = [...deliveriesOf(interrupted).values()];
  expect(all.map((ids) => new Set(ids).size)).toEqual(all.map(() => 1));
  const states = () =>
    fleet.pair.primary.sql<{ state: string; n: number }>(
      'SELECT status::text AS state, count(*)::int AS n FROM webhook_deliveries GROUP BY 1',
    );
  await expect.poll(async () => (await states()).map(({ state }) => state), { timeout: 90_000 }).toEqual(['delivered']);
  // What had been delivered before anything was killed was not sent again by anybody since.
  expect([...deliveriesOf(undisturbed).values()].map((ids) => ids.length)).toEqual(undisturbed.map(() => 1));
  expect(await workers[1]?.end()).toBe(0);
});

// Longer than most: every limit, on the one desk that is so narrow.
import { expect, test } from '../fixtures';
import { type Answer, type Api, apiAt } from '../support/api';
import { hold } from '../support/hold';
import { type LimitedDesk, standingOf, startLimitedDesk } from '../support/limited-desk';
import { expectRefusal, leastTicket, pathOf, ticketsPath } from '../support/tickets';

// A desk of its own, behind a proxy, so that each test has callers and addresses of its own.
test.describe.configure({ mode: 'default', timeout: 60_000 });

const [usual, anonymous] = [20, 10];
let desk: LimitedDesk;

test.beforeAll(async () => {
  test.setTimeout(90_000);
  desk = await startLimitedDesk({ usual, anonymous });
});
test.afterAll(() => desk?.stop());

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
let last = 0;
/** An address that nobody has called from yet. */
function newAddress(): string {
  last += 1;
  return `203.0.113.${last}`;
}
const madeUpToken = () => bearer(`hilo_${crypto.randomUUID()}`);

/** So many reads, one after the other. */
async function read(times: number, caller: () => Api): Promise<Answer<unknown>[]> {
  const answers: Answer<unknown>[] = [];
  for (let each = 0; each < times; each += 1) answers.push(await caller().get(`${ticketsPath}?limit=1`));
  return answers;
}

/** The answers to a limit and three more: all but the last three like the first, each a step further down. */
function expectLimit(answers: Answer<unknown>[], limit: number, status: number): void {
  expect(answers).toHaveLength(limit + 3);
  const left = Array.from({ length: limit }, (_, index) => limit - 1 - index);
  expect(answers.map((answer) => answer.status)).toEqual([...left.map(() => status), 429, 429, 429]);
  expect(answers.map((answer) => standingOf(answer).remaining)).toEqual([...left, 0, 0, 0]);
  expect(new Set(answers.map((answer) => standingOf(answer).limit))).toEqual(new Set([limit]));
}

// The first, so that what Postgres counts is its own.
test('a flood over the limit asks the database nothing, hurts nobody else, and is let in again when told', async () => {
  test.setTimeout(120_000);
  const { token } = await desk.token();
  const flood = desk.from(newAddress(), bearer(token));
  const [bad, neighbour] = [newAddress(), desk.from(newAddress(), bearer((await desk.token()).token))];
  await read(usual, () => flood);
  await read(anonymous, () => desk.from(bad, madeUpToken()));
  const before = await lookUps();
  for (let round = 0; round < 10; round += 1) {
    const answers = await Promise.all([
      ...Array.from({ length: 50 }, () => flood.post(ticketsPath, leastTicket)),
      ...Array.from({ length: 50 }, () => desk.from(bad, madeUpToken()).get(ticketsPath)),
    ]);
    for (const answer of answers) expect([answer.status, standingOf(answer).remaining]).toEqual([429, 0]);
    if (round % 2 === 0) expect((await neighbour.get(ticketsPath)).status).toBe(200);
  }
  const told = standingOf(await flood.get(ticketsPath)).seconds;
  expect(told).toBeGreaterThan(10);
  const start = Date.now();
  const again = async () => (await flood.get(`${ticketsPath}?limit=1`)).status;
  await expect.poll(again, { timeout: 70_000, intervals: [500] }).toBe(200);
  const waited = (Date.now() - start) / 1000;
  expect(waited).toBeGreaterThan(told - 2);
  expect(waited).toBeLessThan(told + 3);
  // Postgres tells with some delay, which is over by now. The few are the neighbour's, and those of before the flood.
  const asked = (await lookUps()) - before;
  expect(asked).toBeGreaterThan(0);
  expect(asked).toBeLessThan(100);
});

/** How often the tables that say who calls, and how often they did, were looked into. */
async function lookUps(): Promise<number> {
  const [row] = await desk.sql<{ scans: string }>(
    `SELECT sum(coalesce(idx_scan, 0) + coalesce(seq_scan, 0)) AS scans FROM pg_stat_user_tables
     WHERE relname IN ('access_tokens', 'sessions', 'rate_limits')`,
  );
  return Number(row?.scans);
}

test('a token may ask exactly so often in a minute, wherever it asks from', async () => {
  const { token } = await desk.token();
  expectLimit(await read(usual + 3, () => desk.from(newAddress(), bearer(token))), usual, 200);
});

test('a session may ask exactly so often, and another session of the same person as often again', async () => {
  for (const session of [await desk.session(), await desk.session()]) {
    expectLimit(await read(usual + 3, () => desk.from(newAddress(), session)), usual, 200);
  }
});

test('who shows nothing may ask so often from an address; from the next one anew', async () => {
  for (const address of [newAddress(), newAddress()])
    expectLimit(await read(anonymous + 3, () => desk.from(address)), anonymous, 401);
});

test('made-up tokens count against their address, as many as there are', async () => {
  const address = newAddress();
  expectLimit(await read(anonymous + 3, () => desk.from(address, madeUpToken())), anonymous, 401);
  expectRefusal((await read(1, () => desk.from(address)))[0] as Answer<unknown>, 429, 'RATE_LIMITED');
});

test('a token’s own limit counts instead', async () => {
  for (const rateLimit of [1, 3, 35]) {
    const { token } = await desk.token({ rateLimit });
    expectLimit(await read(rateLimit + 3, () => desk.from(newAddress(), bearer(token))), rateLimit, 200);
  }
});

test('of requests that come at once exactly so many pass', async () => {
  const { token } = await desk.token();
  const caller = desk.from(newAddress(), bearer(token));
  const answers = await Promise.all(Array.from({ length: 80 }, () => caller.get(`${ticketsPath}?limit=1`)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(usual);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(80 - usual);
  const left = answers.filter(({ status }) => status === 200).map((answer) => standingOf(answer).remaining);
  expect(left.toSorted((a, b) => b - a)).toEqual(Array.from({ length: usual }, (_, index) => usual - 1 - index));
});

test('every answer says how its caller stands, each one step further, whatever it is', async () => {
  const { token } = await desk.token({ rateLimit: 100 });
  const caller = desk.from(newAddress(), bearer(token));
  const filed = await caller.post(ticketsPath, leastTicket);
  const path = pathOf(filed.body.data);
  const whole = await caller.get(path);
  const tag = { 'if-none-match': whole.headers.get('etag') ?? '' };
  const answers: [number, Answer<unknown>][] = [
    [201, filed],
    [200, whole],
    [304, await caller.get(path, tag)],
    [200, await caller.send('HEAD', path)],
    [400, await caller.post(ticketsPath, {})],
    [400, await caller.send('POST', ticketsPath, { body: '{' })],
    [404, await caller.get(`${ticketsPath}/x`)],
    [404, await caller.get('/v2/nothing')],
    [404, await caller.get('/v2')],
    [405, await caller.send('DELETE', ticketsPath)],
    [204, await caller.send('OPTIONS', ticketsPath)],
    [412, await caller.patch(path, { priority: 'low' }, { 'if-match': '"x"' })],
    [413, await caller.send('POST', ticketsPath, { body: ' '.repeat(300_000) })],
    [415, await caller.send('POST', ticketsPath, { body: '{}', headers: { 'content-type': 'text/plain' } })],
  ];
  expect(answers.map(([, answer]) => answer.status)).toEqual(answers.map(([status]) => status));
  const stood = answers.map(([, answer]) => standingOf(answer));
  expect(stood.map(({ limit, remaining }) => [limit, remaining])).toEqual(answers.map((_, index) => [100, 99 - index]));
});

test('and to whom it is refused: by scope, by origin, without credentials, by every method', async () => {
  const few = await desk.token({ scopes: ['export'] });
  const scoped = desk.from(newAddress(), bearer(few.token));
  expect([403, usual - 1]).toEqual(await statusAndRest(scoped.get(ticketsPath)));
  const session = desk.from(newAddress(), { ...(await desk.session()), 'sec-fetch-site': 'cross-site' });
  expect([403, usual - 1]).toEqual(await statusAndRest(session.post(ticketsPath, leastTicket)));
  const stranger = desk.from(newAddress());
  const asked = [
    stranger.get(ticketsPath),
    stranger.get('/v2/nothing'),
    stranger.send('DELETE', ticketsPath),
    stranger.send('OPTIONS', ticketsPath),
    stranger.send('HEAD', ticketsPath),
    stranger.post('/v2/registrations', {}, { origin: desk.url }),
  ];
  const answers = await Promise.all(asked);
  expect(answers.map(({ status }) => status)).toEqual([401, 404, 405, 204, 401, 400]);
  const left = answers.map((answer) => standingOf(answer).remaining);
  expect(left.toSorted((a, b) => b - a)).toEqual([9, 8, 7, 6, 5, 4]);
  for (const answer of answers) expect(standingOf(answer).limit).toBe(anonymous);
});

async function statusAndRest(asked: Promise<Answer<unknown>>): Promise<number[]> {
  const answer = await asked;
  return [answer.status, standingOf(answer).remaining];
}

test('what is open to anybody is paid for by the address, whoever asks', async () => {
  const address = newAddress();
  const browser = desk.from(address, await desk.session());
  const first = await browser.post('/v2/registrations', {});
  expect([first.status, standingOf(first)]).toMatchObject([400, { limit: anonymous, remaining: anonymous - 1 }]);
  expect(standingOf(await browser.get(ticketsPath))).toMatchObject({ limit: usual, remaining: usual - 1 });
});

test('who is refused is told when to come again, in their language', async () => {
  const address = newAddress();
  await read(anonymous, () => desk.from(address));
  const spanish = await desk.from(address).get(ticketsPath, { 'accept-language': 'es' });
  const english = await desk.from(address).get(ticketsPath, { 'accept-language': 'en' });
  for (const [answer, words] of [
    [spanish, 'Demasiadas peticiones seguidas: vuelve a intentarlo dentro de # segundos'],
    [english, 'Too many requests in a row: try again in # seconds'],
  ] as const) {
    expectRefusal(answer, 429, 'RATE_LIMITED');
    expect(answer.body.error).toBe(words.replace('#', answer.headers.get('retry-after') ?? ''));
    standingOf(answer);
  }
});

test('an address that strangers have spent goes on for tokens that were true before, and for sessions', async () => {
  const address = newAddress();
  const { token } = await desk.token();
  const known = desk.from(address, bearer(token));
  expect((await known.get(ticketsPath)).status).toBe(200);
  await Promise.all(Array.from({ length: 60 }, () => desk.from(address, madeUpToken()).get(ticketsPath)));
  expect((await desk.from(address).get(ticketsPath)).status).toBe(429);
  expect((await known.get(ticketsPath)).status).toBe(200);
  expect((await desk.from(address, await desk.session()).get(ticketsPath)).status).toBe(200);
});

test('a change of a token’s limit or scopes, and its end, hold from the next request on', async () => {
  const { token, prefix } = await desk.token();
  const caller = desk.from(newAddress(), bearer(token));
  const set = (what: string) => desk.sql(`UPDATE access_tokens SET ${what} WHERE prefix = $1`, [prefix]);
  expect(standingOf(await caller.get(ticketsPath))).toMatchObject({ limit: usual });
  await set('rate_limit = 100');
  expect(standingOf(await caller.get(ticketsPath))).toMatchObject({ limit: 100 });
  await set('rate_limit = 2');
  expectRefusal(await caller.get(ticketsPath), 429, 'RATE_LIMITED');
  const { token: other, prefix: its } = await desk.token();
  const second = desk.from(newAddress(), bearer(other));
  expect((await second.get(ticketsPath)).status).toBe(200);
  await desk.sql("UPDATE access_tokens SET scopes = '{export}' WHERE prefix = $1", [its]);
  expectRefusal(await second.get(ticketsPath), 403, 'FORBIDDEN');
  await desk.sql('UPDATE access_tokens SET revoked_at = now() WHERE prefix = $1', [its]);
  expectRefusal(await second.get(ticketsPath), 401, 'UNAUTHORIZED');
});

test('processes on one database share a limit, but for a twentieth of it each', async () => {
  const limit = 200;
  const other = await desk.second();
  const { token } = await desk.token({ rateLimit: limit });
  const doors = [apiAt(desk.url, bearer(token)), apiAt(other.url, bearer(token))];
  const answers: Answer<unknown>[] = [];
  for (let round = 0; round < 13; round += 1) {
    const asked = Array.from({ length: 20 }, (_, index) => doors[(index + round) % 2]?.get(`${ticketsPath}?limit=1`));
    answers.push(...((await Promise.all(asked)) as Answer<unknown>[]));
  }
  const passed = answers.filter(({ status }) => status === 200).length;
  expect(passed).toBeLessThanOrEqual(limit);
  expect(passed).toBeGreaterThanOrEqual(limit * 0.95);
  for (const door of doors) expectRefusal(await door.get(ticketsPath), 429, 'RATE_LIMITED');
});

test('a signed link is counted to who shows it: an address, or the token that comes with it', async () => {
  const { token } = await desk.token();
  const file = await hold(desk.from(newAddress(), bearer(token)), 'a.txt', 'x');
  const own = desk.from(newAddress(), bearer((await desk.token()).token));
  const read = await desk
    .from(newAddress(), bearer(token))
    .get<{ data: { link: { url: string } } }>(`/v2/attachments/${file.id}`);
  const { pathname, search } = new URL(read.body.data.link.url);
  const stranger = desk.from(newAddress());
  for (const [reader, limit] of [
    [stranger, anonymous],
    [own, usual],
  ] as const) {
    const answers: Answer<unknown>[] = [];
    for (let each = 0; each < limit + 3; each += 1) answers.push(await reader.get(pathname + search));
    expectLimit(answers, limit, 200);
  }
  // A forged one costs as much.
  const forger = desk.from(newAddress());
  const answers: Answer<unknown>[] = [];
  for (let each = 0; each < anonymous + 3; each += 1)
    answers.push(await forger.get(`${pathname}?expires=9&signature=x`));
  expectLimit(answers, anonymous, 403);
});

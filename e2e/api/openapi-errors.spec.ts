import pg from 'pg';
import { copyDatabase, type RunningTestPostgres, startTestPostgres } from '@/lib/platform/testing';
import { expect, test } from '../fixtures';
import { type Api, apiAt } from '../support/api';
import { type Desk, serveDesk } from '../support/desk';
import { call, codesOf, expectDocumented, type Operation, operationsOf, readDocument } from '../support/document';
import { samplesOf } from '../support/from-schema';
import { type Line, layLine } from '../support/line';
import { tokenOn } from '../support/operator';
import type { World } from '../support/plan';
import { callerOf, fromOurPage, plans } from '../support/plans';
import { attemptOf, provocationOf } from '../support/provocations';
import { expectRefusal } from '../support/tickets';

/** What only a desk of its own can be brought to, below. */
const ofTheDesk = new Set([
  'RATE_LIMITED',
  'SERVICE_UNAVAILABLE',
  'INTERNAL_ERROR',
  'LAST_ADMIN',
  'TOO_MANY_FIELDS',
  // By the files' own tests (attachments-….spec.ts).
  'STORAGE_UNAVAILABLE',
  'STORAGE_FULL',
]);

type Body = Record<string, unknown>;

function rightBody({ requestBody }: Operation): Body | undefined {
  const media = requestBody?.content['application/json'];
  return media && (samplesOf(media.schema, 1)[0] as Body);
}

test('every code that an operation names can be provoked, and is answered as the document says', async ({
  api,
  client,
  agent,
  admin,
  makePerson,
  deskUrl,
}) => {
  test.setTimeout(240_000);
  const world: World = { api, client, agent, admin, makePerson, deskUrl };
  let count = 0;
  for (const operation of operationsOf(await readDocument(api.stranger))) {
    for (const [code, status] of codesOf(operation)) {
      if (ofTheDesk.has(code)) continue;
      const plan = plans[operation.operationId];
      const provoke = provocationOf(operation, code);
      if (!plan || !provoke) throw new Error(`Nothing provokes ${code} of ${operation.operationId}: e2e/support.`);
      const body = rightBody(operation);
      const attempt = await attemptOf(world, operation, plan, await callerOf(plan, world), {
        ...(body && { body }),
        query: {},
      });
      const answer = await provoke(attempt);
      expect(`${operation.operationId} ${answer.status} ${code}`, answer.text).toBe(
        `${operation.operationId} ${status} ${code}`,
      );
      expectRefusal(answer, status, code);
      expectDocumented(operation, answer);
      count += 1;
    }
  }
  expect(count).toBeGreaterThan(150);
});

test.describe('on a desk of its own', () => {
  test.describe.configure({ mode: 'serial', timeout: 90_000 });

  let postgres: RunningTestPostgres;
  let databaseUrl: string;
  let line: Line;
  let desk: Desk;
  let operations: Operation[];
  let token: string;
  let address = 0;

  test.beforeAll(async () => {
    postgres = await startTestPostgres(process.env.HILO_TEST_DATABASE_URL);
    databaseUrl = (await copyDatabase(postgres)).url;
    line = await layLine(databaseUrl);
    // With such limits each request asks Postgres for its own place.
    desk = await serveDesk(line.url, { HILO_TRUST_PROXY: '1', HILO_RATE_LIMIT_ANONYMOUS: '2' });
    operations = operationsOf(await readDocument(from('198.51.100.1')));
    token = await tokenOn(desk.env);
  });

  test.afterAll(async () => {
    await desk?.stop();
    line?.close();
    await postgres?.stop();
  });

  /** The API from an address, as the proxy in front would tell it. */
  function from(place: string, headers: Record<string, string> = {}): Api {
    return apiAt(desk.url, { 'x-forwarded-for': place, ...headers });
  }

  /** From an address that nobody has called from before. */
  function fromElsewhere(headers: Record<string, string> = {}): Api {
    address += 1;
    return from(`203.0.113.${address}`, headers);
  }

  const naming = (code: string) => operations.filter((operation) => codesOf(operation).has(code));

  /** Sends what would be right, but for ids, by an operation's usual credentials. */
  function send(operation: Operation, api: Api) {
    const isOpen = operation.security.length === 0;
    const headers = isOpen ? fromOurPage(desk.url) : { authorization: `Bearer ${token}` };
    const params = { id: 'x', delivery: 'x', note: 'x', number: 'x', macro: 'x', link: 'x', filename: 'x' };
    return call(api, operation, { params, headers, ...(operation.requestBody && { body: rightBody(operation) }) });
  }

  test('LAST_ADMIN: of one admin there is none to spare', async () => {
    const api = from('198.51.100.1', { authorization: `Bearer ${token}` });
    const { body } = await api.get<{ data: { _id: string }[] }>('/v2/users');
    const [operation] = naming('LAST_ADMIN');
    if (!operation) throw new Error('no operation names LAST_ADMIN');
    const answer = await call(api, operation, { params: { id: body.data[0]?._id ?? '' }, body: { role: 'agent' } });
    expectRefusal(answer, 409, 'LAST_ADMIN');
    expectDocumented(operation, answer);
  });

  test('TOO_MANY_FIELDS: there is an end to what a desk may ask', async () => {
    const api = from('198.51.100.5', { authorization: `Bearer ${token}` });
    const [operation] = naming('TOO_MANY_FIELDS');
    if (!operation) throw new Error('no operation names TOO_MANY_FIELDS');
    const send = (index: number) => call(api, operation, { body: { key: `f${index}`, label: 'Campo', kind: 'text' } });
    for (let index = 0; index < 30; index++) expect((await send(index)).status).toBe(201);
    const answer = await send(30);
    expectRefusal(answer, 409, 'TOO_MANY_FIELDS');
    expectDocumented(operation, answer);
  });

  test('SERVICE_UNAVAILABLE: the database is away', async () => {
    line.cut();
    try {
      for (const operation of naming('SERVICE_UNAVAILABLE')) {
        const answer = await send(operation, fromElsewhere());
        expect(`${operation.operationId} ${answer.status}`, answer.text).toBe(`${operation.operationId} 503`);
        expectRefusal(answer, 503, 'SERVICE_UNAVAILABLE');
        expectDocumented(operation, answer);
      }
      const ready = operations.find(({ operationId }) => operationId === 'isReady');
      if (ready) expectDocumented(ready, await call(from('198.51.100.2'), ready));
    } finally {
      line.mend();
    }
    await expect.poll(async () => (await from('198.51.100.2').get('/readyz')).status).toBe(200);
  });

  test('RATE_LIMITED: a token and an address that are over their limits', async () => {
    const admin = from('198.51.100.3', { authorization: `Bearer ${token}` });
    const made = await admin.post<{ data: { token: string } }>('/v2/tokens', { name: 'x', rateLimit: 1 });
    const spent = { authorization: `Bearer ${made.body.data.token}` };
    expect((await from('198.51.100.4', spent).get('/v2/tokens')).status).toBe(200);
    for (const operation of naming('RATE_LIMITED')) {
      const isOpen = operation.security.length === 0;
      const stranger = fromElsewhere();
      if (isOpen) for (let index = 0; index < 2; index++) await stranger.get('/v2/openapi.json');
      const params = { id: 'x', delivery: 'x', note: 'x', number: 'x', macro: 'x', link: 'x', filename: 'x' };
      const answer = isOpen
        ? await send(operation, stranger)
        : await call(from('198.51.100.4'), operation, { params, headers: spent });
      expect(`${operation.operationId} ${answer.status}`, answer.text).toBe(`${operation.operationId} 429`);
      expectRefusal(answer, 429, 'RATE_LIMITED');
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expectDocumented(operation, answer);
    }
  });

  // The last: nothing works on this desk after.
  test('INTERNAL_ERROR: the tables are gone', async () => {
    const database = new pg.Client({ connectionString: databaseUrl });
    await database.connect();
    await database.query('ALTER SCHEMA public RENAME TO gone');
    await database.end();
    for (const operation of naming('INTERNAL_ERROR')) {
      const answer = await send(operation, fromElsewhere());
      expect(`${operation.operationId} ${answer.status}`, answer.text).toBe(`${operation.operationId} 500`);
      expectRefusal(answer, 500, 'INTERNAL_ERROR');
      expect(answer.text).not.toMatch(/relation|schema|\.ts\b|SELECT/);
      expectDocumented(operation, answer);
    }
  });
});

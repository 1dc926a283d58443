import { apiAt } from '@/e2e/support/api';
import { call, type Filled, type Operation, operationsOf, readDocument } from '@/e2e/support/document';
import type { Person } from '@/e2e/support/people';
import type { Plan, World } from '@/e2e/support/plan';
import { fill, plans } from '@/e2e/support/plans';
import { fileTicket, leastTicket, pathOf, readTicket, ticketsPath } from '@/e2e/support/tickets';
import { makeWorld } from './arena';
import type { Arena, Attack, Outcome } from './attack';
import { browserOf } from './attackers';
import { rightBody } from './foreign';
import { changedTables, holdStill, settledRows } from './rows';
import { originsOf, waysOf } from './ways';

type Headers = Record<string, string>;

/** One who is signed in, for each role, with whatever a plan needs of theirs. */
interface Signed {
  world: World;
  cookies: Record<'client' | 'agent' | 'admin' | 'stranger', string>;
}

async function signIn(arena: Arena): Promise<Signed> {
  const world = await makeWorld(arena.desk.url);
  const cookie = async (person: Person) => (await browserOf(person, arena.desk.url)).cookie ?? '';
  return {
    world,
    cookies: {
      client: await cookie(world.client),
      agent: await cookie(world.agent),
      admin: await cookie(world.admin),
      stranger: await cookie(world.client),
    },
  };
}

interface Write {
  operation: Operation;
  who: Plan['who'];
  filled: Filled;
}

/** A right request for every operation that changes something. What it names is made now, so that later nothing need be. */
async function writesOf(world: World, operations: Operation[]): Promise<Write[]> {
  const writes: Write[] = [];
  for (const operation of operations.filter(({ method }) => method !== 'GET' && method !== 'HEAD')) {
    const plan = plans[operation.operationId];
    if (!plan) throw new Error(`Nothing calls ${operation.operationId}: e2e/support/plans.ts.`);
    const body = rightBody(operation);
    writes.push({ operation, who: plan.who, filled: await fill(plan, world, { ...(body && { body }) }) });
  }
  return writes;
}

/** Each with its cookie, in every way but our own page's. */
async function tryWrites(
  arena: Arena,
  cookies: Signed['cookies'],
  writes: Write[],
  findings: Set<string>,
): Promise<number> {
  const ways = waysOf(arena.desk.url, arena.isQuick);
  const stranger = apiAt(arena.desk.url);
  for (const { operation, who, filled } of writes) {
    const { 'content-type': usual, origin: _, 'sec-fetch-site': __, ...others } = filled.headers ?? {};
    for (const { name, headers, type } of ways) {
      // What takes another type than JSON is asked in that.
      const asked = (type === 'application/json' && usual) || type || '';
      const sent = { ...others, ...headers, cookie: cookies[who], 'content-type': asked };
      const answer = await call(stranger, operation, { ...filled, body: filled.body ?? '{}', headers: sent });
      if (answer.status !== 403)
        findings.add(`${operation.operationId} by cookie, ${name}: ${answer.status} ${answer.text.slice(0, 120)}`);
    }
  }
  return writes.length * ways.length;
}

/** Reading, as a picture or a link of another page makes a browser do it, changes nothing. */
async function tryReads(
  { desk, database }: Arena,
  { world, cookies }: Signed,
  operations: Operation[],
  findings: Set<string>,
): Promise<number> {
  const theirs = [world.client.userId, world.agent.userId, world.admin.userId];
  const reads = operations.filter(({ method, path }) => method === 'GET' && path !== '/v2/events');
  const filled = await Promise.all(
    reads.map(async (operation) => {
      const plan = plans[operation.operationId];
      return { operation, who: plan?.who ?? 'client', params: (await plan?.params?.(world)) ?? {} };
    }),
  );
  await holdStill(database);
  const before = await settledRows(database, theirs);
  let tried = 0;
  const overrides: Headers[] = [
    {},
    { 'x-http-method-override': 'DELETE' },
    { 'x-http-method': 'PATCH', 'x-method-override': 'POST' },
  ];
  for (const { operation, who, params } of filled)
    for (const method of ['GET', 'HEAD'])
      for (const more of overrides) {
        const query = { _method: 'DELETE', method: 'DELETE' };
        await call(
          apiAt(desk.url),
          { ...operation, method },
          {
            params,
            query,
            headers: { ...more, cookie: cookies[who], origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
          },
        );
        tried += 1;
      }
  for (const line of changedTables(before, await settledRows(database, theirs)))
    findings.add(`reading changed ${line}`);
  return tried;
}

/** Signing somebody in as another, or out, from another page. */
async function trySigning({ desk, database }: Arena, findings: Set<string>): Promise<number> {
  const { world, cookies } = await signInWithPassword(desk.url);
  const stranger = apiAt(desk.url);
  const form = (fields: Headers) => new URLSearchParams(fields).toString();
  const password = 'una clave bastante larga';
  let tried = 0;
  for (const [name, headers] of Object.entries(originsOf(desk.url))) {
    const send = (path: string, fields: Headers, cookie: string, type = 'application/x-www-form-urlencoded') => {
      tried += 1;
      return stranger.send<unknown>('POST', `/api/auth/${path}`, {
        body: form(fields),
        headers: { ...headers, cookie, 'content-type': type },
      });
    };
    const credentials = { email: world.client.email, password, csrfToken: 'x', json: 'true' };
    const answers = [
      await send('callback/credentials', credentials, ''),
      await send('callback/credentials', credentials, 'next-auth.csrf-token=x%7Cx'),
      await send('callback/credentials', credentials, '', 'text/plain'),
      await send('callback/demo', { role: 'admin', csrfToken: 'x' }, ''),
      await send('signout', { csrfToken: 'x' }, cookies.client),
      await send('signout', {}, cookies.client, 'text/plain'),
      await send('session', { csrfToken: 'x', data: '{"sid":"x"}' }, cookies.client),
    ];
    for (const answer of answers) {
      if (/session-token=[^;]/.test(answer.headers.get('set-cookie') ?? ''))
        findings.add(`signing in without a token of ours, origin: ${name}`);
      if (answer.status >= 500) findings.add(`signing, origin: ${name}, is answered ${answer.status}`);
    }
  }
  for (const path of [
    'signout',
    'signin/credentials',
    `callback/credentials?email=${world.client.email}&password=x`,
    'session?update=1',
  ]) {
    const answer = await stranger.get(`/api/auth/${path}`, { cookie: cookies.client, 'sec-fetch-site': 'cross-site' });
    tried += 1;
    if (/session-token=[^;]/.test(answer.headers.get('set-cookie') ?? '') && !path.startsWith('session'))
      findings.add(`GET ${path} signs in`);
  }
  const { rowCount } = await database.query('SELECT 1 FROM sessions WHERE user_id = $1', [world.client.userId]);
  if (rowCount !== 1)
    findings.add(`${rowCount} sessions after signing in and out from elsewhere, not the one of before`);
  const still = await stranger.get(ticketsPath, { cookie: cookies.client });
  if (still.status !== 200) findings.add('a page of another site signed somebody out');
  return tried;
}

async function signInWithPassword(deskUrl: string): Promise<Signed> {
  const world = await makeWorld(deskUrl);
  const client = await world.makePerson('client', { password: 'una clave bastante larga' });
  const cookie = (await browserOf(client, deskUrl)).cookie ?? '';
  return { world: { ...world, client }, cookies: { client: cookie, agent: '', admin: '', stranger: '' } };
}

/** What must go on working: our own page by either sign, and a token from wherever. */
async function tryRight({ desk }: Arena, { world, cookies }: Signed, findings: Set<string>): Promise<number> {
  const stranger = apiAt(desk.url);
  const ours: Headers[] = [
    { origin: desk.url },
    { 'sec-fetch-site': 'same-origin' },
    { origin: desk.url, 'sec-fetch-site': 'same-origin' },
  ];
  for (const headers of ours) {
    const answer = await stranger.post(ticketsPath, leastTicket, { ...headers, cookie: cookies.client });
    if (answer.status !== 201) findings.add(`our own page is refused: ${JSON.stringify(headers)} ${answer.status}`);
  }
  const ways = waysOf(desk.url, true).filter(({ type }) => type === 'application/json');
  const { authorization } = { authorization: `Bearer ${world.client.token}` };
  for (const { name, headers } of ways) {
    const answer = await stranger.post(ticketsPath, leastTicket, { ...headers, authorization });
    if (answer.status !== 201) findings.add(`a token is refused, ${name}: ${answer.status}`);
  }
  // A cookie beside a token gives nothing to a request that the token does not carry.
  const narrow = await world.api.client.post<{ data: { token: string } }>('/v2/tokens', {
    name: 'x',
    scopes: ['tickets:read'],
  });
  const ticket = await fileTicket(world.api.client);
  const mixed = {
    cookie: cookies.client,
    authorization: `Bearer ${narrow.body.data.token}`,
    origin: 'https://evil.example',
  };
  const refused = await stranger.patch(pathOf(ticket), { status: 'closed' }, mixed);
  if (refused.status !== 403 || (await readTicket(world.api.client, ticket)).status !== 'open')
    findings.add('a cookie lends its rights to a token');
  return ours.length + ways.length + 1;
}

/** Requests that a page of another site makes a signed-in browser send. */
export async function attackSessions(arena: Arena): Promise<Outcome> {
  const {
    database,
    say,
    world: { api },
  } = arena;
  const findings = new Set<string>();
  const operations = operationsOf(await readDocument(api.stranger));
  const signed = await signIn(arena);
  const theirs = [signed.world.client, signed.world.agent, signed.world.admin].map(({ userId }) => userId);
  const all = await writesOf(signed.world, operations);
  await holdStill(database);
  const before = await settledRows(database, theirs);
  const writes = await tryWrites(arena, signed.cookies, all, findings);
  say(`${writes} writes from elsewhere`);
  const after = await settledRows(database, theirs);
  for (const line of changedTables(before, after)) findings.add(`a write from elsewhere changed ${line}`);
  const reads = await tryReads(arena, signed, operations, findings);
  const signing = await trySigning(arena, findings);
  const right = await tryRight(arena, signed, findings);
  return {
    tried: writes + reads + signing + right,
    findings: [...findings],
    saw: `${writes} writes with a cookie from elsewhere refused with 403, ${reads} reads that changed nothing, ${signing} times of signing in or out; tokens go on`,
  };
}

export const csrf: Attack = {
  name: 'csrf',
  what: 'writes × origins × sites × media types, by cookie',
  run: attackSessions,
};

import { expect, test } from '../fixtures';
import { sessionCookie } from '../support/people';
import { expectRefusal, fileTicket, leastTicket, pathOf, ticketsPath } from '../support/tickets';

const madeUp = '01h455vb4pex5vsknk084sn02q';

/** Every route that needs a caller. */
const guarded = [
  ['GET', ticketsPath],
  ['POST', ticketsPath],
  ['GET', `${ticketsPath}/support_ticket_${madeUp}`],
  ['PATCH', `${ticketsPath}/support_ticket_${madeUp}`],
  ['POST', `${ticketsPath}/support_ticket_${madeUp}/threads`],
  ['PATCH', '/v2/me'],
  ['GET', '/v2/users'],
  ['POST', '/v2/users'],
  ['PATCH', `/v2/users/client_${madeUp}`],
  ['GET', '/v2/tokens'],
  ['POST', '/v2/tokens'],
  ['DELETE', `/v2/tokens/token_${madeUp}`],
] as const;

test('without credentials every route is UNAUTHORIZED and says how to come', async ({ api }) => {
  for (const [method, path] of guarded) {
    const answer = await api.stranger.send(method, path, method === 'GET' ? {} : { body: leastTicket });
    expectRefusal(answer, 401, 'UNAUTHORIZED');
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  }
  expect((await api.stranger.get(ticketsPath, { 'accept-language': 'en' })).body.error).toBe('Sign in to continue');
});

test('credentials that are not ours are all answered the same', async ({ api, client }) => {
  const wrong = [
    '',
    'Bearer',
    'Bearer ',
    'Bearer x',
    `Bearer hilo_${'a'.repeat(32)}`,
    `Bearer ${client.token}x`,
    `Bearer ${client.token.slice(0, -1)}`,
    `Bearer ${client.token} ${client.token}`,
    `Bearer ${client.token.toUpperCase()}`,
    `Basic ${Buffer.from(`${client.email}:${client.token}`).toString('base64')}`,
    `Token ${client.token}`,
    client.token,
    `Bearer hilo_${'a'.repeat(5000)}`,
  ];
  const bodies = new Set<string>();
  for (const authorization of wrong) {
    const answer = await api.stranger.get(ticketsPath, { authorization });
    expectRefusal(answer, 401, 'UNAUTHORIZED');
    bodies.add(JSON.stringify({ ...answer.body, requestId: '' }));
  }
  expect(bodies.size).toBe(1);
});

test('the word Bearer is known in any case, as its standard says', async ({ api, client }) => {
  for (const word of ['bearer', 'BEARER', 'Bearer ']) {
    expect((await api.stranger.get(ticketsPath, { authorization: `${word} ${client.token}` })).status).toBe(200);
  }
});

test('a wrong token is not rescued by a good session', async ({ api, client }) => {
  const { name, value } = await sessionCookie(client);
  const answer = await api.stranger.get(ticketsPath, {
    authorization: 'Bearer hilo_wrong',
    cookie: `${name}=${value}`,
  });
  expectRefusal(answer, 401, 'UNAUTHORIZED');
});

test('a session reads and writes as its person, from our own pages', async ({ api, client }) => {
  const browser = await api.asBrowserOf(client);
  const ticket = await fileTicket(browser);
  expect((await browser.get(pathOf(ticket))).status).toBe(200);
  expect((await api.client.get(pathOf(ticket))).body.data.client).toBe(ticket.client);
});

test('a cookie that is not ours, or no more, is nobody', async ({ api, client }) => {
  const { name, value } = await sessionCookie(client);
  for (const cookie of [
    `${name}=x`,
    `${name}=`,
    `${name}=${value}x`,
    `${name}=${value.slice(0, -9)}`,
    `other=${value}`,
    `${name}=%`,
  ]) {
    expectRefusal(await api.stranger.get(ticketsPath, { cookie }), 401, 'UNAUTHORIZED');
  }
});

test('a write with a session is refused unless the browser says that our own page made it', async ({
  api,
  admin,
  deskUrl,
}) => {
  const { name, value } = await sessionCookie(admin);
  const cookie = `${name}=${value}`;
  const elsewhere: Record<string, string>[] = [
    {},
    { origin: 'https://elsewhere.example' },
    { origin: 'null' },
    { origin: `${deskUrl}.elsewhere.example` },
    { origin: deskUrl, 'sec-fetch-site': 'cross-site' },
    { origin: deskUrl, 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'none' },
    { referer: `${deskUrl}/tickets/new` },
  ];
  const writes = guarded.filter(([method]) => method !== 'GET');
  expect(writes).toHaveLength(8);
  for (const headers of elsewhere) {
    for (const [method, path] of writes) {
      const answer = await api.stranger.send(method, path, { body: leastTicket, headers: { ...headers, cookie } });
      expectRefusal(answer, 403, 'FORBIDDEN');
    }
  }
  expect((await api.admin.get<{ data: unknown[] }>(`${ticketsPath}?client=me`)).body.data).toEqual([]);
});

test('either sign of our own page is enough, and reading needs none', async ({ api, client, deskUrl }) => {
  const { name, value } = await sessionCookie(client);
  const cookie = `${name}=${value}`;
  for (const headers of [{ origin: deskUrl }, { 'sec-fetch-site': 'same-origin' }] as Record<string, string>[]) {
    expect((await api.stranger.post(ticketsPath, leastTicket, { ...headers, cookie })).status).toBe(201);
  }
  expect((await api.stranger.get(ticketsPath, { cookie })).status).toBe(200);
});

test('with a token the page it comes from makes no difference', async ({ api }) => {
  const headers = { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' };
  expect((await api.client.post(ticketsPath, leastTicket, headers)).status).toBe(201);
});

test('what only admins run is forbidden to clients and agents', async ({ api, client }) => {
  for (const caller of [api.client, api.agent]) {
    expectRefusal(await caller.get('/v2/users'), 403, 'FORBIDDEN');
    const person = { name: 'Nadie', email: 'nadie@test.example', role: 'admin' };
    expectRefusal(await caller.post('/v2/users', person), 403, 'FORBIDDEN');
    expectRefusal(await caller.patch(`/v2/users/client_${madeUp}`, { role: 'admin' }), 403, 'FORBIDDEN');
    const other = (await fileTicket(api.as(client))).client;
    if (caller === api.agent)
      expectRefusal(await caller.post('/v2/tokens', { name: 'x', user: other }), 403, 'FORBIDDEN');
  }
});

import { pool } from '@/lib/platform/db';
import type { TokenObject } from '@/lib/tokens/schema';
import { expect, test } from '../fixtures';
import type { Answer, Api } from '../support/api';
import { expectRefusal, fileTicket, ticketsPath } from '../support/tickets';

interface TokenAnswer {
  data: TokenObject & { token: string };
  message: string;
  error: string;
  details: { field: string }[];
}

const make = (api: Api, body: object): Promise<Answer<TokenAnswer>> => api.post<TokenAnswer>('/v2/tokens', body);

async function listed(api: Api): Promise<TokenObject[]> {
  return (await api.get<{ data: TokenObject[] }>('/v2/tokens')).body.data;
}

test('a token is in the answer that made it and nowhere else', async ({ api, client }) => {
  const made = await make(api.client, { name: ' Formulario web ' });
  expect(made.status).toBe(201);
  const { token, ...rest } = made.body.data;
  expect(token).toMatch(/^hilo_[\w-]{27,}$/);
  expect(rest).toMatchObject({
    name: 'Formulario web',
    prefix: token.slice(0, 9),
    user: { name: client.name, email: client.email, role: 'client' },
    lastUsedAt: null,
    expiresAt: null,
    revokedAt: null,
  });
  const answer = await api.client.get<{ data: TokenObject[] }>('/v2/tokens');
  expect(answer.body.data).toContainEqual(rest);
  expect(answer.text).not.toContain(token);
  const { rows } = await pool.query('SELECT * FROM access_tokens WHERE name = $1', ['Formulario web']);
  expect(JSON.stringify(rows)).not.toContain(token);
});

test('no two tokens are the same', async ({ api }) => {
  const made = await Promise.all(Array.from({ length: 10 }, (_, index) => make(api.client, { name: `n${index}` })));
  expect(new Set(made.map((answer) => answer.body.data.token)).size).toBe(10);
});

test('a token does what its owner may do, and its use is noted', async ({ api }) => {
  const { token, _id } = (await make(api.client, { name: 'programa' })).body.data;
  const program = api.as(token);
  const ticket = await fileTicket(program);
  expect((await api.client.get(`${ticketsPath}/${ticket._id}`)).status).toBe(200);
  expectRefusal(await program.get('/v2/users'), 403, 'FORBIDDEN');
  const used = (await listed(api.client)).find((each) => each._id === _id);
  expect(Math.abs(Date.parse(used?.lastUsedAt ?? '') - Date.now())).toBeLessThan(60_000);
});

test('the time of the last use is written at most once a minute', async ({ api, client }) => {
  const program = api.as((await make(api.client, { name: 'contador' })).body.data.token);
  const lastUsed = async () => {
    const { rows } = await pool.query<{ at: Date }>(
      'SELECT last_used_at AS at FROM access_tokens WHERE user_id = $1 AND name = $2',
      [client.userId, 'contador'],
    );
    return rows[0]?.at.getTime() ?? 0;
  };
  await program.get(ticketsPath);
  const first = await lastUsed();
  await program.get(ticketsPath);
  expect(await lastUsed()).toBe(first);
  await pool.query(
    "UPDATE access_tokens SET last_used_at = now() - interval '61 seconds' WHERE user_id = $1 AND name = $2",
    [client.userId, 'contador'],
  );
  await program.get(ticketsPath);
  expect(await lastUsed()).toBeGreaterThan(first);
});

test('a revoked token opens nothing from the next request on; revoking again changes nothing', async ({ api }) => {
  const { token, _id } = (await make(api.client, { name: 'breve' })).body.data;
  expect((await api.as(token).get(ticketsPath)).status).toBe(200);
  const revoked = await api.client.send<TokenAnswer>('DELETE', `/v2/tokens/${_id}`);
  expect(revoked.status).toBe(200);
  expect(Math.abs(Date.parse(revoked.body.data.revokedAt ?? '') - Date.now())).toBeLessThan(60_000);
  expectRefusal(await api.as(token).get(ticketsPath), 401, 'UNAUTHORIZED');
  const again = await api.client.send<TokenAnswer>('DELETE', `/v2/tokens/${_id}`);
  expect([again.status, again.body.data.revokedAt]).toEqual([200, revoked.body.data.revokedAt]);
});

test('a token revokes itself, and is then nobody', async ({ api }) => {
  const { token, _id } = (await make(api.client, { name: 'suicida' })).body.data;
  expect((await api.as(token).send('DELETE', `/v2/tokens/${_id}`)).status).toBe(200);
  expectRefusal(await api.as(token).send('DELETE', `/v2/tokens/${_id}`), 401, 'UNAUTHORIZED');
});

test('a token lives as many days as it was given, and not a moment longer', async ({ api, client }) => {
  for (const expiresInDays of [1, 30, 3650]) {
    const { expiresAt, createdAt } = (await make(api.client, { name: 'x', expiresInDays })).body.data;
    const days = (Date.parse(expiresAt ?? '') - Date.parse(createdAt)) / 86_400_000;
    expect(Math.abs(days - expiresInDays)).toBeLessThan(0.001);
  }
  const { token } = (await make(api.client, { name: 'vencido', expiresInDays: 1 })).body.data;
  expect((await api.as(token).get(ticketsPath)).status).toBe(200);
  await pool.query('UPDATE access_tokens SET expires_at = now() WHERE user_id = $1 AND name = $2', [
    client.userId,
    'vencido',
  ]);
  expectRefusal(await api.as(token).get(ticketsPath), 401, 'UNAUTHORIZED');
});

test('the tokens of a disabled owner stop at once, and work again when they may enter again', async ({
  api,
  client,
}) => {
  const { token, user } = (await make(api.client, { name: 'programa' })).body.data;
  const browser = await api.asBrowserOf(client);
  expect((await api.admin.patch(`/v2/users/${user._id}`, { disabled: true })).status).toBe(200);
  for (const caller of [api.as(token), api.client, browser])
    expectRefusal(await caller.get(ticketsPath), 401, 'UNAUTHORIZED');
  expect((await api.admin.patch(`/v2/users/${user._id}`, { disabled: false })).status).toBe(200);
  for (const caller of [api.as(token), api.client]) expect((await caller.get(ticketsPath)).status).toBe(200);
  expectRefusal(await browser.get(ticketsPath), 401, 'UNAUTHORIZED');
});

test('everybody lists their own tokens, admins everybody’s', async ({ api }) => {
  const { _id } = (await make(api.client, { name: 'mío' })).body.data;
  const ids = async (caller: Api) => (await listed(caller)).map((token) => token._id);
  expect(await ids(api.client)).toContain(_id);
  expect(await ids(api.agent)).not.toContain(_id);
  expect(new Set((await listed(api.client)).map((token) => token.user.email)).size).toBe(1);
  const made = (await make(api.admin, { name: 'suyo', user: (await fileTicket(api.client)).client })).body.data;
  expect((await api.as(made.token).get('/v2/users')).status).toBe(403);
  expect(await ids(api.client)).toContain(made._id);
  expect(await ids(api.admin)).toContain(made._id);
});

test('only admins make and revoke other people’s tokens', async ({ api }) => {
  const ticket = await fileTicket(api.client);
  const agents = (await fileTicket(api.agent)).client;
  expectRefusal(await make(api.agent, { name: 'x', user: ticket.client }), 403, 'FORBIDDEN');
  expectRefusal(await make(api.client, { name: 'x', user: agents }), 403, 'FORBIDDEN');
  expect((await make(api.client, { name: 'x', user: ticket.client })).status).toBe(201);
  const made = await make(api.admin, { name: 'x', user: agents });
  expect([made.status, made.body.data.user._id.split('_')[0]]).toEqual([201, 'agent']);
  expect((await api.admin.send('DELETE', `/v2/tokens/${made.body.data._id}`)).status).toBe(200);
  expectRefusal(await api.as(made.body.data.token).get(ticketsPath), 401, 'UNAUTHORIZED');
});

test('what a token cannot be is refused by field', async ({ api }) => {
  const cases: [string, string, unknown[]][] = [
    ['name', 'NAME_REQUIRED', [undefined, null, '', '  ']],
    ['name', 'INVALID_NAME', [7, [], 'x'.repeat(101), 'a\0', 'a\nb', '\ud800']],
    ['user', 'INVALID_USER', [7, {}, 'x'.repeat(101)]],
    ['expiresInDays', 'INVALID_EXPIRES_IN_DAYS', [0, -1, 1.5, '30', 3651, true, []]],
  ];
  for (const [field, code, values] of cases) {
    for (const value of values) {
      const answer = await make(api.admin, { name: 'x', [field]: value });
      expectRefusal(answer, 400, code);
      expect(answer.body.details[0]?.field).toBe(field);
      expect(answer.body.error).not.toContain('_');
    }
  }
  for (const user of ['', 'x', 'client_', 'client_01h455vb4pex5vsknk084sn02q', 'token_01h455vb4pex5vsknk084sn02q']) {
    expectRefusal(await make(api.admin, { name: 'x', user }), 404, 'USER_NOT_FOUND');
  }
  for (const id of ['x', 'token_', 'client_01h455vb4pex5vsknk084sn02q', 'token_01h455vb4pex5vsknk084sn02q', '%00']) {
    expectRefusal(await api.admin.send('DELETE', `/v2/tokens/${id}`), 404, 'TOKEN_NOT_FOUND');
  }
});

test('other properties of a token set nothing', async ({ api }) => {
  const more = {
    token: 'hilo_mine',
    prefix: 'x',
    expiresAt: '2000-01-01T00:00:00Z',
    revokedAt: 'x',
    lastUsedAt: 'x',
    userId: 'x',
    role: 'admin',
  };
  const { data } = (await make(api.client, { name: 'x', expiresInDays: null, user: null, ...more })).body;
  expect(data).toMatchObject({ expiresAt: null, revokedAt: null, lastUsedAt: null, user: { role: 'client' } });
  expect(data.token).not.toBe('hilo_mine');
});

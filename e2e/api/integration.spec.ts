import { pool } from '@/lib/platform/db';
import { expect, test } from '../fixtures';
import type { Api } from '../support/api';
import { expectRefusal, leastTicket, pathOf, readTicket, ticketsPath } from '../support/tickets';

const newEmail = () => `cliente-${crypto.randomUUID()}@test.example`;

/** A token of an admin's making that files for any client. */
async function integrationOf(admin: Api, fields: object = {}): Promise<string> {
  const body = { name: 'CRM', integration: true, ...fields };
  const made = await admin.post<{ data: { token: string } }>('/v2/tokens', body);
  expect(made.status, made.text).toBe(201);
  return made.body.data.token;
}

const file = (by: Api, client: unknown, headers?: Record<string, string>) =>
  by.post(ticketsPath, { ...leastTicket, client }, headers);

async function usersNamed(email: string): Promise<{ name: string; role: string }[]> {
  return (await pool.query<{ name: string; role: string }>('SELECT name, role FROM users WHERE email = $1', [email]))
    .rows;
}

test('an integration files for a client whom the desk knows, who follows the ticket as their own', async ({
  api,
  client,
}) => {
  const by = api.as(await integrationOf(api.admin));
  const filed = await file(by, { email: client.email });
  expect(filed.status, filed.text).toBe(201);
  const ticket = await readTicket(api.client, filed.body.data);
  expect(ticket).toEqual(filed.body.data);
  expect(ticket.threads?.map(({ author, type }) => [author, type])).toEqual([[ticket.client, 'user']]);
  expect((await api.client.post(`${pathOf(ticket)}/threads`, { message: 'Gracias' })).status).toBe(201);
});

test('and for one whom it does not know: who is then a client, by that name, in whatever case they are written', async ({
  api,
}) => {
  const [by, email] = [api.as(await integrationOf(api.admin)), newEmail()];
  const first = await file(by, { email: `  ${email.toUpperCase()} `, name: ' Laura Gómez ' });
  const second = await file(by, { email, name: 'Otra' });
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(first.body.data.client).toMatch(/^client_/);
  expect(second.body.data.client).toBe(first.body.data.client);
  expect(await usersNamed(email)).toEqual([{ name: 'Laura Gómez', role: 'client' }]);
  const [nameless, longest] = [newEmail(), `${'a'.repeat(240)}@test.example`];
  for (const each of [nameless, longest]) expect((await file(by, { email: each, name: null })).status).toBe(201);
  expect(await usersNamed(nameless)).toEqual([{ name: nameless.split('@')[0], role: 'client' }]);
  expect(await usersNamed(longest)).toEqual([{ name: 'a'.repeat(200), role: 'client' }]);
});

test('an integration that belongs to a client files for others and does not read what it filed', async ({
  api,
  makePerson,
}) => {
  const robot = await makePerson('client');
  const own = await api.as(robot).post(ticketsPath, leastTicket);
  const by = api.as(await integrationOf(api.admin, { user: own.body.data.client, scopes: ['tickets:write'] }));
  const filed = await file(by, { email: newEmail() });
  expect(filed.status).toBe(201);
  expect((await file(by, undefined)).body.data.client).toBe(own.body.data.client);
  expectRefusal(await api.as(robot).get(pathOf(filed.body.data)), 404, 'TICKET_NOT_FOUND');
});

test('nobody else files for others, whatever their role, not even for themselves; and makes nobody by trying', async ({
  api,
  client,
  agent,
  admin,
}) => {
  const email = newEmail();
  const browser = await api.asBrowserOf(admin);
  for (const caller of [api.client, api.agent, api.admin, browser]) {
    for (const each of [email, client.email, agent.email, admin.email])
      expectRefusal(await file(caller, { email: each }), 403, 'FORBIDDEN');
  }
  expect(await usersNamed(email)).toEqual([]);
  const reader = api.as(await integrationOf(api.admin, { scopes: ['tickets:read'] }));
  expectRefusal(await file(reader, { email }), 403, 'FORBIDDEN');
  expect(await usersNamed(email)).toEqual([]);
});

test('staff and disabled people are nobody’s client', async ({ api, agent, admin, makePerson }) => {
  const by = api.as(await integrationOf(api.admin));
  const gone = await makePerson('client');
  await pool.query('UPDATE users SET disabled_at = now() WHERE id = $1', [gone.userId]);
  for (const email of [agent.email, admin.email, gone.email, agent.email.toUpperCase()]) {
    const answer = await file(by, { email });
    expectRefusal(answer, 400, 'INVALID_CLIENT');
    expect(answer.body.details.map(({ field, message }) => [field, message])).toEqual([['client', 'INVALID_CLIENT']]);
  }
  expect((await file(by, { email: agent.email }, { 'accept-language': 'en' })).body.error).toBe(
    'The client is not valid',
  );
});

test('a client that is none is refused by what is wrong with it', async ({ api }) => {
  const by = api.as(await integrationOf(api.admin));
  const email = newEmail();
  const cases: [string, unknown[]][] = [
    ['EMAIL_REQUIRED', [{}, { name: 'Ana' }, { email: null }, { email: '' }, { email: '  ' }]],
    [
      'INVALID_EMAIL',
      ['x', 'x@', '@x.co', 'a b@x.co', 'a@x', 7, {}, [], 'ñ@x.co', 'a\0@x.co', `${'a'.repeat(330)}@x.co`].map(
        (wrong) => ({ email: wrong }),
      ),
    ],
    ['NAME_REQUIRED', [{ email, name: ' ' }]],
    [
      'INVALID_NAME',
      [
        { email, name: 'x'.repeat(201) },
        { email, name: 'a\0' },
        { email, name: 7 },
      ],
    ],
  ];
  for (const [code, clients] of cases) {
    for (const client of clients) {
      const answer = await file(by, client);
      expectRefusal(answer, 400, code);
      expect(answer.body.details[0]).toMatchObject({
        field: 'client',
        message: code,
        path: expect.stringMatching(/^client\./),
      });
    }
  }
  // Every problem is told at once, the ticket's own first.
  const both = await by.post(ticketsPath, { ...leastTicket, title: '', client: { email: 'x' } });
  expect(both.body.details.map(({ message }) => message)).toEqual(['TITLE_REQUIRED', 'INVALID_EMAIL']);
  expect(await usersNamed(email)).toEqual([]);
});

test('a client that is a text or no object at all sets nothing, whoever sends it', async ({ api, client }) => {
  const own = (await api.client.post(ticketsPath, leastTicket)).body.data.client;
  const by = await integrationOf(api.admin);
  for (const value of [own, client.email, '', null, 7, true, [], [{ email: client.email }]]) {
    for (const caller of [api.client, api.agent, api.as(by)]) {
      const answer = await file(caller, value);
      expect(answer.status, `${JSON.stringify(value)}: ${answer.text}`).toBe(201);
      expect(answer.body.data.client === own).toBe(caller === api.client);
    }
  }
});

test('a key repeats the first answer; for another client it is a mismatch and makes nobody', async ({ api }) => {
  const [by, email, other] = [api.as(await integrationOf(api.admin)), newEmail(), newEmail()];
  const headers = { 'idempotency-key': 'pedido 77' };
  const first = await file(by, { email }, headers);
  const again = await file(by, { email: email.toUpperCase() }, headers);
  expect([first.status, again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 201, 'true']);
  expect(again.body.data).toEqual(first.body.data);
  for (const wrong of [{ email: other }, { email, name: 'Con nombre' }, undefined])
    expectRefusal(await file(by, wrong, headers), 422, 'IDEMPOTENCY_KEY_MISMATCH');
  expect(await usersNamed(other)).toEqual([]);
});

test('many at once for one new client make one client', async ({ api }) => {
  const [by, email] = [api.as(await integrationOf(api.admin)), newEmail()];
  const answers = await Promise.all(Array.from({ length: 10 }, () => file(by, { email })));
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(201));
  expect(new Set(answers.map(({ body }) => body.data.client)).size).toBe(1);
  expect(new Set(answers.map(({ body }) => body.data._id)).size).toBe(10);
  expect(await usersNamed(email)).toHaveLength(1);
});

import { type Scope, scopes, type TokenObject } from '@/lib/tokens/schema';
import { expect, test } from '../fixtures';
import type { Api } from '../support/api';
import { expectRefusal, fileTicket, leastTicket, pathOf, readTicket, ticketsPath } from '../support/tickets';

interface Route {
  method: string;
  path: string;
  /** What a token must be for; `account` is for those of all scopes. */
  scope: Scope | 'account';
  body?: object;
  /** The answer to whom it is open. */
  status: number;
}

const madeUp = '01h455vb4pex5vsknk084sn02q';
const webhook = `/v2/webhooks/webhook_${madeUp}`;
const delivery = `${webhook}/deliveries/msg_${madeUp}`;

/** Every route of webhooks, as it answers of one that there is not. */
const webhookRoutes: Route[] = [
  { method: 'GET', path: '/v2/webhooks', scope: 'webhooks', status: 200 },
  { method: 'POST', path: '/v2/webhooks', scope: 'webhooks', body: {}, status: 400 },
  { method: 'GET', path: webhook, scope: 'webhooks', status: 404 },
  { method: 'PATCH', path: webhook, scope: 'webhooks', body: { enabled: true }, status: 404 },
  { method: 'DELETE', path: webhook, scope: 'webhooks', status: 404 },
  { method: 'POST', path: `${webhook}/test`, scope: 'webhooks', status: 404 },
  { method: 'POST', path: `${webhook}/secret`, scope: 'webhooks', status: 404 },
  { method: 'GET', path: `${webhook}/deliveries`, scope: 'webhooks', status: 404 },
  { method: 'POST', path: `${webhook}/deliveries/resend`, scope: 'webhooks', body: {}, status: 400 },
  { method: 'GET', path: delivery, scope: 'webhooks', status: 404 },
  { method: 'POST', path: `${delivery}/resend`, scope: 'webhooks', status: 404 },
];

/** Every route that asks for a caller, with a request that gets past the question who it is. */
function routesOf(ticket: string, user: string, token: string): Route[] {
  return [
    ...webhookRoutes,
    { method: 'GET', path: '/v2/teams', scope: 'tickets:read', status: 200 },
    { method: 'POST', path: '/v2/teams', scope: 'tickets:write', body: {}, status: 400 },
    { method: 'PATCH', path: `/v2/teams/team_${madeUp}`, scope: 'tickets:write', body: {}, status: 404 },
    { method: 'DELETE', path: `/v2/teams/team_${madeUp}`, scope: 'tickets:write', status: 404 },
    { method: 'GET', path: '/v2/agents', scope: 'tickets:read', status: 200 },
    { method: 'GET', path: '/v2/bulk', scope: 'tickets:read', status: 200 },
    { method: 'POST', path: '/v2/bulk', scope: 'tickets:write', body: {}, status: 400 },
    { method: 'GET', path: `/v2/bulk/bulk_${madeUp}`, scope: 'tickets:read', status: 404 },
    { method: 'POST', path: `/v2/bulk/bulk_${madeUp}/undo`, scope: 'tickets:write', status: 404 },
    { method: 'GET', path: '/v2/macros', scope: 'tickets:read', status: 200 },
    { method: 'POST', path: '/v2/macros', scope: 'tickets:write', body: {}, status: 400 },
    { method: 'PATCH', path: `/v2/macros/macro_${madeUp}`, scope: 'tickets:write', body: {}, status: 404 },
    { method: 'DELETE', path: `/v2/macros/macro_${madeUp}`, scope: 'tickets:write', status: 404 },
    { method: 'POST', path: `${ticket}/macros/macro_${madeUp}`, scope: 'tickets:write', status: 404 },
    { method: 'GET', path: '/v2/desk/find?q=x', scope: 'tickets:read', status: 200 },
    { method: 'GET', path: '/v2/changes', scope: 'tickets:read', status: 200 },
    { method: 'GET', path: '/v2/events?cursor=x', scope: 'tickets:read', status: 400 },
    { method: 'POST', path: '/v2/attachments', scope: 'tickets:write', status: 400 },
    { method: 'GET', path: `/v2/attachments/attachment_${madeUp}`, scope: 'tickets:read', status: 404 },
    { method: 'DELETE', path: `/v2/attachments/attachment_${madeUp}`, scope: 'tickets:write', status: 404 },
    { method: 'GET', path: `/v2/attachments/attachment_${madeUp}/x.txt`, scope: 'tickets:read', status: 404 },
    { method: 'POST', path: '/v2/attachments/tus', scope: 'tickets:write', status: 412 },
    { method: 'HEAD', path: `/v2/attachments/tus/attachment_${madeUp}`, scope: 'tickets:write', status: 412 },
    { method: 'PATCH', path: `/v2/attachments/tus/attachment_${madeUp}`, scope: 'tickets:write', status: 412 },
    { method: 'DELETE', path: `/v2/attachments/tus/attachment_${madeUp}`, scope: 'tickets:write', status: 412 },
    { method: 'GET', path: '/v2/export?cursor=x', scope: 'export', status: 400 },
    { method: 'GET', path: ticketsPath, scope: 'tickets:read', status: 200 },
    { method: 'HEAD', path: ticketsPath, scope: 'tickets:read', status: 200 },
    { method: 'POST', path: ticketsPath, scope: 'tickets:write', body: leastTicket, status: 201 },
    { method: 'GET', path: ticket, scope: 'tickets:read', status: 200 },
    { method: 'PATCH', path: ticket, scope: 'tickets:write', body: { priority: 'low' }, status: 200 },
    { method: 'POST', path: `${ticket}/threads`, scope: 'tickets:write', body: { message: 'x' }, status: 201 },
    { method: 'POST', path: `${ticket}/merge`, scope: 'tickets:write', body: {}, status: 400 },
    { method: 'POST', path: `${ticket}/unmerge`, scope: 'tickets:write', status: 409 },
    { method: 'POST', path: `${ticket}/split`, scope: 'tickets:write', body: {}, status: 400 },
    { method: 'GET', path: `${ticket}/links`, scope: 'tickets:read', status: 200 },
    { method: 'POST', path: `${ticket}/links`, scope: 'tickets:write', body: {}, status: 400 },
    { method: 'DELETE', path: `${ticket}/links/link_${madeUp}`, scope: 'tickets:write', status: 404 },
    { method: 'GET', path: `${ticket}/history`, scope: 'tickets:read', status: 200 },
    { method: 'GET', path: `${ticket}/presence`, scope: 'tickets:read', status: 200 },
    { method: 'PUT', path: `${ticket}/presence`, scope: 'tickets:write', body: {}, status: 400 },
    { method: 'GET', path: `${ticket}/rating`, scope: 'tickets:read', status: 200 },
    { method: 'PUT', path: `${ticket}/rating`, scope: 'tickets:write', body: {}, status: 400 },
    { method: 'GET', path: '/v2/desk/tickets', scope: 'tickets:read', status: 200 },
    { method: 'GET', path: '/v2/desk/queues', scope: 'tickets:read', status: 200 },
    { method: 'GET', path: '/v2/desk/search?q=x', scope: 'tickets:read', status: 200 },
    { method: 'GET', path: '/v2/desk/suggestions?q=x', scope: 'tickets:read', status: 200 },
    { method: 'GET', path: '/v2/views', scope: 'tickets:read', status: 200 },
    { method: 'POST', path: '/v2/views', scope: 'tickets:write', body: {}, status: 400 },
    { method: 'PUT', path: '/v2/views/order', scope: 'tickets:write', body: {}, status: 400 },
    { method: 'PATCH', path: `/v2/views/view_${madeUp}`, scope: 'tickets:write', body: {}, status: 404 },
    { method: 'DELETE', path: `/v2/views/view_${madeUp}`, scope: 'tickets:write', status: 404 },
    { method: 'GET', path: '/v2/desk/tickets/999999999', scope: 'tickets:read', status: 404 },
    { method: 'GET', path: `${ticket}/draft`, scope: 'tickets:read', status: 200 },
    { method: 'PUT', path: `${ticket}/draft`, scope: 'tickets:write', body: {}, status: 400 },
    { method: 'DELETE', path: `${ticket}/draft`, scope: 'tickets:write', status: 200 },
    { method: 'POST', path: `${ticket}/outbox`, scope: 'tickets:write', body: {}, status: 400 },
    { method: 'GET', path: '/v2/outbox', scope: 'tickets:read', status: 200 },
    { method: 'DELETE', path: `/v2/outbox/outgoing_${madeUp}`, scope: 'tickets:write', status: 404 },
    { method: 'POST', path: `/v2/outbox/outgoing_${madeUp}/send`, scope: 'tickets:write', body: {}, status: 404 },
    { method: 'GET', path: '/v2/fields', scope: 'tickets:read', status: 200 },
    { method: 'POST', path: '/v2/fields', scope: 'tickets:write', body: {}, status: 400 },
    { method: 'PATCH', path: `/v2/fields/field_${madeUp}`, scope: 'tickets:write', body: {}, status: 404 },
    { method: 'DELETE', path: `/v2/fields/field_${madeUp}`, scope: 'tickets:write', status: 404 },
    { method: 'GET', path: `/v2/clients/${user}`, scope: 'tickets:read', status: 200 },
    { method: 'GET', path: `/v2/clients/${user}/notes`, scope: 'tickets:read', status: 200 },
    { method: 'POST', path: `/v2/clients/${user}/notes`, scope: 'tickets:write', body: { text: 'x' }, status: 201 },
    {
      method: 'PATCH',
      path: `/v2/clients/${user}/notes/note_${madeUp}`,
      scope: 'tickets:write',
      body: { text: 'x' },
      status: 404,
    },
    { method: 'DELETE', path: `/v2/clients/${user}/notes/note_${madeUp}`, scope: 'tickets:write', status: 404 },
    { method: 'GET', path: '/v2/notifications', scope: 'tickets:read', status: 200 },
    { method: 'GET', path: '/v2/notifications/unread', scope: 'tickets:read', status: 200 },
    { method: 'POST', path: '/v2/notifications/read', scope: 'tickets:write', body: {}, status: 200 },
    { method: 'GET', path: '/v2/notifications/settings', scope: 'tickets:read', status: 200 },
    { method: 'PUT', path: '/v2/notifications/settings', scope: 'tickets:write', body: {}, status: 200 },
    { method: 'GET', path: '/v2/users', scope: 'account', status: 200 },
    { method: 'POST', path: '/v2/users', scope: 'account', body: { name: 'x' }, status: 400 },
    { method: 'PATCH', path: `/v2/users/${user}`, scope: 'account', body: { name: 'Otro' }, status: 200 },
    { method: 'PATCH', path: '/v2/me', scope: 'account', body: { name: 'Otra' }, status: 200 },
    { method: 'GET', path: '/v2/tokens', scope: 'account', status: 200 },
    { method: 'POST', path: '/v2/tokens', scope: 'account', body: { name: 'x' }, status: 201 },
    { method: 'DELETE', path: `/v2/tokens/${token}`, scope: 'account', status: 200 },
  ];
}

async function tokenFor(api: Api, fields: object): Promise<TokenObject & { token: string }> {
  const made = await api.post<{ data: TokenObject & { token: string } }>('/v2/tokens', { name: 'x', ...fields });
  expect(made.status, made.text).toBe(201);
  return made.body.data;
}

interface Document {
  paths: Record<string, Record<string, { security?: object[] }>>;
}

test('the table above names every operation that asks for a token, but the tools of assistants', async ({ api }) => {
  const { body } = await api.stranger.get<Document>('/v2/openapi.json');
  const named = routesOf(`${ticketsPath}/x`, 'x', 'x').map(({ method, path }) => `${method} ${path.split('?')[0]}`);
  const asking = Object.entries(body.paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([, { security }]) => security !== undefined && security.length > 0)
      .map(([method]) => new RegExp(`^${method.toUpperCase()} ${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`)),
  );
  expect(asking.length).toBeGreaterThan(15);
  const missing = asking.filter((pattern) => !named.some((route) => pattern.test(route))).map(String);
  expect(missing.filter((pattern) => !pattern.includes('mcp'))).toEqual([]);
});

const send = (caller: Api, { method, path, body }: Route) => caller.send(method, path, body ? { body } : {});

test('a token does what it is for and nothing else, by every route', async ({ api }) => {
  const ticket = await fileTicket(api.client);
  const spare = await tokenFor(api.admin, { user: ticket.client });
  const routes = routesOf(pathOf(ticket), ticket.client, spare._id);
  for (const held of scopes) {
    const caller = api.as((await tokenFor(api.admin, { scopes: [held] })).token);
    for (const route of routes) {
      const what = `${route.method} ${route.path} with ${held}`;
      const answer = await send(caller, route);
      if (route.scope === held) {
        expect(answer.status, what).toBe(route.status);
        continue;
      }
      if (route.method === 'HEAD') expect(answer.status, what).toBe(403);
      else expectRefusal(answer, 403, 'FORBIDDEN');
      const lacked = route.scope === 'account' ? scopes.join(' ') : route.scope;
      const challenge = `Bearer error="insufficient_scope", scope="${lacked}"`;
      expect(answer.headers.get('www-authenticate'), what).toBe(challenge);
    }
  }
  // What was refused was not done: one reply by the one token that may write.
  const { threads = [] } = await readTicket(api.client, ticket);
  expect(threads.filter(({ message }) => message === 'x')).toHaveLength(1);
  expect((await api.as(spare.token).get(ticketsPath)).status).toBe(200);
});

test('the account opens to a token of all scopes, and to none that lacks a single one', async ({ api }) => {
  const ticket = await fileTicket(api.client);
  const spare = await tokenFor(api.admin, { user: ticket.client });
  const account = routesOf(pathOf(ticket), ticket.client, spare._id).filter(({ scope }) => scope === 'account');
  expect(account).toHaveLength(7);
  for (const missing of scopes) {
    const few = scopes.filter((scope) => scope !== missing);
    const caller = api.as((await tokenFor(api.admin, { scopes: few })).token);
    for (const route of account) expectRefusal(await send(caller, route), 403, 'FORBIDDEN');
  }
  const all = api.as((await tokenFor(api.admin, { scopes: scopes.toReversed() })).token);
  for (const route of account) expect((await send(all, route)).status, route.path).toBe(route.status);
});

test('what a token is for is kept once and in order, and is everything when nothing is said', async ({ api }) => {
  const made = async (wished: unknown) => (await tokenFor(api.client, { scopes: wished })).scopes;
  expect(await made(['export', 'tickets:read', 'export'])).toEqual(['tickets:read', 'export']);
  expect(await made(null)).toEqual(scopes);
  expect(await made(undefined)).toEqual(scopes);
  for (const wrong of [[], 'tickets:read', ['tickets'], ['tickets:read', 7], {}, 7, ['TICKETS:READ'], ['*']]) {
    expectRefusal(await api.client.post('/v2/tokens', { name: 'x', scopes: wrong }), 400, 'INVALID_SCOPES');
  }
});

test('a scope gives no rights that the token’s owner has not', async ({ api }) => {
  const others = await fileTicket(api.agent);
  const { token } = await tokenFor(api.client, { scopes: ['tickets:read', 'tickets:write'] });
  const caller = api.as(token);
  expectRefusal(await caller.get(pathOf(others)), 404, 'TICKET_NOT_FOUND');
  const refused = await caller.patch(pathOf(await fileTicket(caller)), { priority: 'low' });
  expectRefusal(refused, 403, 'FORBIDDEN');
  // Not for want of a scope, so none is named.
  expect(refused.headers.get('www-authenticate')).toBeNull();
});

test('only admins make an integration’s token or give one a limit of its own', async ({ api }) => {
  for (const caller of [api.client, api.agent]) {
    for (const more of [{ integration: true }, { rateLimit: 5 }])
      expectRefusal(await caller.post('/v2/tokens', { name: 'x', ...more }), 403, 'FORBIDDEN');
    expect(await tokenFor(caller, { integration: false, rateLimit: null })).toMatchObject({
      integration: false,
      rateLimit: null,
    });
  }
  const made = { integration: true, rateLimit: 5 };
  expect(await tokenFor(api.admin, made)).toMatchObject(made);
  for (const [field, code, values] of [
    ['integration', 'INVALID_INTEGRATION', ['yes', 1, []]],
    ['rateLimit', 'INVALID_RATE_LIMIT', [0, -1, 1.5, '5', 1_000_001, true]],
  ] as const) {
    for (const value of values)
      expectRefusal(await api.admin.post('/v2/tokens', { name: 'x', [field]: value }), 400, code);
  }
});

test('a token made with a token gets neither more time nor a wider limit', async ({ api }) => {
  const own = api.as((await tokenFor(api.admin, { expiresInDays: 2, rateLimit: 50 })).token);
  const made = await tokenFor(own, { expiresInDays: 300, rateLimit: 5000 });
  expect(made.rateLimit).toBe(50);
  expect(Date.parse(made.expiresAt ?? '') - Date.now()).toBeLessThanOrEqual(2 * 86_400_000);
  expect(await tokenFor(own, {})).toMatchObject({ rateLimit: 50, expiresAt: made.expiresAt });
});

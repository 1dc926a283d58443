import { expect, test } from '../fixtures';
import { expectRefusal, fileTicket, pathOf, ticketsPath } from '../support/tickets';

const madeUp = '01h455vb4pex5vsknk084sn02q';

/** Every route of the API with the methods that it takes. */
const routes: Record<string, string> = {
  [ticketsPath]: 'GET, HEAD, POST, OPTIONS',
  [`${ticketsPath}/support_ticket_${madeUp}`]: 'GET, HEAD, PATCH, OPTIONS',
  [`${ticketsPath}/support_ticket_${madeUp}/threads`]: 'POST, OPTIONS',
  [`${ticketsPath}/support_ticket_${madeUp}/merge`]: 'POST, OPTIONS',
  [`${ticketsPath}/support_ticket_${madeUp}/unmerge`]: 'POST, OPTIONS',
  [`${ticketsPath}/support_ticket_${madeUp}/split`]: 'POST, OPTIONS',
  [`${ticketsPath}/support_ticket_${madeUp}/links`]: 'GET, HEAD, POST, OPTIONS',
  [`${ticketsPath}/support_ticket_${madeUp}/links/link_${madeUp}`]: 'DELETE, OPTIONS',
  [`${ticketsPath}/support_ticket_${madeUp}/history`]: 'GET, HEAD, OPTIONS',
  [`${ticketsPath}/support_ticket_${madeUp}/presence`]: 'GET, HEAD, PUT, OPTIONS',
  [`${ticketsPath}/support_ticket_${madeUp}/rating`]: 'GET, HEAD, PUT, OPTIONS',
  '/v2/desk/tickets': 'GET, HEAD, OPTIONS',
  '/v2/desk/queues': 'GET, HEAD, OPTIONS',
  '/v2/desk/search': 'GET, HEAD, OPTIONS',
  '/v2/desk/suggestions': 'GET, HEAD, OPTIONS',
  '/v2/views': 'GET, HEAD, POST, OPTIONS',
  '/v2/views/order': 'PUT, OPTIONS',
  [`/v2/views/view_${madeUp}`]: 'PATCH, DELETE, OPTIONS',
  '/v2/desk/tickets/1': 'GET, HEAD, OPTIONS',
  [`${ticketsPath}/support_ticket_${madeUp}/draft`]: 'GET, HEAD, PUT, DELETE, OPTIONS',
  [`${ticketsPath}/support_ticket_${madeUp}/outbox`]: 'POST, OPTIONS',
  '/v2/outbox': 'GET, HEAD, OPTIONS',
  [`/v2/outbox/outgoing_${madeUp}`]: 'DELETE, OPTIONS',
  [`/v2/outbox/outgoing_${madeUp}/send`]: 'POST, OPTIONS',
  [`${ticketsPath}/support_ticket_${madeUp}/macros/macro_${madeUp}`]: 'POST, OPTIONS',
  '/v2/macros': 'GET, HEAD, POST, OPTIONS',
  [`/v2/macros/macro_${madeUp}`]: 'PATCH, DELETE, OPTIONS',
  '/v2/desk/find': 'GET, HEAD, OPTIONS',
  '/v2/users': 'GET, HEAD, POST, OPTIONS',
  [`/v2/users/client_${madeUp}`]: 'PATCH, OPTIONS',
  '/v2/fields': 'GET, HEAD, POST, OPTIONS',
  [`/v2/fields/field_${madeUp}`]: 'PATCH, DELETE, OPTIONS',
  [`/v2/clients/client_${madeUp}`]: 'GET, HEAD, OPTIONS',
  [`/v2/clients/client_${madeUp}/notes`]: 'GET, HEAD, POST, OPTIONS',
  [`/v2/clients/client_${madeUp}/notes/note_${madeUp}`]: 'PATCH, DELETE, OPTIONS',
  '/v2/notifications': 'GET, HEAD, OPTIONS',
  '/v2/notifications/unread': 'GET, HEAD, OPTIONS',
  '/v2/notifications/read': 'POST, OPTIONS',
  '/v2/notifications/settings': 'GET, HEAD, PUT, OPTIONS',
  '/v2/teams': 'GET, HEAD, POST, OPTIONS',
  [`/v2/teams/team_${madeUp}`]: 'PATCH, DELETE, OPTIONS',
  '/v2/agents': 'GET, HEAD, OPTIONS',
  '/v2/bulk': 'GET, HEAD, POST, OPTIONS',
  [`/v2/bulk/bulk_${madeUp}`]: 'GET, HEAD, OPTIONS',
  [`/v2/bulk/bulk_${madeUp}/undo`]: 'POST, OPTIONS',
  '/v2/changes': 'GET, HEAD, OPTIONS',
  '/v2/events': 'GET, HEAD, OPTIONS',
  '/v2/me': 'PATCH, OPTIONS',
  '/v2/registrations': 'POST, OPTIONS',
  '/v2/tokens': 'GET, HEAD, POST, OPTIONS',
  [`/v2/tokens/token_${madeUp}`]: 'DELETE, OPTIONS',
  '/v2/webhooks': 'GET, HEAD, POST, OPTIONS',
  [`/v2/webhooks/webhook_${madeUp}`]: 'GET, HEAD, PATCH, DELETE, OPTIONS',
  [`/v2/webhooks/webhook_${madeUp}/secret`]: 'POST, OPTIONS',
  [`/v2/webhooks/webhook_${madeUp}/test`]: 'POST, OPTIONS',
  [`/v2/webhooks/webhook_${madeUp}/deliveries`]: 'GET, HEAD, OPTIONS',
  [`/v2/webhooks/webhook_${madeUp}/deliveries/resend`]: 'POST, OPTIONS',
  [`/v2/webhooks/webhook_${madeUp}/deliveries/msg_${madeUp}`]: 'GET, HEAD, OPTIONS',
  [`/v2/webhooks/webhook_${madeUp}/deliveries/msg_${madeUp}/resend`]: 'POST, OPTIONS',
  '/v2/export': 'GET, HEAD, OPTIONS',
  '/v2/attachments': 'POST, OPTIONS',
  [`/v2/attachments/attachment_${madeUp}`]: 'GET, HEAD, DELETE, OPTIONS',
  [`/v2/attachments/attachment_${madeUp}/x.txt`]: 'GET, HEAD, OPTIONS',
  '/v2/attachments/tus': 'POST, OPTIONS',
  [`/v2/attachments/tus/attachment_${madeUp}`]: 'HEAD, PATCH, DELETE, OPTIONS',
};

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

test('a method that a route does not take is a 405 that names those it takes, whoever asks', async ({ api }) => {
  for (const [path, allow] of Object.entries(routes)) {
    const refused = methods.filter((method) => !allow.split(', ').includes(method));
    expect(refused.length).toBeGreaterThan(1);
    for (const method of refused) {
      for (const caller of [api.stranger, api.client, api.admin]) {
        const answer = await caller.send(method, path, method === 'GET' || method === 'HEAD' ? {} : { body: {} });
        expect(answer.headers.get('allow'), `${method} ${path}`).toBe(allow);
        if (method === 'HEAD') expect([answer.status, answer.text]).toEqual([405, '']);
        else expectRefusal(answer, 405, 'METHOD_NOT_ALLOWED');
      }
    }
  }
});

test('OPTIONS tells the methods and opens nothing to other sites', async ({ api }) => {
  for (const [path, allow] of Object.entries(routes)) {
    const headers = { origin: 'https://elsewhere.example', 'access-control-request-method': 'POST' };
    const answer = await api.stranger.send('OPTIONS', path, { headers });
    expect([answer.status, answer.headers.get('allow'), answer.text]).toEqual([204, allow, '']);
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
  }
});

test('a path under /v2 that is no resource is NOT_FOUND, in both languages, by every method', async ({ api }) => {
  const paths = [
    '/v2',
    '/v2/nothing',
    '/v2/support-tickets/a/b/c',
    '/v2/support-ticket',
    '/v2/Support-Tickets',
    '/v2/users/a/b',
    '/v2/me/x',
  ];
  for (const path of paths) {
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      const answer = await api.client.send(method, path, method === 'GET' ? {} : { body: {} });
      expectRefusal(answer, 404, 'NOT_FOUND');
    }
    const head = await api.client.send('HEAD', path);
    expect([head.status, head.text]).toEqual([404, '']);
  }
  const english = await api.stranger.get('/v2/nothing', { 'accept-language': 'en' });
  expect(english.body.error).toBe('There is nothing here');
});

test('a method that nothing knows is refused in the same words', async ({ api }) => {
  for (const path of ['/v2/nothing', ticketsPath, '/sign-in']) {
    expectRefusal(await api.stranger.send('PROPFIND', path), 405, 'METHOD_NOT_ALLOWED');
  }
});

test('paths that are hardly paths are refused, never a 500', async ({ api }) => {
  for (const path of [
    '%00',
    '%',
    '%E0%A4%A',
    '%ff',
    '..%2f..%2fetc%2fpasswd',
    "'",
    '%22',
    '0',
    '-1',
    'null',
    'x'.repeat(4000),
  ]) {
    for (const [method, tail] of [
      ['GET', ''],
      ['PATCH', ''],
      ['POST', '/threads'],
    ] as const) {
      const options = method === 'GET' ? {} : { body: { message: 'x' } };
      const answer = await api.client.send(method, `${ticketsPath}/${path}${tail}`, options);
      expect([400, 404], `${method} ${path}: ${answer.text.slice(0, 200)}`).toContain(answer.status);
    }
  }
});

test('HEAD answers as GET does, without the body', async ({ api }) => {
  const ticket = await fileTicket(api.client);
  for (const path of [ticketsPath, pathOf(ticket), '/v2/tokens']) {
    const [get, head] = [await api.client.get(path), await api.client.send('HEAD', path)];
    expect([head.status, head.text]).toEqual([200, '']);
    for (const name of ['content-type', 'etag', 'cache-control'])
      expect(head.headers.get(name), name).toBe(get.headers.get(name));
  }
  expect((await api.client.send('HEAD', '/v2/users')).status).toBe(403);
  expect((await api.admin.send('HEAD', '/v2/users')).status).toBe(200);
  expect((await api.stranger.send('HEAD', pathOf(ticket))).status).toBe(401);
});

test('every answer names its request, each by another name, and is for nobody’s cache', async ({ api }) => {
  const ticket = await fileTicket(api.client);
  const answers = await Promise.all([
    api.client.get(ticketsPath),
    api.client.get(pathOf(ticket)),
    api.client.get(ticketsPath, { 'x-request-id': 'mine' }),
    api.client.post(ticketsPath, {}),
    api.client.send('DELETE', ticketsPath),
    api.stranger.get(ticketsPath),
    api.stranger.get('/v2/nothing'),
  ]);
  const names = answers.map((answer) => answer.headers.get('x-request-id') ?? '');
  for (const name of names) expect(name).toMatch(/^req_[0-7][0-9a-hjkmnp-tv-z]{25}$/);
  expect(new Set(names).size).toBe(names.length);
  for (const answer of answers) {
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
    expect(answer.headers.get('x-powered-by')).toBeNull();
    expect(answer.headers.get('set-cookie')).toBeNull();
  }
});

test('an error tells no stack, no path and no SQL', async ({ api }) => {
  const answers = await Promise.all([
    api.client.get(`${ticketsPath}?cursor=x`),
    api.client.get(`${ticketsPath}/%00`),
    api.client.send('POST', ticketsPath, { body: '{' }),
    api.client.post(ticketsPath, { title: '\0' }),
    api.stranger.get(ticketsPath, { authorization: "Bearer ' OR 1=1 --" }),
  ]);
  for (const answer of answers)
    expect(answer.text).not.toMatch(/\bat \w|node_modules|\.ts\b|\.js\b|SELECT|INSERT|postgres/i);
});

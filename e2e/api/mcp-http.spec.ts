import { expect, test } from '../fixtures';
import { type Api, apiAt } from '../support/api';
import { assistantAt } from '../support/assistant';
import { serveDesk } from '../support/desk';
import { expectRefusal, fileTicket, leastTicket, listNumbers } from '../support/tickets';

interface RpcAnswer {
  jsonrpc: string;
  id: number | null;
  result: { tools: { name: string }[] };
  error: { code: number; message: string };
}

const accept = { accept: 'application/json, text/event-stream' };
const listTools = { jsonrpc: '2.0', id: 7, method: 'tools/list' };
const filing = {
  jsonrpc: '2.0',
  id: 8,
  method: 'tools/call',
  params: { name: 'file_ticket', arguments: leastTicket },
};

const send = (api: Api, body: unknown, headers: Record<string, string> = {}) =>
  api.post<RpcAnswer>('/mcp', body, { ...accept, ...headers });

test('a message without a hello before is answered: nothing is remembered between requests', async ({ api }) => {
  const answer = await send(api.client, listTools);
  expect([answer.status, answer.body.id, answer.body.result.tools.length]).toEqual([200, 7, 5]);
  expect(answer.headers.get('content-type')).toContain('application/json');
  expect(answer.headers.get('mcp-session-id')).toBeNull();
});

test('another process of the desk, or one just started, goes on with the same assistant', async ({ api, client }) => {
  test.slow();
  const other = await serveDesk(process.env.DATABASE_URL ?? '');
  try {
    const assistant = await assistantAt(other.url, client.token);
    const filed = await assistant.call('file_ticket', leastTicket);
    expect(await listNumbers(api.client, '')).toEqual([filed.data.ticket.number]);
  } finally {
    await other.stop();
  }
});

test('it is for tokens: no token, a wrong one and a session are all UNAUTHORIZED', async ({ api, client, deskUrl }) => {
  const browser = await api.asBrowserOf(client);
  const strangers = [api.stranger, api.as('hilo_00000000000000000000000000000000'), browser];
  for (const stranger of strangers) {
    const answer = await send(stranger, filing);
    expectRefusal(answer, 401, 'UNAUTHORIZED');
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  }
  await expect(assistantAt(deskUrl, 'hilo_00000000000000000000000000000000')).rejects.toThrow(/401|Unauthorized/i);
  expect(await listNumbers(api.client, '')).toEqual([]);
});

test('a page of another address is refused, even where a name was bound to ours', async ({ api, client, deskUrl }) => {
  for (const origin of ['https://evil.example', 'null', `${deskUrl}.evil.example`, 'http://127.0.0.1:1']) {
    expectRefusal(await send(api.client, filing, { origin }), 403, 'FORBIDDEN');
  }
  // The name that the browser was led to stands in Host and Origin alike. (fetch does not let us say Host.)
  const { port } = new URL(deskUrl);
  const rebound = apiAt(`http://127.0.0.1:${port}`, { authorization: `Bearer ${client.token}` });
  expectRefusal(await send(rebound, filing, { origin: `http://127.0.0.1:${port}` }), 403, 'FORBIDDEN');
  expect(await listNumbers(api.client, '')).toEqual([]);
  expect((await send(api.client, listTools, { origin: deskUrl })).status).toBe(200);
});

test('there is no stream to GET and no session to DELETE', async ({ api }) => {
  for (const method of ['GET', 'DELETE', 'PUT', 'PATCH']) {
    const answer = await api.client.send(method, '/mcp', { headers: accept });
    expectRefusal(answer, 405, 'METHOD_NOT_ALLOWED');
    expect(answer.headers.get('allow')).toBe('POST, OPTIONS');
  }
});

test('every answer names its request and tells how the token stands', async ({ api }) => {
  const answers = [await send(api.client, listTools), await send(api.client, '{'), await send(api.stranger, listTools)];
  for (const { headers } of answers) {
    expect(headers.get('x-request-id')).toMatch(/^req_[0-7][0-9a-hjkmnp-tv-z]{25}$/);
    expect(Number(headers.get('x-ratelimit-limit'))).toBeGreaterThan(0);
    expect(headers.get('ratelimit')).toMatch(/^"minute";r=\d+;t=\d+$/);
  }
});

test('an assistant keeps to the limit of its token', async ({ api }) => {
  const made = await api.admin.post<{ data: { token: string } }>('/v2/tokens', { name: 'lento', rateLimit: 2 });
  const caller = api.as(made.body.data.token);
  expect((await send(caller, listTools)).status).toBe(200);
  expect((await send(caller, listTools)).status).toBe(200);
  const refused = await send(caller, filing);
  expectRefusal(refused, 429, 'RATE_LIMITED');
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
});

test('bodies that are no message are refused, and one message is all that a request carries', async ({ api }) => {
  expectRefusal(await send(api.client, '{"jsonrpc":'), 400, 'INVALID_JSON');
  expectRefusal(await send(api.client, [filing, filing]), 400, 'INVALID_JSON');
  expectRefusal(await send(api.client, JSON.stringify('x'.repeat(300_000))), 413, 'BODY_TOO_LARGE');
  expectRefusal(await send(api.client, 'x', { 'content-type': 'text/plain' }), 415, 'UNSUPPORTED_MEDIA_TYPE');
  for (const body of [{}, { jsonrpc: '1.0', id: 1, method: 'tools/list' }, { jsonrpc: '2.0', id: {}, method: 'x' }]) {
    const answer = await send(api.client, body);
    expect([answer.status, answer.body.error.code, answer.body.id]).toEqual([400, -32700, null]);
  }
  expect((await send(api.client, listTools, { accept: 'text/html' })).status).toBe(406);
  expect((await send(api.client, listTools, { 'mcp-protocol-version': '1999-01-01' })).status).toBe(400);
  expect(await listNumbers(api.client, '')).toEqual([]);
});

test('methods that are not offered, and arguments that are no object, are errors of the protocol', async ({ api }) => {
  const unknown = await send(api.client, { jsonrpc: '2.0', id: 1, method: 'resources/list' });
  expect([unknown.status, unknown.body.error.code]).toEqual([200, -32601]);
  for (const params of [{}, { name: 'read_ticket', arguments: [] }, { name: 7 }, { name: 'nothing' }]) {
    const answer = await send(api.client, { jsonrpc: '2.0', id: 1, method: 'tools/call', params });
    expect(answer.status).toBe(200);
    // Invalid params or, where the SDK's own schema finds it, internal error.
    expect([-32602, -32603], answer.text).toContain(answer.body.error.code);
    expect(answer.text).not.toMatch(/node_modules|\.ts\b|\bat \w+ \(/);
  }
});

test('a notification is taken without an answer', async ({ api }) => {
  const answer = await send(api.client, { jsonrpc: '2.0', method: 'notifications/initialized' });
  expect([answer.status, answer.text]).toEqual([202, '']);
});

test('a token that was revoked is out at once', async ({ api, deskUrl }) => {
  const made = await api.client.post<{ data: { token: string; _id: string } }>('/v2/tokens', { name: 'asistente' });
  const assistant = await assistantAt(deskUrl, made.body.data.token);
  const ticket = await fileTicket(api.client);
  expect((await assistant.call('read_ticket', { id: ticket._id })).data.ticket._id).toBe(ticket._id);
  expect((await api.client.send('DELETE', `/v2/tokens/${made.body.data._id}`)).status).toBe(200);
  await expect(assistant.call('read_ticket', { id: ticket._id })).rejects.toThrow(/401|Unauthorized/i);
});

import { randomBytes } from 'node:crypto';
import net from 'node:net';
import { expect, test } from '../fixtures';
import { expectRefusal, fileTicket, pathOf } from '../support/tickets';
import { begin, idOf } from '../support/tus';

// What the fuzz once found, each as it was found.

const form = { 'content-type': 'application/x-www-form-urlencoded' };

test('sign-in answers no address with a failure of ours, wherever it is to go on', async ({ api, deskUrl }) => {
  const body = 'csrfToken=x&email=a%40test.example&password=no';
  const odd = [
    'x',
    'note_01h455vb4pex5vsknk084sn02q',
    'https://[',
    'undefined',
    '\u{1f9f5}',
    '\r\nx: y',
    'javascript:x',
  ];
  for (const callbackUrl of odd.map(encodeURIComponent)) {
    const sent = await Promise.all([
      api.stranger.send('POST', '/api/auth/callback/credentials', {
        headers: form,
        body: `${body}&callbackUrl=${callbackUrl}`,
      }),
      api.stranger.send('POST', `/api/auth/signin/credentials?callbackUrl=${callbackUrl}`, { headers: form, body }),
      api.stranger.get(`/api/auth/session?callbackUrl=${callbackUrl}`),
      api.stranger.get(`/api/auth/signin?callbackUrl=${callbackUrl}&error=${callbackUrl}`),
      api.stranger.get(`/api/auth/error?error=${callbackUrl}`),
      api.stranger.get('/api/auth/csrf', { cookie: `next-auth.callback-url=${callbackUrl}` }),
    ]);
    expect(sent.map(({ status }) => status)).toEqual([302, 302, 200, 302, 302, 200]);
    for (const { headers, text } of sent) {
      const to = headers.get('location');
      if (to !== null) expect(new URL(to, deskUrl).origin).toBe(deskUrl);
      expect(text).not.toContain('server configuration');
    }
  }
});

test('a path of sign-in that is none is not found', async ({ api }) => {
  for (const path of ['error/%F0%9F%A7%B5', 'signin/%22%22%22', 'callback', 'a/b/c'])
    expectRefusal(await api.stranger.get(`/api/auth/${path}`), 404, 'NOT_FOUND');
});

test('a message whose parameters are wrong is told so, not in our library’s words', async ({ api }) => {
  for (const message of [
    { method: 'initialize', params: { name: 'x' } },
    { method: 'initialize' },
    { method: 'tools/call', params: [] },
    { method: 'tools/call', params: { name: 5 } },
    { method: 'tools/list', params: 'x' },
  ]) {
    const headers = { accept: 'application/json, text/event-stream' };
    const answer = await api.agent.post<unknown>('/mcp', { jsonrpc: '2.0', id: 7, ...message }, headers);
    // By JSON-RPC 2.0.
    expect(answer.body, answer.text).toEqual({
      jsonrpc: '2.0',
      id: 7,
      error: { code: -32602, message: 'Invalid params' },
    });
  }
});

test('a header that an operation does not take means nothing to it', async ({ api }) => {
  const key = { 'idempotency-key': 'x'.repeat(256) };
  const ticket = await fileTicket(api.client);
  expect((await api.client.get(pathOf(ticket), key)).status).toBe(200);
  expect((await api.client.get('/v2/support-tickets', { 'idempotency-key': '' })).status).toBe(200);
  expectRefusal(
    await api.client.post(`${pathOf(ticket)}/threads`, { message: 'x' }, key),
    400,
    'INVALID_IDEMPOTENCY_KEY',
  );
  const id = idOf(await begin(api.client, 3));
  const tus = { 'tus-resumable': '1.0.0', 'upload-concat': randomBytes(4).toString('hex'), 'upload-length': 'many' };
  expect((await api.client.send('HEAD', `/v2/attachments/tus/${id}`, { headers: tus })).status).toBe(200);
  expect((await api.client.send('DELETE', `/v2/attachments/tus/${id}`, { headers: tus })).status).toBe(204);
});

test('an address that is longer than a line may be is answered, however much of it comes', async ({ deskUrl }) => {
  const said = await new Promise<string>((resolve, reject) => {
    const socket = net.connect(Number(new URL(deskUrl).port), '127.0.0.1', () =>
      socket.write(`GET /${'x'.repeat(2_000_000)} HTTP/1.1\r\nHost: hilo\r\n\r\n`),
    );
    let text = '';
    socket.on('data', (part: Buffer) => {
      text += part;
    });
    socket.on('end', () => resolve(text));
    socket.on('error', reject);
  });
  expect(said).toMatch(/^HTTP\/1\.1 431 /);
});

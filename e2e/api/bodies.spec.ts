import http from 'node:http';
import { expect, test } from '../fixtures';
import { expectRefusal, fileTicket, leastTicket, pathOf, ticketsPath } from '../support/tickets';

const KIB = 1024;

/** A good ticket of exactly so many bytes, by a property that is ignored. */
function ticketOfBytes(bytes: number): string {
  const empty = JSON.stringify({ ...leastTicket, padding: '' });
  return JSON.stringify({ ...leastTicket, padding: 'x'.repeat(bytes - Buffer.byteLength(empty)) });
}

test('a body that is not an object in JSON is INVALID_JSON, in both languages', async ({ api }) => {
  const bodies = [
    '',
    '{',
    'null',
    '[]',
    '"x"',
    '7',
    'true',
    '{"title":}',
    "{'title':'x'}",
    '{}{}',
    'title=x',
    '\0',
    '{"a":1,}',
    '[{}]',
  ];
  for (const body of bodies) {
    const answer = await api.client.send('POST', ticketsPath, {
      body,
      headers: { 'content-type': 'application/json' },
    });
    expectRefusal(answer, 400, 'INVALID_JSON');
  }
  const say = async (language: string) =>
    (await api.client.send('POST', ticketsPath, { body: '[]', headers: { 'accept-language': language } })).body.error;
  expect(await say('en')).not.toBe(await say('es'));
});

test('bytes that are no UTF-8 are INVALID_JSON', async ({ api }) => {
  const body = Buffer.concat([Buffer.from('{"title":"'), Buffer.from([0xc3, 0x28, 0xff]), Buffer.from('"}')]);
  expectRefusal(await api.client.send('POST', ticketsPath, { body }), 400, 'INVALID_JSON');
});

test('JSON nested a hundred thousand deep is no ticket and no crash', async ({ api }) => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  const ignored = JSON.stringify(leastTicket).replace('{', `{"deep":${deep},`);
  expect([201, 400]).toContain((await api.client.send('POST', ticketsPath, { body: ignored })).status);
  const tags = JSON.stringify(leastTicket).replace('{', `{"tags":${deep},`);
  expect((await api.client.send('POST', ticketsPath, { body: tags })).status).toBe(400);
});

test('only application/json is a content type', async ({ api }) => {
  const ticket = await fileTicket(api.client);
  const body = JSON.stringify({ ...leastTicket, message: 'x' });
  const types = [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/json',
    'application/jsonp',
    '',
  ];
  for (const type of types) {
    for (const [method, path] of [
      ['POST', ticketsPath],
      ['POST', `${pathOf(ticket)}/threads`],
      ['PATCH', pathOf(ticket)],
    ] as const) {
      const answer = await api.client.send(method, path, { body, headers: { 'content-type': type } });
      expectRefusal(answer, 415, 'UNSUPPORTED_MEDIA_TYPE');
    }
  }
  const english = await api.client.send('POST', ticketsPath, {
    body,
    headers: { 'content-type': 'text/plain', 'accept-language': 'en' },
  });
  expect(english.body.error).toBe('The content must be JSON');
});

test('a body of 256 KiB is read, one byte more is not', async ({ api }) => {
  expect((await api.client.send('POST', ticketsPath, { body: ticketOfBytes(256 * KIB) })).status).toBe(201);
  const answer = await api.client.send('POST', ticketsPath, { body: ticketOfBytes(256 * KIB + 1) });
  expectRefusal(answer, 413, 'BODY_TOO_LARGE');
});

test('a body without a length is refused while it streams, at the first byte too many', async ({
  api,
  deskUrl,
  client,
}) => {
  const sent = { bytes: 0 };
  const answer = await new Promise<{ status: number; text: string }>((resolve, reject) => {
    const request = http.request(`${deskUrl}${ticketsPath}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${client.token}`,
        'content-type': 'application/json',
        'transfer-encoding': 'chunked',
      },
    });
    const chunk = Buffer.alloc(16 * KIB, 'x');
    let isAnswered = false;
    // Never ends by itself: only an answer that comes meanwhile stops it.
    const more = () => {
      if (isAnswered || request.destroyed) return;
      sent.bytes += chunk.length;
      if (sent.bytes > 64 * KIB * KIB) reject(new Error('nobody stopped 64 MiB'));
      else request.write(chunk, () => setImmediate(more));
    };
    request.on('response', (response) => {
      isAnswered = true;
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, text });
        request.destroy();
      });
    });
    request.on('error', (error) => !isAnswered && reject(error));
    more();
  });
  expect([answer.status, JSON.parse(answer.text).message]).toEqual([413, 'BODY_TOO_LARGE']);
  // The server goes on as if nothing had been.
  await fileTicket(api.client);
});

test('a body that is announced too large is refused before it is sent', async ({ deskUrl, client }) => {
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const request = http.request(`${deskUrl}${ticketsPath}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${client.token}`,
        'content-type': 'application/json',
        'content-length': String(10 ** 9),
      },
    });
    request.on('response', (response) => {
      resolve(response.statusCode);
      response.resume();
      request.destroy();
    });
    request.on('error', reject);
    request.flushHeaders();
  });
  expect(status).toBe(413);
});

test('a caller who hangs up half-way leaves no ticket and a server that goes on', async ({ api, deskUrl, client }) => {
  await new Promise<void>((resolve) => {
    const request = http.request(`${deskUrl}${ticketsPath}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${client.token}`,
        'content-type': 'application/json',
        'content-length': '1000',
      },
    });
    request.on('error', () => undefined);
    request.on('close', resolve);
    request.write('{"title":"a medias",', () => request.destroy());
  });
  expect((await api.client.get<{ data: unknown[] }>(ticketsPath)).body.data).toEqual([]);
  await fileTicket(api.client);
});

// Longer than most: one route, and everything that may come to it.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import type { ClientRequest } from 'node:http';
import net from 'node:net';
import { join } from 'node:path';
import type { AttachmentLink } from '@/lib/tickets/schema';
import { expect, test } from '../fixtures';
import type { Answer, Api } from '../support/api';
import {
  answerTo,
  maxBytes,
  openRequest,
  type SmallFilesDesk,
  sha256,
  startSmallFilesDesk,
} from '../support/small-files-desk';
import { expectRefusal, leastTicket, ticketsPath } from '../support/tickets';

test.describe.configure({ mode: 'serial', timeout: 60_000 });

const path = '/v2/attachments';
const KIB = 1024;

type Held = Answer<{ success: boolean; data: AttachmentLink; message: string }>;
type Caller = Awaited<ReturnType<SmallFilesDesk['person']>>;

let desk: SmallFilesDesk;
let client: Caller;
let other: Caller;
let agent: Caller;

test.beforeAll(async () => {
  test.setTimeout(90_000);
  desk = await startSmallFilesDesk();
  [client, other, agent] = await Promise.all([desk.person('client'), desk.person('client'), desk.person('agent')]);
});
test.afterAll(() => desk?.stop());
// Whatever was refused or broken off has left nothing.
test.afterEach(() => desk.expectInStep());

const attachment = (name: string) => `attachment; filename*=UTF-8''${encodeURIComponent(name)}`;

/** Sends a file as the body itself. */
function raw(api: Api, bytes: Uint8Array, disposition = attachment('datos.bin'), more: Record<string, string> = {}) {
  const headers = { 'content-type': 'application/octet-stream', 'content-disposition': disposition, ...more };
  return api.send<Held['body']>('POST', path, { body: bytes, headers });
}

const boundary = 'frontera';
const formHeaders = { 'content-type': `multipart/form-data; boundary=${boundary}` };

/** A form as text: each part is its headers and its body. */
const form = (...parts: [string, string][]) =>
  Buffer.from(
    `${parts.map(([head, body]) => `--${boundary}\r\n${head}\r\n\r\n${body}\r\n`).join('')}--${boundary}--\r\n`,
  );
const part = (name: string, filename?: string) =>
  `Content-Disposition: form-data; name="${name}"${filename === undefined ? '' : `; filename="${filename}"`}`;

const multipart = (api: Api, body: Uint8Array, headers: Record<string, string> = formHeaders) =>
  api.send<Held['body']>('POST', path, { body, headers });

async function expectHeld(answer: Held, bytes: Uint8Array, filename: string): Promise<void> {
  expect(answer.status, answer.text).toBe(201);
  const { url } = answer.body.data;
  expect(answer.body).toEqual({
    success: true,
    data: { filename, url, size: bytes.length, type: expect.stringMatching(/^[a-z]+\/[\w.+-]+$/) },
  });
  expect(new URL(url).origin).toBe(desk.url);
  expect(answer.headers.get('location')).toBe(new URL(url).pathname);
  const read = await fetch(url, { headers: { authorization: agent.authorization } });
  expect(sha256(new Uint8Array(await read.arrayBuffer()))).toBe(sha256(bytes));
}

test('what may be held comes back as it was sent, to the byte', async () => {
  for (const size of [0, 1, maxBytes - 1, maxBytes]) {
    const bytes = randomBytes(size);
    await expectHeld(await raw(agent.api, bytes), bytes, 'datos.bin');
    const body = new FormData();
    body.append('file', new Blob([bytes]), `${size}.bin`);
    const response = await fetch(desk.url + path, {
      method: 'POST',
      headers: { authorization: agent.authorization },
      body,
    });
    const text = await response.text();
    const answer = { status: response.status, headers: response.headers, text, body: JSON.parse(text) };
    await expectHeld(answer, bytes, `${size}.bin`);
  }
});

test('a body without a length is taken as well', async () => {
  const bytes = randomBytes(70_000);
  const request = openRequest(desk.url, {
    authorization: agent.authorization,
    'content-disposition': attachment('a'),
    'transfer-encoding': 'chunked',
  });
  const answered = once(request, 'response');
  for (let at = 0; at < bytes.length; at += 9_999) request.write(bytes.subarray(at, at + 9_999));
  request.end();
  const [response] = await answered;
  expect(response.statusCode).toBe(201);
  response.resume();
  const rows = await desk.sql(`SELECT 1 FROM uploads WHERE encode(sha256, 'hex') = '${sha256(bytes)}'`);
  expect(rows).toHaveLength(1);
});

test('what is announced too large is refused before it is sent', async () => {
  const headers = { authorization: agent.authorization, 'content-disposition': attachment('a') };
  for (const more of [{ 'content-length': maxBytes + 1 }, { ...formHeaders, 'content-length': maxBytes + 100 * KIB }]) {
    const request = openRequest(desk.url, { ...headers, ...more });
    request.flushHeaders();
    expect(await answerTo(request)).toEqual({ status: 413, message: 'FILE_TOO_LARGE' });
  }
});

/** Sends on until there is an answer. Gives it, and how much had gone out by then. */
async function flood(request: ClientRequest): Promise<{ status: number; message: string; sent: number }> {
  let sent = 0;
  let isAnswered = false;
  const answered = answerTo(request).finally(() => {
    isAnswered = true;
  });
  const chunk = Buffer.alloc(16 * KIB, 'x');
  const more = () => {
    if (isAnswered || request.destroyed) return;
    sent += chunk.length;
    request.write(chunk, () => setImmediate(more));
  };
  more();
  return { ...(await answered), sent };
}

test('a byte too many is refused before the rest is read, and the sender sees why', async () => {
  const chunked = { authorization: agent.authorization, 'transfer-encoding': 'chunked' };
  const inForm = { ...chunked, ...formHeaders };
  const starts: [Record<string, string>, string][] = [
    [{ ...chunked, 'content-disposition': attachment('a') }, ''],
    [inForm, `--${boundary}\r\n${part('file', 'a')}\r\n\r\n`],
    // It comes to the same where it is said to be no file: before, after, or in what is only a header.
    [inForm, 'preámbulo\r\n'],
    [inForm, form([part('file', 'a'), 'x']).toString()],
  ];
  for (const [headers, start] of starts) {
    const request = openRequest(desk.url, headers);
    if (start) request.write(start);
    const { status, message, sent } = await flood(request);
    expect([status, message]).toEqual([413, 'FILE_TOO_LARGE']);
    expect(sent).toBeLessThan(16 * KIB * KIB);
  }
  const exactly = await raw(agent.api, randomBytes(maxBytes + 1));
  expectRefusal(exactly as never, 413, 'FILE_TOO_LARGE');
  expectRefusal(
    (await multipart(agent.api, form([part('file', 'a'), 'x'.repeat(maxBytes + 1)]))) as never,
    413,
    'FILE_TOO_LARGE',
  );
});

test('whoever hangs up halfway has sent nothing', async () => {
  const before = await desk.sql(`SELECT 1 FROM uploads`);
  const headers = { authorization: agent.authorization };
  const halves: [Record<string, string | number>, Buffer][] = [
    [{ ...headers, 'content-disposition': attachment('a'), 'content-length': 90_000 }, randomBytes(60_000)],
    [{ ...headers, 'content-disposition': attachment('a'), 'transfer-encoding': 'chunked' }, randomBytes(60_000)],
    [
      { ...headers, ...formHeaders, 'content-length': 90_000 },
      form([part('file', 'a'), 'x'.repeat(60_000)]).subarray(0, 50_000),
    ],
    [
      { ...headers, ...formHeaders, 'transfer-encoding': 'chunked' },
      form([part('file', 'a'), 'x'.repeat(60_000)]).subarray(0, 60_050),
    ],
  ];
  for (const [more, bytes] of halves) {
    const request = openRequest(desk.url, more);
    request.on('error', () => undefined);
    await new Promise<void>((resolve) => request.write(bytes, () => resolve()));
    const closed = new Promise((resolve) => request.once('close', resolve));
    request.destroy();
    await closed;
  }
  await desk.expectInStep();
  expect(await desk.sql(`SELECT 1 FROM uploads`)).toHaveLength(before.length);
});

test('of more than was announced, what was announced is the file; what follows is another request', async () => {
  const bytes = randomBytes(10);
  const { hostname, port } = new URL(desk.url);
  const line = net.connect(Number(port), hostname);
  const head = [
    `POST ${path} HTTP/1.1`,
    `Host: ${hostname}:${port}`,
    `Authorization: ${agent.authorization}`,
    'Content-Disposition: attachment; filename="a"',
    'Content-Length: 10',
  ];
  const next = `GET /healthz HTTP/1.1\r\nHost: ${hostname}:${port}\r\nConnection: close\r\n\r\n`;
  line.write(Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), bytes, Buffer.from(next)]));
  let text = '';
  for await (const chunk of line) text += chunk;
  expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 201', 'HTTP/1.1 200']);
  const rows = await desk.sql<{ size: string }>(
    `SELECT size FROM uploads WHERE encode(sha256, 'hex') = '${sha256(bytes)}'`,
  );
  expect(rows).toEqual([{ size: '10' }]);
});

test('the name is made harmless, whichever way it came', async () => {
  const names: [string, string][] = [
    [`attachment; filename="a.txt"; filename*=UTF-8''%C3%B1and%C3%BA.txt`, 'ñandú.txt'],
    ['attachment; filename="../../etc/passwd"', 'passwd'],
    ['attachment; filename="C:\\\\temp\\\\a.txt"', 'a.txt'],
    [attachment('factura\u202Efdp.exe'), 'facturafdp.exe'],
    [attachment('a\u0000\r\nX-Evil: 1.txt'), 'aX-Evil: 1.txt'],
    [attachment('.htaccess'), 'htaccess'],
    [attachment('CON.txt'), '_CON.txt'],
    [attachment('\u200b\u2066'), 'file'],
    [attachment(`${'a'.repeat(400)}.pdf`), `${'a'.repeat(251)}.pdf`],
    [Buffer.from('attachment; filename="ñandú.txt"').toString('latin1'), 'ñandú.txt'],
    ['inline; filename=sin-comillas.txt', 'sin-comillas.txt'],
  ];
  for (const [disposition, filename] of names) {
    const bytes = randomBytes(20);
    await expectHeld(await raw(agent.api, bytes, disposition), bytes, filename);
  }
  const formed = await multipart(agent.api, form([part('file', '../..\\a/ñandú\u202E.txt'), 'hola']));
  await expectHeld(formed, Buffer.from('hola'), 'ñandú.txt');
});

test('without a name it is refused', async () => {
  for (const disposition of ['attachment', 'attachment; filename=""', 'form-data; name="x"', ';;;'])
    expectRefusal((await raw(agent.api, randomBytes(5), disposition)) as never, 400, 'INVALID_FILENAME');
  expectRefusal((await multipart(agent.api, form([part('file', ''), 'x']))) as never, 400, 'INVALID_FILENAME');
});

test('a form that is anything but one file is refused', async () => {
  const file = (body = 'x', name = 'file'): [string, string] => [part(name, 'a.txt'), body];
  const field: [string, string] = [part('_id'), 'attachment_01h455vb4pex5vsknk084sn02q'];
  const whole = form(file('x'.repeat(5_000)));
  const bad: [Buffer, Record<string, string>?][] = [
    [form()],
    [Buffer.alloc(0)],
    [form(field)],
    [form(field, file())],
    [form(file(), field)],
    [form(file(), file())],
    [form(file(), file('y'.repeat(90_000)))],
    [form(file('x', 'files'))],
    [form([part('file'), 'x'])],
    [form(...Array.from({ length: 1_000 }, () => file()))],
    [whole.subarray(0, -20)],
    [whole.subarray(0, 4_000)],
    [whole, { 'content-type': 'multipart/form-data; boundary=otra' }],
    [whole, { 'content-type': 'multipart/form-data' }],
    [whole, { 'content-type': 'multipart/form-data; boundary=' }],
    [Buffer.from(`--${boundary}\r\n${`X-A: ${'b'.repeat(50)}\r\n`.repeat(1_000)}\r\n\r\nx\r\n--${boundary}--\r\n`)],
    [randomBytes(5_000)],
  ];
  for (const [body, headers] of bad)
    expectRefusal((await multipart(agent.api, body, headers)) as never, 400, 'INVALID_UPLOAD');
});

test('ten thousand parts are as wrong as two', async ({ api }) => {
  const names = Array.from({ length: 10_000 }, (_, at): [string, string] => [part(`f${at}`, 'a.txt'), 'x']);
  for (const body of [form(...names), form(...names.map((): [string, string] => [part('file', 'a.txt'), 'x']))])
    expectRefusal((await multipart(api.client, body)) as never, 400, 'INVALID_UPLOAD');
});

test('a compressed body is not what it would be held as', async () => {
  const answer = await raw(agent.api, randomBytes(5), attachment('a'), { 'content-encoding': 'gzip' });
  expectRefusal(answer as never, 415, 'UNSUPPORTED_MEDIA_TYPE');
});

test('size, type, owner and name are the server’s to say, here and in a ticket', async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  const more = { 'content-type': 'image/png', 'x-owner': 'agent', 'idempotency-key': 'x' };
  const { body } = await client.api.send<Held['body']>('POST', `${path}?_id=x&owner=x&type=image/png&scan=clean`, {
    body: svg,
    headers: { ...more, 'content-disposition': attachment('foto.png') },
  });
  expect(body.data).toMatchObject({ filename: 'foto.png', size: svg.length, type: 'image/svg+xml' });
  const lies = {
    ...body.data,
    filename: 'x.exe',
    size: 1,
    type: 'text/html',
    uploadId: 'x',
    owner: 'x',
    scan: 'clean',
  };
  const ticket = await client.api.post(ticketsPath, { ...leastTicket, attachments: [lies] });
  expect(ticket.status, ticket.text).toBe(201);
  expect(ticket.body.data.attachments).toEqual([body.data]);
  const rows = await desk.sql(
    `SELECT 1 FROM uploads u JOIN attachments a ON a.upload_id = u.id WHERE a.url LIKE '/v2/%'`,
  );
  expect(rows).toHaveLength(1);
});

test('a file is its uploader’s alone until a message has it', async () => {
  const { body } = await raw(client.api, randomBytes(50));
  for (const by of [other, agent]) {
    const answer = await by.api.post(ticketsPath, { ...leastTicket, attachments: [body.data] });
    expectRefusal(answer, 400, 'INVALID_ATTACHMENTS');
    expect(answer.body.details).toMatchObject([{ field: 'attachments', path: 'attachments.0.url' }]);
  }
  const file = {
    filename: 'a',
    url: 'http://elsewhere.example/v2/attachments/attachment_01h455vb4pex5vsknk084sn02q/a',
  };
  const answer = await client.api.post(ticketsPath, {
    ...leastTicket,
    attachments: [{ ...file, size: 1, type: 'text/plain' }],
  });
  expectRefusal(answer, 400, 'INVALID_ATTACHMENTS');
  const large = await Promise.all([raw(agent.api, randomBytes(maxBytes)), raw(agent.api, randomBytes(maxBytes))]);
  const attachments = large.map((each) => each.body.data);
  expectRefusal(await agent.api.post(ticketsPath, { ...leastTicket, attachments }), 400, 'ATTACHMENTS_TOO_LARGE');
});

test('a client has so much room', async () => {
  for (let at = 0; at < 4; at++) expect((await raw(other.api, randomBytes(maxBytes))).status).toBe(201);
  expectRefusal((await raw(other.api, randomBytes(1))) as never, 413, 'UPLOAD_QUOTA_EXCEEDED');
  expectRefusal((await multipart(other.api, form([part('file', 'a'), 'x']))) as never, 413, 'UPLOAD_QUOTA_EXCEEDED');
  expect((await raw(other.api, new Uint8Array())).status).toBe(201);
});

test('with the storage away nothing is written, and tickets are filed all the same', async () => {
  const aside = `${desk.folder}-aside`;
  await rename(desk.folder, aside);
  await writeFile(desk.folder, 'no folder');
  try {
    const answer = await raw(agent.api, randomBytes(500));
    expectRefusal(answer as never, 503, 'STORAGE_UNAVAILABLE');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await agent.api.post(ticketsPath, leastTicket)).status).toBe(201);
  } finally {
    await rm(desk.folder);
    await rename(aside, desk.folder);
  }
  await mkdir(desk.folder, { recursive: true });
  const bytes = randomBytes(500);
  await expectHeld(await raw(agent.api, bytes), bytes, 'datos.bin');
});

test('on a full disk nothing is written, tickets are filed all the same, and with room it goes on', async () => {
  test.info().skip(process.getuid?.() !== 0, 'a disk of one’s own, to fill it, needs root');
  execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', 'size=256k,mode=700', 'tmpfs', desk.folder]);
  try {
    const fill = join(desk.folder, 'filler');
    await writeFile(fill, randomBytes(200 * KIB));
    const answer = await raw(agent.api, randomBytes(maxBytes));
    expectRefusal(answer as never, 507, 'STORAGE_FULL');
    expect(await readdir(join(desk.folder, 'tmp'))).toEqual([]);
    expect((await agent.api.post(ticketsPath, leastTicket)).status).toBe(201);
    await rm(fill);
    const bytes = randomBytes(maxBytes);
    await expectHeld(await raw(agent.api, bytes), bytes, 'datos.bin');
    // Its bytes go with this disk.
    await desk.sql(`DELETE FROM uploads WHERE created_at = (SELECT max(created_at) FROM uploads)`);
  } finally {
    execFileSync('/bin/umount', [desk.folder]);
  }
});

import { randomBytes } from 'node:crypto';
import sql from 'sql-template-tag';
import { db } from '@/lib/platform/db';
import { fromPublicId } from '@/lib/platform/ids';
import { expect, test } from '../fixtures';
import { cutLine } from '../support/cut-line';
import { expectRefusal } from '../support/tickets';
import {
  begin,
  hashOf,
  idOf,
  metadataOf,
  offsetOf,
  offsetStream,
  readFile,
  send,
  sha256,
  tusPath,
  tusVersion,
  uploadTo,
} from '../support/tus';

const mebi = 1024 * 1024;

test('a file comes by the usual client, in pieces or whole, and is read as it was', async ({
  api,
  client,
  deskUrl,
}) => {
  for (const options of [{ chunkSize: mebi }, {}, { uploadDataDuringCreation: true }]) {
    const bytes = randomBytes(3 * mebi + 1);
    const metadata = { filename: 'plano ñ.bin', filetype: 'application/x-plan' };
    const { id } = uploadTo(deskUrl, client.token, bytes, { metadata, ...options });
    const file = await readFile(api.client, await id);
    expect(file).toMatchObject({ filename: 'plano ñ.bin', size: bytes.length, received: bytes.length, state: 'ready' });
    expect(file.type).toBe('application/octet-stream');
    expect(await hashOf(file, client.token)).toBe(sha256(bytes));
  }
});

test('20 MiB arrive over a line that is cut twice, and what came is not sent again', async ({
  api,
  client,
  deskUrl,
}) => {
  const bytes = randomBytes(20 * mebi);
  const line = await cutLine(deskUrl, [6 * mebi, 8 * mebi]);
  const { id } = uploadTo(line.url, client.token, bytes);
  const file = await readFile(api.client, await id);
  line.stop();
  expect(line.cuts()).toBe(2);
  expect(await hashOf(file, client.token)).toBe(sha256(bytes));
  // Only what was under way when it was cut.
  expect(line.sent()).toBeLessThan(24 * mebi);
});

test('another client goes on where one was stopped', async ({ api, client, deskUrl }) => {
  const bytes = randomBytes(5 * mebi);
  const { promise: hasStarted, resolve } = Promise.withResolvers<void>();
  const first = uploadTo(deskUrl, client.token, bytes, { chunkSize: mebi, onChunkComplete: () => resolve() });
  await hasStarted;
  await first.upload.abort();
  const uploadUrl = first.upload.url ?? '';
  const id = uploadUrl.split('/').at(-1) ?? '';
  const before = await offsetOf(api.client, id);
  expect(before).toMatchObject({ status: 200, length: bytes.length });
  expect(before.offset).toBeGreaterThanOrEqual(mebi);
  const state = await readFile(api.client, id);
  expect(state).toMatchObject({ state: 'receiving', received: before.offset });
  await uploadTo(deskUrl, client.token, bytes, { uploadUrl }).id;
  expect(await hashOf(await readFile(api.client, id), client.token)).toBe(sha256(bytes));
});

test('bytes go on only where they end, and of two at once one is taken', async ({ api, client }) => {
  const bytes = randomBytes(400_000);
  const id = idOf(await begin(api.client, bytes.length));
  for (const wrong of [1, 400_000, 999_999_999]) {
    expectRefusal(await send(api.client, id, wrong, bytes.subarray(0, 10)), 409, 'UPLOAD_OFFSET_MISMATCH');
  }
  const first = await send(api.client, id, 0, bytes.subarray(0, 100_000));
  expect([first.status, first.headers.get('upload-offset'), first.headers.get('tus-resumable')]).toEqual([
    204,
    '100000',
    '1.0.0',
  ]);
  const rivals = await Promise.all([0, 1, 2].map(() => send(api.client, id, 100_000, bytes.subarray(100_000))));
  expect(rivals.map(({ status }) => status).sort()).toEqual([204, 409, 409]);
  expect(await offsetOf(api.client, id)).toEqual({ status: 200, offset: 400_000, length: 400_000 });
  // Whoever did not hear the answer may send nothing more.
  expect((await send(api.client, id, 400_000, new Uint8Array())).status).toBe(204);
  expectRefusal(await send(api.client, id, 400_000, bytes.subarray(0, 1)), 413, 'BODY_TOO_LARGE');
  expect(await hashOf(await readFile(api.client, id), client.token)).toBe(sha256(bytes));
});

test('an upload is its sender’s alone, even before an admin', async ({ api, makePerson }) => {
  const id = idOf(await begin(api.client, 10));
  for (const other of [api.agent, api.admin, api.as(await makePerson('client'))]) {
    expect((await offsetOf(other, id)).status).toBe(404);
    expectRefusal(await send(other, id, 0, randomBytes(10)), 404, 'ATTACHMENT_NOT_FOUND');
    const removed = await other.send('DELETE', `${tusPath}/${id}`, { headers: tusVersion });
    expectRefusal(removed, 404, 'ATTACHMENT_NOT_FOUND');
  }
  expect(await offsetOf(api.client, id)).toEqual({ status: 200, offset: 0, length: 10 });
  for (const made of ['x', 'attachment_x', 'tus', '%00', `${id}0`, id.toUpperCase()]) {
    expectRefusal(await send(api.client, made, 0, randomBytes(10)), 404, 'ATTACHMENT_NOT_FOUND');
  }
});

test('a session may send from our own pages alone', async ({ api, client, deskUrl }) => {
  const browser = await api.asBrowserOf(client);
  const id = idOf(await begin(browser, 4));
  const elsewhere = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
  expectRefusal(await begin(browser, 4, elsewhere), 403, 'FORBIDDEN');
  expectRefusal(await send(browser, id, 0, randomBytes(4), elsewhere), 403, 'FORBIDDEN');
  expect((await offsetOf(browser, id)).offset).toBe(0);
  expect((await send(browser, id, 0, randomBytes(4), { origin: deskUrl })).status).toBe(204);
});

test('after a day nothing goes on', async ({ api }) => {
  const begun = await begin(api.client, 10);
  const id = idOf(begun);
  const expires = Date.parse(begun.headers.get('upload-expires') ?? '');
  expect(Math.abs(expires - Date.now() - 24 * 3_600_000)).toBeLessThan(60_000);
  const uuid = fromPublicId(id, 'attachment');
  await db.query(sql`UPDATE uploads SET created_at = now() - interval '24 hours' WHERE id = ${uuid}::uuid`);
  expect((await offsetOf(api.client, id)).status).toBe(404);
  expectRefusal(await send(api.client, id, 0, randomBytes(10)), 404, 'ATTACHMENT_NOT_FOUND');
});

test('no file is larger than the limit, and none sends more than it said', async ({ api, client }) => {
  expectRefusal(await begin(api.client, 25 * mebi + 1), 413, 'FILE_TOO_LARGE');
  const bytes = randomBytes(25 * mebi);
  const id = idOf(await begin(api.client, bytes.length));
  expect((await send(api.client, id, 0, bytes)).status).toBe(204);
  expect(await hashOf(await readFile(api.client, id), client.token)).toBe(sha256(bytes));
  const small = idOf(await begin(api.client, 1000));
  expectRefusal(await send(api.client, small, 0, randomBytes(1001)), 413, 'BODY_TOO_LARGE');
  // Of one that does not say how much it is, nothing is kept either.
  const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(500)) });
  const answer = await fetch(new URL(`${tusPath}/${small}`, process.env.HILO_E2E_URL), {
    method: 'PATCH',
    headers: {
      ...tusVersion,
      authorization: `Bearer ${client.token}`,
      'content-type': offsetStream,
      'upload-offset': '0',
    },
    body: endless,
    duplex: 'half',
  } as RequestInit).catch(() => null);
  expect(answer === null || answer.status === 413).toBe(true);
  expect(await offsetOf(api.client, small)).toEqual({ status: 200, offset: 0, length: 1000 });
});

test('an empty file, and one of a byte', async ({ api, client }) => {
  const empty = await readFile(api.client, idOf(await begin(api.client, 0)));
  expect(empty).toMatchObject({ size: 0, state: 'ready' });
  expect(await hashOf(empty, client.token)).toBe(sha256(Buffer.alloc(0)));
  const byte = idOf(await begin(api.client, 1));
  expect((await send(api.client, byte, 0, Buffer.from('ñ').subarray(0, 1))).status).toBe(204);
  expect(await readFile(api.client, byte)).toMatchObject({ size: 1, state: 'ready' });
});

test('names are made safe, and what is no name is refused', async ({ api }) => {
  const named = async (filename: string) =>
    (await readFile(api.client, idOf(await begin(api.client, 0, { 'upload-metadata': metadataOf(filename) }))))
      .filename;
  expect(await named('../../etc/passwd')).toBe('passwd');
  expect(await named('C:\\Users\\x\\foto.png')).toBe('foto.png');
  expect(await named('gpj\u202egnp.exe\u200b')).toBe('gpjgnp.exe');
  expect(await named('a\r\nSet-Cookie: x=1.txt')).not.toMatch(/[\r\n]/);
  expect([...(await named('ñ'.repeat(400)))].length).toBeLessThanOrEqual(255);
  const wrongs: Record<string, string> = {
    '': 'INVALID_FILENAME',
    filename: 'INVALID_FILENAME',
    [metadataOf('  ')]: 'INVALID_FILENAME',
    'filename /w==': 'INVALID_FILENAME',
    'filetype dGV4dC9wbGFpbg==': 'INVALID_FILENAME',
    'filename a': 'INVALID_UPLOAD',
    'filename !!!!': 'INVALID_UPLOAD',
    [`${metadataOf('a')},${metadataOf('b')}`]: 'INVALID_UPLOAD',
    [`${metadataOf('a')} more`]: 'INVALID_UPLOAD',
    [`${metadataOf('a')},__proto__ eA==`]: 'INVALID_UPLOAD',
  };
  for (const [metadata, code] of Object.entries(wrongs))
    expectRefusal(await begin(api.client, 1, { 'upload-metadata': metadata }), 400, code);
  const odd = `${metadataOf('a.txt', 'text/html\r\nx')},is_confidential,relativePath bnVsbA==`;
  const id = idOf(await begin(api.client, 1, { 'upload-metadata': odd }));
  expect(await readFile(api.client, id)).toMatchObject({ filename: 'a.txt', type: 'application/octet-stream' });
});

test('an upload can be thrown away, half or whole, until a message has it', async ({ api }) => {
  for (const sent of [0, 5, 10]) {
    const id = idOf(await begin(api.client, 10));
    if (sent > 0) expect((await send(api.client, id, 0, randomBytes(sent))).status).toBe(204);
    const removed = await api.client.send('DELETE', `${tusPath}/${id}`, { headers: tusVersion });
    expect([removed.status, removed.text]).toEqual([204, '']);
    expect((await offsetOf(api.client, id)).status).toBe(404);
    expectRefusal(await api.client.get(`/v2/attachments/${id}`), 404, 'ATTACHMENT_NOT_FOUND');
  }
});

test('it speaks tus 1.0.0, and says so', async ({ api }) => {
  const id = idOf(await begin(api.client, 10));
  for (const path of [tusPath, `${tusPath}/${id}`]) {
    const { status, headers } = await api.stranger.send('OPTIONS', path);
    expect(status).toBe(204);
    expect(Object.fromEntries(headers)).toMatchObject({
      'tus-version': '1.0.0',
      'tus-extension': 'creation,creation-with-upload,termination,expiration',
      'tus-max-size': String(25 * mebi),
    });
  }
  for (const version of ['', '0.2.2', '2.0.0']) {
    const answer = await begin(api.client, 1, { 'tus-resumable': version });
    expectRefusal(answer, 412, 'UNSUPPORTED_TUS_VERSION');
    expect(answer.headers.get('tus-version')).toBe('1.0.0');
  }
  const body = randomBytes(1);
  for (const type of ['application/octet-stream', 'text/plain', ''])
    expectRefusal(await send(api.client, id, 0, body, { 'content-type': type }), 415, 'UNSUPPORTED_MEDIA_TYPE');
  for (const offset of ['', '-1', '1.5', '0x1', ' ', '1e3'])
    expectRefusal(await send(api.client, id, 0, body, { 'upload-offset': offset }), 400, 'INVALID_UPLOAD');
  for (const length of ['', '-1', '1.5', 'x', '99999999999999999999'])
    expectRefusal(await begin(api.client, 1, { 'upload-length': length }), 400, 'INVALID_UPLOAD');
  const unoffered: Record<string, string> = { 'upload-defer-length': '1', 'upload-concat': 'partial' };
  for (const [name, value] of Object.entries(unoffered))
    expectRefusal(await begin(api.client, 1, { [name]: value }), 400, 'INVALID_UPLOAD');
  const head = await api.client.send('HEAD', `${tusPath}/${id}`, { headers: tusVersion });
  expect(head.headers.get('cache-control')).toContain('no-store');
  expect(head.headers.get('upload-metadata')).toContain(metadataOf('nota.bin'));
  expect([...head.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
});

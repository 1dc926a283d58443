import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { copyDatabase, type RunningTestPostgres, startTestPostgres } from '@/lib/platform/testing';
import { startS3, type TestS3 } from '@/lib/platform/testing-s3';
import { expect, test } from '../fixtures';
import { type Api, apiAt } from '../support/api';
import { cutLine } from '../support/cut-line';
import { type Desk, serveDesk } from '../support/desk';
import { layLine } from '../support/line';
import { tokenOn } from '../support/operator';
import { expectRefusal } from '../support/tickets';
import {
  begin,
  hashOf,
  idOf,
  offsetOf,
  offsetStream,
  readFile,
  send,
  sha256,
  tusPath,
  tusVersion,
  uploadTo,
} from '../support/tus';

// Uploads to a desk whose process is killed, or whose storage is an S3 that comes and goes.
test.describe.configure({ mode: 'default', timeout: 120_000 });

const mebi = 1024 * 1024;
let postgres: RunningTestPostgres;
let databaseUrl: string;
let folder: string;
let token: string;
let s3: TestS3;
let desk: Desk | undefined;

test.beforeAll(async () => {
  postgres = await startTestPostgres(process.env.HILO_TEST_DATABASE_URL);
  databaseUrl = (await copyDatabase(postgres)).url;
  folder = await mkdtemp(path.join(os.tmpdir(), 'hilo-files-'));
  token = await tokenOn({ DATABASE_URL: databaseUrl });
  s3 = await startS3();
});

test.afterEach(() => desk?.stop());

test.afterAll(async () => {
  await s3?.stop();
  await postgres?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function start(more: Record<string, string>): Promise<Api> {
  desk = await serveDesk(databaseUrl, more);
  return apiAt(desk.url, { authorization: `Bearer ${token}` });
}

/** Sends the first bytes of a PATCH that announces more, and no further ones. */
function sendHalf(url: string, id: string, offset: number, bytes: Buffer, announced: number) {
  const headers = { ...tusVersion, authorization: `Bearer ${token}`, 'content-type': offsetStream };
  const sending = request(`${url}${tusPath}/${id}`, {
    method: 'PATCH',
    headers: { ...headers, 'upload-offset': String(offset), 'content-length': String(announced) },
  });
  sending.on('error', () => undefined);
  sending.write(bytes);
  return sending;
}

test('killed in the middle of a request, it goes on after the start where the last one ended', async () => {
  const bytes = randomBytes(6 * mebi);
  let api = await start({ HILO_STORAGE: folder });
  const url = desk?.url ?? '';
  const id = idOf(await begin(api, bytes.length));
  expect((await send(api, id, 0, bytes.subarray(0, 2 * mebi))).status).toBe(204);
  const sending = sendHalf(url, id, 2 * mebi, bytes.subarray(2 * mebi, 4 * mebi), 4 * mebi);
  await expect.poll(() => sending.socket?.bytesWritten ?? 0).toBeGreaterThan(2 * mebi);
  await desk?.kill();
  await desk?.stop();
  api = await start({ HILO_STORAGE: folder, PORT: new URL(url).port });
  expect(await offsetOf(api, id)).toEqual({ status: 200, offset: 2 * mebi, length: bytes.length });
  await uploadTo(url, token, bytes, { uploadUrl: `${url}${tusPath}/${id}` }).id;
  expect(await hashOf(await readFile(api, id), token)).toBe(sha256(bytes));
});

test('who asks how far it is while an older request hangs, is told what that brought', async () => {
  const bytes = randomBytes(mebi);
  const api = await start({ HILO_STORAGE: folder });
  const id = idOf(await begin(api, bytes.length));
  const sending = sendHalf(desk?.url ?? '', id, 0, bytes.subarray(0, mebi / 2), bytes.length);
  await expect.poll(async () => (await offsetOf(api, id)).offset, { intervals: [50] }).toBe(mebi / 2);
  sending.destroy();
  expect((await send(api, id, mebi / 2, bytes.subarray(mebi / 2))).status).toBe(204);
  expect(await hashOf(await readFile(api, id), token)).toBe(sha256(bytes));
});

test('with an S3 it is the same: 20 MiB over a line that is cut twice', async () => {
  const bytes = randomBytes(20 * mebi);
  const api = await start({ HILO_STORAGE: s3.address(), ...s3.keys });
  const line = await cutLine(desk?.url ?? '', [6 * mebi, 8 * mebi]);
  const file = await readFile(api, await uploadTo(line.url, token, bytes).id);
  line.stop();
  expect(line.cuts()).toBe(2);
  expect(line.sent()).toBeLessThan(24 * mebi);
  expect(await hashOf(file, token)).toBe(sha256(bytes));
});

test('while the S3 is away bytes are refused for now, and go on when it is back', async () => {
  const bytes = randomBytes(300_000);
  const way = await layLine(`postgres://x@127.0.0.1:${s3.port}/x`);
  const api = await start({ HILO_STORAGE: s3.address('away', Number(new URL(way.url).port)), ...s3.keys });
  const id = idOf(await begin(api, bytes.length));
  expect((await send(api, id, 0, bytes.subarray(0, 100_000))).status).toBe(204);
  way.cut();
  const refused = await send(api, id, 100_000, bytes.subarray(100_000));
  expectRefusal(refused, 503, 'STORAGE_UNAVAILABLE');
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await offsetOf(api, id)).toEqual({ status: 200, offset: 100_000, length: 300_000 });
  way.mend();
  await uploadTo(desk?.url ?? '', token, bytes, { uploadUrl: `${desk?.url}${tusPath}/${id}` }).id;
  way.close();
  expect(await readFile(api, id)).toMatchObject({ state: 'ready', size: bytes.length });
});

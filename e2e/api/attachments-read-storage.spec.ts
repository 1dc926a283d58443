// What only desks of one's own can be brought to: bytes that are lost or break off, readers that leave, a bucket that sends itself.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { mkdtemp, readdir, realpath, rm, truncate } from 'node:fs/promises';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { copyDatabase, type RunningTestPostgres, startTestPostgres } from '@/lib/platform/testing';
import { startS3, type TestS3 } from '@/lib/platform/testing-s3';
import { expect, test } from '../fixtures';
import { type Api, apiAt } from '../support/api';
import { type Desk, serveDesk } from '../support/desk';
import { type HeldFile, hold } from '../support/hold';
import { tokenOn } from '../support/operator';
import { expectRefusal } from '../support/tickets';

test.describe.configure({ mode: 'default', timeout: 60_000 });

let postgres: RunningTestPostgres;
let folder: string;
let s3: TestS3;
const desks: Desk[] = [];

/** A desk that keeps its files elsewhere, and the headers of a client of it. */
async function serve(more: Record<string, string>): Promise<{ desk: Desk; api: Api; headers: Record<string, string> }> {
  const desk = await serveDesk((await copyDatabase(postgres)).url, more);
  desks.push(desk);
  const token = await tokenOn(desk.env, { role: 'client', email: 'ana@desk.example' });
  const headers = { authorization: `Bearer ${token}` };
  return { desk, headers, api: apiAt(desk.url, headers) };
}

let onDisk: Awaited<ReturnType<typeof serve>>;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'hilo-read-')));
  postgres = await startTestPostgres(process.env.HILO_TEST_DATABASE_URL);
  onDisk = await serve({ HILO_STORAGE: folder });
});

test.afterAll(async () => {
  await Promise.all(desks.map((desk) => desk.stop()));
  await s3?.stop();
  await postgres?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** The one file of the folder whose bytes are `file`'s: its ETag is its name. */
async function blobOf(file: HeldFile): Promise<string> {
  const { headers } = await onDisk.api.send('HEAD', file.path);
  const name = JSON.parse(headers.get('etag') ?? '""') as string;
  const names = await readdir(folder, { recursive: true });
  return path.join(folder, names.find((each) => path.basename(each) === name) ?? 'missing');
}

test('a file whose bytes are lost is not available just now, and its neighbours are', async () => {
  const { api } = onDisk;
  const [file, other] = [await hold(api, 'a.bin', randomBytes(1000)), await hold(api, 'b.txt', 'sigue aquí')];
  await rm(await blobOf(file));
  for (const headers of [{}, { range: 'bytes=0-9' }] as Record<string, string>[]) {
    const answer = await api.get(file.path, headers);
    expectRefusal(answer, 503, 'STORAGE_UNAVAILABLE');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  }
  expect((await api.get(other.path)).text).toBe('sigue aquí');
});

/** Reads a file until the connection ends, and says whether it ended well. */
async function readToTheEnd(
  file: HeldFile,
): Promise<{ status: number; length: string; got: number; isWhole: boolean }> {
  const request = http.get(onDisk.desk.url + file.path, { headers: onDisk.headers });
  const [answer] = (await once(request, 'response')) as [http.IncomingMessage];
  let got = 0;
  answer.on('data', (chunk: Buffer) => {
    got += chunk.length;
  });
  const isWhole = await new Promise<boolean>((resolve) => {
    answer.once('end', () => resolve(answer.complete));
    answer.once('error', () => resolve(false));
  });
  return { status: answer.statusCode ?? 0, length: answer.headers['content-length'] ?? '', got, isWhole };
}

test('a file that breaks off is cut, and never looks whole', async () => {
  const file = await hold(onDisk.api, 'a.bin', randomBytes(3_000_000));
  expect(await readToTheEnd(file)).toEqual({ status: 200, length: '3000000', got: 3_000_000, isWhole: true });
  await truncate(await blobOf(file), 1_000_000);
  const cut = await readToTheEnd(file);
  expect([cut.status, cut.length, cut.isWhole]).toEqual([200, '3000000', false]);
  expect(cut.got).toBeLessThanOrEqual(1_000_000);
  expect((await onDisk.api.get('/healthz')).status).toBe(200);
});

/** What files a process has open: Linux says it in its own files, others by a program. */
function openFiles(pid: number): string[] {
  if (!existsSync('/proc/self/fd')) {
    const { stdout } = spawnSync('lsof', ['-p', String(pid), '-Fn'], { encoding: 'utf8' });
    return stdout.split('\n').map((line) => line.slice(1));
  }
  return readdirSync(`/proc/${pid}/fd`).map((fd) => {
    try {
      return readlinkSync(`/proc/${pid}/fd/${fd}`);
    } catch {
      // Closed meanwhile.
      return '';
    }
  });
}

const openCount = (pid: number, file: string) => openFiles(pid).filter((each) => each === file).length;

test('a reader who hangs up leaves no file open', async () => {
  const { desk, api, headers } = onDisk;
  const file = await hold(api, 'a.bin', randomBytes(20_000_000));
  const [blob, { pid }] = [await blobOf(file), desk];
  const readers = Array.from({ length: 5 }, () => http.get(desk.url + file.path, { headers }));
  // Nobody reads on: the desk waits with each file open.
  await Promise.all(readers.map((reader) => once(reader, 'response')));
  expect(openCount(pid, blob)).toBe(5);
  for (const reader of readers) reader.destroy();
  await expect.poll(() => openCount(pid, blob)).toBe(0);
  // One who is gone before the answer begins.
  for (let each = 0; each < 20; each++) {
    const reader = http.get(desk.url + file.path, { headers });
    reader.on('error', () => undefined);
    await once(reader, 'finish');
    reader.destroy();
  }
  expect((await api.get('/healthz')).status).toBe(200);
  await expect.poll(() => openCount(pid, blob)).toBe(0);
});

test('a bucket sends downloads itself where it may; what is shown goes through the desk', async () => {
  test.setTimeout(90_000);
  s3 = await startS3();
  const { api, desk, headers } = await serve({ HILO_STORAGE: s3.address('files'), ...s3.keys });
  const bytes = randomBytes(100_000);
  const file = await hold(api, 'año 1.bin', bytes);
  const sent = await api.get(file.path);
  expect([sent.status, sent.headers.get('cache-control')]).toEqual([302, 'private, no-store']);
  const location = new URL(sent.headers.get('location') ?? '');
  expect([location.host, location.searchParams.get('X-Amz-Expires')]).toEqual([`127.0.0.1:${s3.port}`, '300']);
  const answer = await fetch(location);
  expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
  expect(answer.headers.get('content-disposition')).toBe(
    `attachment; filename="ano 1.bin"; filename*=UTF-8''a%C3%B1o%201.bin`,
  );
  expect(answer.headers.get('content-type')).toBe('application/octet-stream');
  expect((await fetch(desk.url + file.path, { headers, redirect: 'follow' })).status).toBe(200);

  const head = await api.send('HEAD', file.path);
  expect([head.status, head.headers.get('content-length')]).toEqual([200, '100000']);
  const text = await hold(api, 'a.txt', '0123456789');
  const shown = await api.get(text.path, { range: 'bytes=2-4' });
  expect([shown.status, shown.text, shown.headers.get('content-range')]).toEqual([206, '234', 'bytes 2-4/10']);
  // Our pages draw it, and may ask nobody but us.
  const drawn = await hold(api, 'a.pdf', '%PDF-1.7\n');
  expect((await api.get(drawn.path, { range: 'bytes=0-3' })).status).toBe(206);
  expectRefusal(await apiAt(desk.url).get(file.path), 401, 'UNAUTHORIZED');
});

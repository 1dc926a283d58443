import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { Agent, type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { copyDatabase, type RunningTestPostgres, startTestPostgres } from '@/lib/platform/testing';
import { expect, test } from '../fixtures';
import { type Api, apiAt } from '../support/api';
import { type Desk, serveDesk } from '../support/desk';
import { tokenOn } from '../support/operator';
import { begin, idOf, offsetStream, tusPath, tusVersion } from '../support/tus';

// How much memory the server takes for files that come at the same time.
test.describe.configure({ mode: 'default', timeout: 120_000 });

const run = promisify(execFile);
const mebi = 1024 * 1024;
const size = 25 * mebi;
const many = 20;
/** Taken one after another before: what a new process first makes room for, it keeps however many come. */
const first = 5;
const mostGrowth = 150 * mebi;

let postgres: RunningTestPostgres;
let databaseUrl: string;
let token: string;
let desk: Desk;
let api: Api;

test.beforeAll(async () => {
  postgres = await startTestPostgres(process.env.HILO_TEST_DATABASE_URL);
  databaseUrl = (await copyDatabase(postgres)).url;
  token = await tokenOn({ DATABASE_URL: databaseUrl });
});

// Each test has a process of its own.
test.beforeEach(async () => {
  desk = await serveDesk(databaseUrl, { HILO_UPLOAD_MAX: String(size + 1) });
  api = apiAt(desk.url, { authorization: `Bearer ${token}` });
});
test.afterEach(() => desk?.stop());
test.afterAll(() => postgres?.stop());

/** Resident memory of a process, in bytes. */
async function residentOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => null);
  if (status !== null) return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) * 1024;
  // Not on Linux.
  return Number((await run('ps', ['-o', 'rss=', '-p', String(pid)])).stdout) * 1024;
}

/** The most that a process held while some work went on, and what it held before. */
async function watch(
  pid: number,
  work: () => Promise<unknown>,
): Promise<{ before: number; most: number; samples: number }> {
  const before = await residentOf(pid);
  let most = before;
  let samples = 0;
  let isOver = false;
  const working = work().finally(() => {
    isOver = true;
  });
  while (!isOver) {
    most = Math.max(most, await residentOf(pid));
    samples += 1;
    await sleep(20);
  }
  await working;
  return { before, most, samples };
}

const block = randomBytes(64 * 1024);

/** Sends `size` bytes, another file each time, without ever holding them. */
async function stream(method: string, path: string, index: number, headers: OutgoingHttpHeaders): Promise<number> {
  const sending = request(desk.url + path, {
    method,
    agent: new Agent(),
    headers: { authorization: `Bearer ${token}`, 'content-length': size, ...headers },
  });
  const answered = once(sending, 'response') as Promise<[IncomingMessage]>;
  const mark = Buffer.alloc(64 * 1024, index);
  for (let sent = 0; sent < size; sent += block.length) {
    const chunk = sent === 0 ? mark : block;
    if (!sending.write(chunk)) await once(sending, 'drain');
  }
  sending.end();
  const [answer] = await answered;
  answer.resume();
  await once(answer, 'end');
  return answer.statusCode ?? 0;
}

const tusHeaders = { ...tusVersion, 'content-type': offsetStream };

async function expectLittleFor(upload: (index: number) => Promise<number>, status: number): Promise<void> {
  for (let index = 0; index < first; index += 1) expect(await upload(index)).toBe(status);
  const { before, most, samples } = await watch(desk.pid, async () => {
    const uploads = Array.from({ length: many }, (_, index) => upload(first + index));
    expect(await Promise.all(uploads)).toEqual(Array(many).fill(status));
  });
  const said = `${Math.round(before / mebi)} → ${Math.round(most / mebi)} MiB, looked at ${samples} times`;
  test.info().annotations.push({ type: 'memory', description: said });
  expect(samples, said).toBeGreaterThan(5);
  expect(most - before, said).toBeLessThan(mostGrowth);
}

test('20 files of 25 MiB in one request each, at once', async () => {
  const upload = (index: number) =>
    stream('POST', '/v2/attachments', index, {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="${index}.bin"`,
    });
  await expectLittleFor(upload, 201);
});

test('20 files of 25 MiB by tus, at once', async () => {
  const upload = async (index: number) => {
    const id = idOf(await begin(api, size));
    return stream('PATCH', `${tusPath}/${id}`, index, { ...tusHeaders, 'upload-offset': '0' });
  };
  await expectLittleFor(upload, 204);
});

test('20 files of 25 MiB by tus, each in two parts, at once', async () => {
  const upload = async (index: number) => {
    const path = `${tusPath}/${idOf(await begin(api, size + 1))}`;
    expect(await stream('PATCH', path, index, { ...tusHeaders, 'upload-offset': '0' })).toBe(204);
    const headers = { ...tusHeaders, 'upload-offset': String(size) };
    return (await api.send('PATCH', path, { body: new Uint8Array(1), headers })).status;
  };
  await expectLittleFor(upload, 204);
});

import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { inspect } from 'node:util';
import { afterAll, beforeAll, expect, onTestFinished, type TestContext, test, vi } from 'vitest';
import type { Storage } from './storage';
import { parseStorageAddress } from './storage-address';
import { s3Storage } from './storage-s3';
import { watchedBody } from './storage-s3-body';
import { type Bucket, fromS3 } from './storage-s3-client';
import { type Relay, startRelay } from './testing-relay';
import { startS3, type TestS3 } from './testing-s3';

vi.setConfig({ testTimeout: 30_000 });

const mebi = 1024 * 1024;
const away = { code: 'STORAGE_UNAVAILABLE', status: 503, options: { retryAfter: 5 } };
const key = 'sha256/ab/abc';
const bytes = randomBytes(6 * mebi);
let s3: TestS3;

beforeAll(async () => {
  s3 = await startS3();
  const { credentials } = s3;
  const staged = await s3Storage(parseStorageAddress(s3.address()) as Bucket, { credentials }).stage(
    Readable.from([bytes]),
  );
  await staged.commit(key);
});
afterAll(() => s3.stop());

/** Two seconds of silence are enough for the tests, also on a machine that is busy. */
const patience = 2000;

const open = (address: string, credentials = s3.credentials): Storage =>
  s3Storage(parseStorageAddress(address) as Bucket, { credentials, patience });

async function relayed({ onTestFinished }: TestContext): Promise<{ relay: Relay; storage: Storage }> {
  const relay = await startRelay(s3.port);
  onTestFinished(relay.stop);
  return { relay, storage: open(s3.address('files', relay.port)) };
}

/** More than an upload takes from its source before it waits for the server. */
function* pieces(size: number): Generator<Uint8Array> {
  for (let at = 0; at < size; at += 64 * 1024) yield bytes.subarray(0, 64 * 1024);
}

const everything: [name: string, ask: (storage: Storage) => Promise<unknown>][] = [
  ['stage', (storage) => storage.stage(Readable.from([Buffer.from('few')]))],
  ['stage in parts', (storage) => storage.stage(Readable.from(pieces(24 * mebi)))],
  ['read', (storage) => storage.read(key)],
  ['size', (storage) => storage.size(key)],
  ['list', (storage) => storage.list('sha256/')[Symbol.asyncIterator]().next()],
  ['remove', (storage) => storage.remove('sha256/no/no')],
  ['clean', (storage) => storage.clean()],
];

test.concurrent.for(everything)('a server that takes and never answers: %s gives up', async ([, ask], context) => {
  const { relay, storage } = await relayed(context);
  expect(await storage.size(key)).toBe(bytes.length);
  relay.set('silent');
  await expect(ask(storage)).rejects.toMatchObject(away);
  relay.set('pass');
  await ask(storage);
});

test.concurrent.for(everything)('a server that is not there: %s says so', async ([, ask], context) => {
  const { relay, storage } = await relayed(context);
  await relay.stop();
  await expect(ask(storage)).rejects.toMatchObject(away);
});

test.concurrent('bytes whose server goes away before they have their name can have it later', async (context) => {
  const { relay, storage } = await relayed(context);
  const staged = await storage.stage(Readable.from([Buffer.from('few')]));
  relay.set('silent');
  await expect(staged.commit('parts/a/0')).rejects.toMatchObject(away);
  relay.set('pass');
  expect(await storage.size('parts/a/0')).toBeNull();
  await staged.commit('parts/a/0');
  expect(await storage.size('parts/a/0')).toBe(3);
});

test.concurrent.for(['cut', 'silent'] as const)(
  'a server that breaks off amid the bytes (%s) fails who reads them',
  async (how, context) => {
    const { relay, storage } = await relayed(context);
    relay.breakAfter(2 * mebi, how);
    const stream = await storage.read(key);
    await expect(buffer(stream ?? Readable.from([]))).rejects.toMatchObject(away);
  },
);

test.concurrent('a connection that was closed while nobody used it is opened anew', async (context) => {
  const { relay, storage } = await relayed(context);
  expect(await storage.size(key)).toBe(bytes.length);
  relay.breakAfter(0, 'cut');
  await expect(storage.size(key)).rejects.toMatchObject(away);
  relay.set('pass');
  expect(await storage.size(key)).toBe(bytes.length);
});

test('parts of a source that fails are thrown away', async (context) => {
  const { relay, storage } = await relayed(context);
  async function* source() {
    yield* pieces(16 * mebi);
    throw new Error('the line broke');
  }
  await expect(storage.stage(source())).rejects.toThrow('the line broke');
  const ofParts = () => relay.requests.map((line) => line.replace(/tmp\/[0-9a-f-]+|=[0-9a-f]{32}/g, '…'));
  await expect.poll(ofParts).toContainEqual(expect.stringMatching(/^DELETE \/hilo\/files\/….*uploadId…/));
  expect(ofParts()).toContainEqual(expect.stringMatching(/^PUT .*partNumber=1.*uploadId…/));
});

test('who stops reading frees the connection', async (context) => {
  const { relay, storage } = await relayed(context);
  const stream = await storage.read(key);
  stream?.once('data', () => stream.destroy());
  await expect.poll(() => stream?.closed).toBe(true);
  await expect.poll(() => relay.open()).toBe(0);
});

test('a line that breaks before anybody reads is told to who reads then, and brings nothing down', async () => {
  const body = new PassThrough();
  const watched = watchedBody(body, 500);
  body.destroy(new Error('reset'));
  await expect.poll(() => watched.closed).toBe(true);
  await expect(buffer(watched)).rejects.toMatchObject(away);
});

test('a reader may take any time, a server that owes something may not', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const body = new PassThrough({ highWaterMark: 4 * mebi });
  const watched = watchedBody(body, 500);
  const failed = once(watched, 'error');
  body.write(Buffer.alloc(2 * mebi));
  watched.read(0);
  await once(watched, 'readable');
  // Full of what nobody reads yet.
  expect(vi.getTimerCount()).toBe(0);
  expect(watched.read()).toHaveLength(2 * mebi);
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(499);
  expect(watched.destroyed).toBe(false);
  vi.advanceTimersByTime(1);
  expect(await failed).toMatchObject([away]);
  expect(body.destroyed).toBe(true);
});

test('no bucket and no right to it are STORAGE_UNAVAILABLE, and nothing tells a secret', async () => {
  const nowhere = open(s3.address().replace('s3://hilo/', 's3://other/'));
  await expect(nowhere.stage(Readable.from([Buffer.from('few')]))).rejects.toMatchObject(away);
  await expect(nowhere.read(key)).rejects.toMatchObject(away);
  await expect(nowhere.list('')[Symbol.asyncIterator]().next()).rejects.toMatchObject(away);

  const credentials = { accessKeyId: 'AKIASTRANGER', secretAccessKey: 'a-secret-of-a-stranger' };
  const stranger = open(s3.address(), credentials);
  const error = await stranger.read(key).catch((reason: unknown) => reason);
  expect(error).toMatchObject(away);
  expect(String((error as Error).cause)).toContain('InvalidAccessKeyId 403');
  // Amazon's quotes in its refusals what was signed.
  const refusal = { name: 'SignatureDoesNotMatch', message: 'Check your key.', StringToSign: 'AWS4-HMAC-SHA256 …' };
  for (const each of [error, fromS3(Object.assign(new Error(), refusal, credentials))])
    expect(inspect(each, { depth: null, showHidden: true })).not.toMatch(/AKIASTRANGER|a-secret-of|AWS4-HMAC/);
  expect(stranger.place).toBe('s3://hilo/files');
});

test('a link gives the bytes to whoever has it, under the name and type that it was made for', async () => {
  const options = { seconds: 60, disposition: 'attachment; filename="a.txt"', type: 'text/plain' };
  const url = await open(s3.address()).link?.(key, options);
  const answer = await fetch(url ?? '');
  expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
  expect(answer.headers.get('content-disposition')).toBe(options.disposition);
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
  expect(new URL(url ?? '').searchParams.get('X-Amz-Expires')).toBe('60');
  expect(open(s3.address().replace('&direct=1', '')).link).toBeUndefined();
});

// Longer than one screen: the one contract that every storage keeps, run on a folder and on a bucket.
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blobKey, type Storage } from './storage';
import { parseStorageAddress } from './storage-address';
import { folderStorage } from './storage-folder';
import { s3Storage } from './storage-s3';
import type { Bucket } from './storage-s3-client';
import { startS3, type TestS3 } from './testing-s3';

const mebi = 1024 * 1024;
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const folder = mkdtempSync(path.join(os.tmpdir(), 'hilo-storage-'));
let s3: TestS3;

beforeAll(async () => {
  s3 = await startS3();
});
afterAll(async () => {
  await s3.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A storage of one's own, and another that sees what it has staged too: everything, its `tmp` under `inner/tmp/`. */
const drivers = {
  folder: (name: string) => ({
    storage: folderStorage(path.join(folder, name, 'inner')),
    outside: folderStorage(path.join(folder, name)),
    code: `folderStorage(${JSON.stringify(path.join(folder, name, 'inner'))})`,
  }),
  s3(name: string) {
    const { credentials } = s3;
    const bucket = parseStorageAddress(s3.address(`${name}/inner`)) as Bucket;
    const outer = parseStorageAddress(s3.address(name)) as Bucket;
    return {
      storage: s3Storage(bucket, { credentials }),
      outside: s3Storage(outer, { credentials }),
      code: `s3Storage(${JSON.stringify(bucket)}, ${JSON.stringify({ credentials })})`,
    };
  },
};

function* inPieces(bytes: Uint8Array, size = 64 * 1024): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function keep(storage: Storage, bytes: Uint8Array, key = blobKey(sha256(bytes))): Promise<string> {
  const staged = await storage.stage(Readable.from(inPieces(bytes)));
  expect(staged.size).toBe(bytes.length);
  await staged.commit(key);
  return key;
}

async function keysOf(storage: Storage, prefix = ''): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of storage.list(prefix)) keys.push(key);
  return keys.toSorted();
}

async function bytesOf(storage: Storage, key: string, range?: { start: number; end: number }): Promise<Buffer> {
  const stream = await storage.read(key, range);
  if (!stream) throw new Error(`${key} is not there`);
  return buffer(stream);
}

describe.each(['folder', 's3'] as const)('a storage: %s', { timeout: 60_000 }, (kind) => {
  test.each([0, 1, 8 * mebi + 1])('gives back the bytes that it was given: %d', async (size) => {
    const { storage } = drivers[kind](`equal-${size}`);
    const bytes = randomBytes(size);
    const key = await keep(storage, bytes);
    expect(sha256(await bytesOf(storage, key))).toBe(sha256(bytes));
    expect(await storage.size(key)).toBe(size);
  });

  test('keeps nothing of a source that fails, small or large, and gives its error on', async () => {
    const { storage, outside } = drivers[kind]('failing');
    for (const whole of [10, 7 * mebi]) {
      const failure = Object.assign(new Error('the line broke'), { code: 'ECONNRESET', syscall: 'read' });
      async function* source() {
        yield* inPieces(randomBytes(whole));
        throw failure;
      }
      await expect(storage.stage(source())).rejects.toBe(failure);
    }
    await expect.poll(() => keysOf(outside)).toEqual([]);
  });

  test('keeps nothing once the signal aborts, also while the source keeps it waiting, and ends the source', async () => {
    const { storage, outside } = drivers[kind]('aborted');
    const stop = new AbortController();
    const source = new Readable({ read: () => undefined });
    source.push(randomBytes(100_000));
    const staging = storage.stage(source, { signal: stop.signal });
    await expect.poll(() => source.readableLength).toBe(0);
    const reason = new Error('cancelled');
    stop.abort(reason);
    await expect(staging).rejects.toBe(reason);
    await expect.poll(() => source.destroyed).toBe(true);
    await expect.poll(() => keysOf(outside)).toEqual([]);
    await expect(storage.stage(Readable.from([]), { signal: stop.signal })).rejects.toBe(reason);
  });

  test('shows bytes under their key only once they have their name, and none that were thrown away', async () => {
    const { storage, outside } = drivers[kind]('named');
    const bytes = randomBytes(1000);
    const key = blobKey(sha256(bytes));
    const one = await storage.stage(Readable.from([bytes]));
    expect([await storage.size(key), await storage.read(key), await keysOf(storage)]).toEqual([null, null, []]);
    await one.commit(key);
    await one.commit(key);
    await one.discard();
    expect(await bytesOf(storage, key)).toEqual(bytes);
    expect(() => one.commit('sha256/aa/other')).toThrow('have a name');
    const other = await storage.stage(Readable.from([bytes]));
    await other.discard();
    await other.discard();
    await expect.poll(() => keysOf(outside)).toEqual([`inner/${key}`]);
  });

  test('gives a name that is taken once more, also to two at once', async () => {
    const { storage, outside } = drivers[kind]('again');
    const bytes = randomBytes(200_000);
    const key = await keep(storage, bytes);
    const all = await Promise.all(Array.from({ length: 2 }, () => storage.stage(Readable.from([bytes]))));
    await Promise.all(all.map((each) => each.commit(key)));
    expect(await bytesOf(storage, key)).toEqual(bytes);
    await expect.poll(() => keysOf(outside)).toEqual([`inner/${key}`]);
  });

  test('reads parts, both ends included, as far as there is something', async () => {
    const { storage } = drivers[kind]('ranges');
    const bytes = randomBytes(300_000);
    const key = await keep(storage, bytes);
    expect(await bytesOf(storage, key, { start: 0, end: 99 })).toEqual(bytes.subarray(0, 100));
    expect(await bytesOf(storage, key, { start: 1000, end: 1000 })).toEqual(bytes.subarray(1000, 1001));
    expect(await bytesOf(storage, key, { start: 299_990, end: 999_999 })).toEqual(bytes.subarray(299_990));
    expect(await bytesOf(storage, key, { start: 300_000, end: 300_010 })).toHaveLength(0);
  });

  test('knows what is not there, and lists and removes what is', async () => {
    const { storage } = drivers[kind]('list');
    expect(await storage.read('parts/none/0')).toBeNull();
    expect(await storage.size('parts/none/0')).toBeNull();
    await storage.remove('parts/none/0');
    const keys = ['parts/a1/0', 'parts/a1/500', 'parts/a12/0', 'thumbnails/a1.webp'];
    for (const key of keys) await keep(storage, Buffer.from(key), key);
    expect(await keysOf(storage)).toEqual(keys);
    expect(await keysOf(storage, 'parts/a1/')).toEqual(keys.slice(0, 2));
    expect(await keysOf(storage, 'parts/a1')).toEqual(keys.slice(0, 3));
    expect(await keysOf(storage, 'nothing/')).toEqual([]);
    for await (const { key, size, modifiedAt } of storage.list('thumbnails/')) {
      expect([key, size]).toEqual(['thumbnails/a1.webp', 18]);
      expect(Math.abs(Date.now() - modifiedAt.getTime())).toBeLessThan(60_000);
    }
    // A part of a key is no key.
    expect([await storage.size('parts/a1'), await storage.read('parts/a1')]).toEqual([null, null]);
    for (const key of keys.slice(0, 2)) await storage.remove(key);
    await storage.remove(keys[0] ?? '');
    expect(await keysOf(storage)).toEqual(keys.slice(2));
  });

  test('takes no key that leads elsewhere', async () => {
    const { storage } = drivers[kind]('keys');
    for (const key of ['../x', 'sha256/../../x', '/etc/passwd', 'tmp/x', 'sha256/A', 'sha256//x', 'x', 'a/.x']) {
      await expect(async () => storage.read(key)).rejects.toThrow('no key');
      await expect(async () => storage.remove(key)).rejects.toThrow('no key');
      const staged = await storage.stage(Readable.from([]));
      await expect(async () => staged.commit(key)).rejects.toThrow('no key');
      await staged.discard();
    }
  });

  test('cleans away nothing that may still be on its way', async () => {
    const { storage } = drivers[kind]('clean');
    const staged = await storage.stage(Readable.from([Buffer.from('soon')]));
    expect(await storage.clean()).toBe(0);
    await staged.commit('parts/a/0');
    expect(await text((await storage.read('parts/a/0')) ?? Readable.from([]))).toBe('soon');
  });

  test('has under each key the whole of its bytes, however often it is killed', async () => {
    const { storage, code } = drivers[kind]('killed');
    const program = `
      import { createHash, randomBytes } from 'node:crypto';
      import { Readable } from 'node:stream';
      import { folderStorage } from './lib/platform/storage-folder.ts';
      import { s3Storage } from './lib/platform/storage-s3.ts';
      const storage = ${code};
      async function work() {
        for (;;) {
          const bytes = randomBytes(Math.floor(Math.random() * 3_000_000));
          const hash = createHash('sha256').update(bytes).digest('hex');
          const key = 'sha256/' + hash.slice(0, 2) + '/' + hash;
          const staged = await storage.stage(Readable.from(bytes.length ? [bytes] : []));
          await staged.commit(key);
          console.log(key);
        }
      }
      work(); work(); work();`;
    const told: string[] = [];
    for (const lines of [1, 6, 14]) {
      const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const ended = once(child, 'close');
      let left = lines;
      for await (const key of createInterface(child.stdout)) {
        told.push(key);
        if (--left === 0) child.kill('SIGKILL');
      }
      expect((await ended)[1]).toBe('SIGKILL');
    }
    const keys = await keysOf(storage, 'sha256/');
    expect(keys).toEqual(expect.arrayContaining(told));
    for (const key of keys) expect(blobKey(sha256(await bytesOf(storage, key)))).toBe(key);
  });
});

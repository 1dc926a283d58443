import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { folderStorage } from './storage-folder';
import { fromFileSystem } from './storage-trouble';

const mebi = 1024 * 1024;

function temporary(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'hilo-folder-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** So many random bytes, in chunks of any size. */
async function* noise(size: number): AsyncGenerator<Uint8Array> {
  for (let left = size; left > 0; left -= 100_000) yield randomBytes(Math.min(left, 100_000));
}

test('a full disk is STORAGE_FULL, leaves nothing, and takes again what has room', async ({ skip }) => {
  skip(process.getuid?.() !== 0, 'a disk of one’s own, to fill it, needs root');
  const disk = temporary();
  execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk]);
  onTestFinished(() => void execFileSync('/bin/umount', [disk]));
  const storage = folderStorage(path.join(disk, 'files'));
  const left = () => readdirSync(path.join(disk, 'files'), { recursive: true });
  await expect(storage.stage(noise(8 * mebi))).rejects.toMatchObject({ code: 'STORAGE_FULL', status: 507 });
  expect(left()).toEqual(['tmp']);
  const staged = await storage.stage(noise(3 * mebi));
  await staged.commit('parts/a/0');
  const two = await Promise.allSettled([storage.stage(noise(mebi)), storage.stage(noise(mebi))]);
  expect(two.some(({ status }) => status === 'rejected')).toBe(true);
  for (const each of two) if (each.status === 'fulfilled') await each.value.discard();
  expect(left().map(String).toSorted()).toEqual(['parts', 'parts/a', 'parts/a/0', 'tmp']);
  expect((await buffer((await storage.read('parts/a/0')) ?? Readable.from([]))).length).toBe(3 * mebi);
});

test('what the file system says becomes one of two codes', () => {
  const codeOf = (code: string) => fromFileSystem(Object.assign(new Error(code), { code, syscall: 'write' }));
  for (const code of ['ENOSPC', 'EDQUOT', 'EFBIG']) expect(codeOf(code)).toMatchObject({ code: 'STORAGE_FULL' });
  for (const code of ['EACCES', 'EIO', 'EROFS', 'ESTALE', 'EMFILE'])
    expect(codeOf(code)).toMatchObject({ code: 'STORAGE_UNAVAILABLE', options: { retryAfter: 5 } });
  const other = new TypeError('a mistake of ours');
  expect(fromFileSystem(other)).toBe(other);
});

test('a folder that cannot be made, or that was taken away, is STORAGE_UNAVAILABLE, and is not made elsewhere', async () => {
  const folder = temporary();
  writeFileSync(path.join(folder, 'file'), '');
  const away = { code: 'STORAGE_UNAVAILABLE', status: 503, options: { retryAfter: 5 } };
  const impossible = folderStorage(path.join(folder, 'file', 'files'));
  await expect(impossible.stage(noise(10))).rejects.toMatchObject(away);
  await expect(impossible.size('parts/a/0')).rejects.toMatchObject(away);

  const root = path.join(folder, 'disk');
  const storage = folderStorage(root);
  const staged = await storage.stage(noise(10));
  await staged.commit('parts/a/0');
  rmSync(root, { recursive: true });
  await expect(storage.stage(noise(10))).rejects.toMatchObject(away);
  await expect(storage.read('parts/a/0')).rejects.toMatchObject(away);
  await expect(storage.size('parts/a/0')).rejects.toMatchObject(away);
  await expect(storage.remove('parts/a/0')).rejects.toMatchObject(away);
  await expect(storage.list('')[Symbol.asyncIterator]().next()).rejects.toMatchObject(away);
  expect(readdirSync(folder)).toEqual(['file']);
  // It is back.
  mkdirSync(root);
  await (await storage.stage(noise(10))).commit('parts/a/0');
  expect(await storage.size('parts/a/0')).toBe(10);
});

test('nobody but the owner may look at it', async () => {
  const root = path.join(temporary(), 'files');
  const storage = folderStorage(root);
  await (await storage.stage(noise(10))).commit('sha256/ab/abc');
  const mode = (name: string) => (statSync(path.join(root, name)).mode & 0o777).toString(8);
  expect(['', 'tmp', 'sha256', 'sha256/ab'].map(mode)).toEqual(['700', '700', '700', '700']);
  expect(mode('sha256/ab/abc')).toBe('600');
});

test('what was staged a day ago by somebody who was killed over it goes, and nothing else', async () => {
  const root = path.join(temporary(), 'files');
  const storage = folderStorage(root);
  expect(await storage.clean()).toBe(0);
  const fresh = await storage.stage(noise(10));
  await storage.stage(noise(10));
  const yesterday = new Date(Date.now() - 25 * 60 * 60 * 1000);
  const tmp = path.join(root, 'tmp');
  for (const name of readdirSync(tmp)) utimesSync(path.join(tmp, name), yesterday, yesterday);
  await fresh.commit('parts/a/0');
  const recent = await storage.stage(noise(10));
  expect(await storage.clean()).toBe(1);
  await recent.commit('parts/a/10');
  expect([await storage.size('parts/a/0'), await storage.size('parts/a/10')]).toEqual([10, 10]);
  expect(readdirSync(tmp)).toEqual([]);
});

test('folders go with the last of what is in them, whoever else is just putting something there', async () => {
  const root = path.join(temporary(), 'files');
  const storage = folderStorage(root);
  const round = async (name: string) => {
    await (await storage.stage(noise(1))).commit(`parts/a/${name}`);
    await storage.remove(`parts/a/${name}`);
  };
  await Promise.all(Array.from({ length: 60 }, (_, at) => round(String(at))));
  expect(readdirSync(root)).toEqual(['tmp']);
});

test('all that is listed can be removed on the way, however many there are', async () => {
  const root = path.join(temporary(), 'files');
  const storage = folderStorage(root);
  mkdirSync(path.join(root, 'parts/a'), { recursive: true });
  for (let at = 0; at < 2_500; at += 1) writeFileSync(path.join(root, 'parts/a', String(at)), '');
  for await (const { key } of storage.list('parts/a/')) await storage.remove(key);
  expect(readdirSync(root)).toEqual([]);
});

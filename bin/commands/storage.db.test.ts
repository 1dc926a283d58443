import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { prisma } from '@/lib/platform/db';
import { env } from '@/lib/platform/env';
import { newId, toPublicId } from '@/lib/platform/ids';
import { blobKey, type Storage } from '@/lib/platform/storage';
import { parseStorageAddress } from '@/lib/platform/storage-address';
import { folderStorage } from '@/lib/platform/storage-folder';
import { s3Storage } from '@/lib/platform/storage-s3';
import type { Bucket } from '@/lib/platform/storage-s3-client';
import { startRelay } from '@/lib/platform/testing-relay';
import { startS3, type TestS3 } from '@/lib/platform/testing-s3';
import { makeActor } from '@/prisma/factories';

let s3: TestS3;
beforeAll(async () => {
  s3 = await startS3();
});
afterAll(() => s3.stop());
beforeEach(() => prisma.$executeRaw`TRUNCATE uploads CASCADE`);

/** Runs `hilo storage` with arguments on this test's database. */
async function hilo(place: string, ...args: string[]): Promise<{ status: number | null; out: string; err: string }> {
  const { DATABASE_URL, HILO_SECRET } = env();
  const child = spawn(process.execPath, ['--import', 'tsx', 'bin/hilo.ts', 'storage', ...args], {
    env: { ...process.env, DATABASE_URL, HILO_SECRET, HILO_STORAGE: place, ...s3.keys },
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, err, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { status, out, err };
}

function temporary(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'hilo-storage-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return path.join(folder, 'files');
}

async function put(storage: Storage, key: string, bytes: Uint8Array): Promise<string> {
  const staged = await storage.stage(Readable.from(bytes.length > 0 ? [bytes] : []));
  await staged.commit(key);
  return key;
}

/** Bytes under their name, with a row of an upload that has them. */
async function hold(storage: Storage, size: number): Promise<{ id: string; key: string; publicId: string }> {
  const bytes = randomBytes(size);
  const sha256 = createHash('sha256').update(bytes).digest();
  const id = newId();
  const { userId: ownerId } = await makeActor('client');
  await prisma.upload.create({
    data: { id, ownerId, filename: 'a.bin', type: 'application/octet-stream', size, sha256, wholeAt: new Date() },
  });
  const key = await put(storage, blobKey(sha256.toString('hex')), bytes);
  return { id, key, publicId: toPublicId('attachment', id) };
}

async function contents(storage: Storage): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for await (const { key } of storage.list('')) {
    const hash = createHash('sha256');
    for await (const chunk of (await storage.read(key)) ?? []) hash.update(chunk);
    hashes[key] = hash.digest('hex');
  }
  return Object.fromEntries(Object.entries(hashes).toSorted());
}

test('move copies everything to a bucket and back, and once more only what is not there or not right', async () => {
  const place = temporary();
  const folder = folderStorage(place);
  const held = [await hold(folder, 0), await hold(folder, 1), await hold(folder, 6_000_000)];
  await put(folder, `thumbnails/${held[1]?.id}.webp`, randomBytes(700));
  await put(folder, `parts/${newId()}/0`, randomBytes(5000));
  const all = await contents(folder);
  expect(Object.keys(all)).toHaveLength(5);

  const address = s3.address('moved');
  const bucket = s3Storage(parseStorageAddress(address) as Bucket, { credentials: s3.credentials });
  const first = await hilo(place, 'move', '--to', address);
  expect(first.status).toBe(0);
  expect(first.out).toContain(`5 files (6.0 MB) in ${place}, to s3://hilo/moved\n`);
  expect(first.out).toContain('5 files (6.0 MB) copied, 0 there already');
  expect(first.out).toContain(`HILO_STORAGE='${address}'`);
  expect(first.err).toMatch(/^5 of 5 files, 6.0 MB of 6.0 MB/m);
  expect(first.out + first.err).not.toContain('S3RVER');
  expect(await contents(bucket)).toEqual(all);

  // One is not there, one has the right size only, one more came.
  await bucket.remove(held[1]?.key ?? '');
  await put(bucket, held[2]?.key ?? '', randomBytes(6_000_000));
  await hold(folder, 100);
  expect((await hilo(place, 'move', '--to', address)).out).toContain('3 files (6.0 MB) copied, 3 there already');
  expect(await contents(bucket)).toEqual(await contents(folder));
  expect((await hilo(place, 'move', '--to', address, '--quick')).out).toContain(
    '0 files (0 bytes) copied, 6 there already',
  );

  const back = temporary();
  expect(await hilo(place, 'move', '--from', address, '--to', back)).toMatchObject({ status: 0 });
  expect(await contents(folderStorage(back))).toEqual(await contents(folder));
  expect(await hilo(address, 'check')).toMatchObject({ status: 0, err: expect.stringContaining('4 of 4 files') });
});

test('move copies no damage, tells of it, and copies the rest', async () => {
  const place = temporary();
  const folder = folderStorage(place);
  const held = [await hold(folder, 1000), await hold(folder, 2000)];
  const damaged = held[0]?.key ?? '';
  writeFileSync(path.join(place, damaged), randomBytes(1000));
  const there = temporary();
  const moved = await hilo(place, 'move', '--to', there);
  expect(moved.status).toBe(1);
  expect(moved.err).toContain(`${damaged}: is damaged where it is\n`);
  expect(moved.err).toContain('hilo: 1 file not copied, 1 of them for what is told above. Run it again: it goes on.');
  expect(moved.out).not.toContain('HILO_STORAGE');
  expect(Object.keys(await contents(folderStorage(there)))).toEqual([held[1]?.key]);
  expect(readdirSync(path.join(there, 'tmp'))).toEqual([]);
});

test('move gives up where nothing answers, says why, and goes on another time', async () => {
  const place = temporary();
  const folder = folderStorage(place);
  for (let size = 1; size <= 12; size++) await hold(folder, size);
  const relay = await startRelay(s3.port);
  const address = s3.address('away', relay.port);
  await relay.stop();
  const away = await hilo(place, 'move', '--to', address);
  expect(away).toMatchObject({ status: 1, err: expect.stringContaining('ECONNREFUSED') });
  expect((await hilo(place, 'move', '--to', s3.address('away'))).out).toContain('12 files (78 bytes) copied');

  const nowhere = temporary();
  const mistyped = await hilo(place, 'move', '--from', nowhere, '--to', temporary());
  expect(mistyped).toMatchObject({ status: 2, err: `hilo: There is no folder ${nowhere}.\n` });
  const wrong = await hilo(place, 'move', '--to', 's3://key:secret@hilo?region=eu-west-1');
  expect(wrong).toMatchObject({ status: 2, err: expect.stringMatching(/^hilo: --to must not hold a key/) });
  expect(wrong.err).not.toContain('secret@');
  expect(await hilo(place, 'move', '--to', place)).toMatchObject({
    status: 2,
    err: 'hilo: The files are there already.\n',
  });
});

test.each(['folder', 's3'] as const)('check finds what is missing, damaged or nobody’s: %s', async (kind) => {
  const place = kind === 'folder' ? temporary() : s3.address('checked');
  const address = parseStorageAddress(place);
  const storage =
    address.kind === 'folder' ? folderStorage(address.root) : s3Storage(address, { credentials: s3.credentials });
  const good = await hold(storage, 10);
  const short = await hold(storage, 20);
  const other = await hold(storage, 30);
  const missing = await hold(storage, 40);
  expect(await hilo(place, 'check')).toMatchObject({
    status: 0,
    out: expect.stringMatching(/^4 files \(100 bytes\) in .*: 0 missing, 0 damaged, 0 orphaned\n$/),
  });

  await put(storage, short.key, randomBytes(19));
  await put(storage, other.key, randomBytes(30));
  await storage.remove(missing.key);
  await prisma.upload.update({ where: { id: good.id }, data: { thumbnail: 'made' } });
  await put(storage, `thumbnails/${other.id}.webp`, randomBytes(5));
  const coming = newId();
  await prisma.upload.create({
    data: { id: coming, filename: 'b', type: 'text/plain', size: 9, parts: { create: { start: 0, size: 5 } } },
  });
  await put(storage, `parts/${coming}/0`, randomBytes(5));
  const orphans = [
    await put(storage, `parts/${coming}/5`, randomBytes(4)),
    await put(storage, `thumbnails/${newId()}.webp`, randomBytes(5)),
    await put(storage, blobKey('ab'.repeat(32)), randomBytes(5)),
  ];

  const full = await hilo(place, 'check');
  expect(full.status).toBe(1);
  const line = (...words: string[]) => new RegExp(`^${words.join(' +')}`, 'm');
  expect(full.out).toMatch(line('missing', '40 bytes', missing.key, `${missing.publicId} "a.bin"`));
  expect(full.out).toMatch(line('missing', '0 bytes', `thumbnails/${good.id}.webp`, `thumbnail of ${good.publicId}`));
  expect(full.out).toMatch(line('damaged', '20 bytes', short.key, `19 bytes: ${short.publicId}`));
  expect(full.out).toMatch(line('damaged', '30 bytes', other.key, `other bytes: ${other.publicId}`));
  for (const key of orphans) expect(full.out).toMatch(line('orphaned', '\\d bytes', key, 'for less than a day'));
  expect(full.out).toContain(': 2 missing, 2 damaged, 3 orphaned\n');
  expect(full.err).toContain('hilo: Files are missing or damaged: get them back from a backup.\n');

  const quick = await hilo(place, 'check', '--quick');
  expect(quick.out).toContain(': 2 missing, 1 damaged, 3 orphaned\n');
  expect(quick.out).toContain('Only their sizes were compared');

  // Young ones may be on their way to a row.
  expect((await hilo(place, 'check', '--quick', '--remove-orphans')).out).toContain('0 orphans removed');
  for (const key of orphans) expect(await storage.size(key)).not.toBeNull();
  if (address.kind === 's3') return;
  const before = await contents(storage);
  const yesterday = new Date(Date.now() - 25 * 60 * 60 * 1000);
  for (const key of Object.keys(before)) utimesSync(path.join(address.root, key), yesterday, yesterday);
  expect((await hilo(place, 'check', '--quick')).out).toContain('3 orphans older than a day: --remove-orphans removes');
  expect((await hilo(place, 'check', '--quick', '--remove-orphans')).out).toContain('3 orphans removed');
  for (const key of orphans) delete before[key];
  expect(await contents(storage)).toEqual(before);
});

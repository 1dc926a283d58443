import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { db, inTransaction } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { blobKey } from '@/lib/platform/storage';
import { storage } from '@/lib/platform/storage-place';
import { storageUnavailable } from '@/lib/platform/storage-trouble';
import { startS3, type TestS3 } from '@/lib/platform/testing-s3';
import { beginStorage, keys, put } from '@/lib/platform/testing-storage';
import { makeActor } from '@/prisma/factories';
import { keepUpload } from './commands/keep';
import { holdBytes, holdParts } from './commands/remove';
import { sweepStorage } from './commands/sweep';

/** As many as there are in a day. */
const runs = 24;

/** In milliseconds, a little more than a day from now: by then what is put now is old enough to go. */
const tomorrow = () => Date.now() + 25 * 60 * 60 * 1000;

/** A day of runs. Gives how many keys went. */
async function sweepForADay(now = tomorrow()): Promise<number> {
  let removed = 0;
  for (let run = 0; run < runs; run += 1) removed += await sweepStorage({ now });
  return removed;
}

let s3: TestS3;
beforeAll(async () => {
  s3 = await startS3();
});
afterAll(() => s3.stop());

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** For a lock of this file's own database; others are at work in the same Postgres. */
const isWaiting = sql`locktype = 'advisory' AND NOT granted
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

/** The row of an upload of somebody's, still on its way. */
async function makeUpload(): Promise<string> {
  const id = newId();
  const { userId } = await makeActor('client');
  await db.query(sql`INSERT INTO uploads (id, owner_id, filename, type, size)
    VALUES (${id}::uuid, ${userId}::uuid, 'a.txt', 'text/plain', 10)`);
  return id;
}

describe.each(['folder', 's3'] as const)('what no row names, in a storage: %s', { timeout: 240_000 }, (kind) => {
  test('goes within a day of runs once it is a day old, and nothing else does', async () => {
    await beginStorage(kind === 's3' ? s3 : undefined);
    await sweepStorage();
    const bytes = randomBytes(2_000);
    const source = async function* () {
      yield bytes;
    };
    const { id } = await keepUpload(await makeActor('agent'), source(), { filename: 'a.bin' });
    const coming = await makeUpload();
    await db.query(sql`INSERT INTO upload_parts (upload_id, start, size) VALUES (${coming}::uuid, 0, 5)`);
    const named = [blobKey(hashOf(bytes)), await put(`thumbnails/${id}.webp`), await put(`parts/${coming}/0`)];
    // Not of a shape that Hilo gives.
    named.push(await put('sha256/00/notes.txt'), await put('backup/2026/all.tar'));
    const [first, last] = [await put(blobKey('00'.repeat(32))), await put(blobKey('ff'.repeat(32)))];
    await put(`parts/${coming}/5`);
    await put(`parts/${newId()}/0`);
    await put(`thumbnails/${newId()}.webp`);
    const all = await keys();
    expect(all).toHaveLength(10);

    expect(await sweepForADay(Date.now())).toBe(0);
    expect(await keys()).toEqual(all);

    // A share of the storage with each run.
    await db.query(sql`UPDATE storage_sweep SET at = ''`);
    expect(await sweepStorage({ now: tomorrow() })).toBe(1);
    const left = await keys();
    expect([left.includes(first), left.includes(last)]).toEqual([false, true]);
    expect(await sweepForADay()).toBe(4);
    expect(await keys()).toEqual(named.toSorted());
    expect(await sweepForADay()).toBe(0);
  });
});

describe('what no row names', () => {
  let place: string;
  beforeEach(async () => {
    place = await beginStorage();
  });

  test('stays when somebody comes to name equal bytes, or the same part, in that moment', async () => {
    await sweepStorage();
    const bytes = randomBytes(50);
    const [sha256, upload, whole] = [hashOf(bytes), await makeUpload(), await makeUpload()];
    await put(blobKey(sha256), bytes);
    await put(`parts/${upload}/0`);
    const all = await keys();
    const waiting = () => db.query(sql`SELECT 1 FROM pg_locks WHERE ${isWaiting}`);
    const sweeps: Promise<number>[] = [];
    const sweepAfter = async (share: string) => {
      await db.query(sql`UPDATE storage_sweep SET at = ${share}`);
      sweeps.push(sweepStorage({ now: tomorrow() }));
      await expect.poll(waiting).toHaveLength(sweeps.length);
    };
    const first = Number.parseInt(sha256.slice(0, 2), 16);
    // The parts come after the youngest ids.
    const youngest = Math.floor(Date.now() / 2 ** 32).toString(16);
    await inTransaction(async (tx) => {
      await holdBytes(tx, sha256);
      await holdParts(tx, upload);
      await sweepAfter(first === 0 ? '' : `sha256/${(first - 1).toString(16).padStart(2, '0')}/`);
      await sweepAfter(`thumbnails/${youngest.padStart(4, '0')}`);
      await tx.query(
        sql`UPDATE uploads SET sha256 = decode(${sha256}, 'hex'), whole_at = now() WHERE id = ${whole}::uuid`,
      );
      await tx.query(sql`INSERT INTO upload_parts (upload_id, start, size) VALUES (${upload}::uuid, 0, 5)`);
    });
    expect(await Promise.all(sweeps)).toEqual([0, 0]);
    expect(await keys()).toEqual(all);
  });

  test('waits for the next run where a storage fails, and a share that fails keeps no other from being seen', async () => {
    await sweepStorage();
    const [bad, good] = [await put(blobKey('00'.repeat(32))), await put(blobKey('01'.repeat(32)))];
    renameSync(place, `${place}.away`);
    expect(await sweepStorage({ now: tomorrow() })).toBe(0);
    renameSync(`${place}.away`, place);
    expect(await keys()).toEqual([bad, good]);

    const { list } = storage();
    const failing = vi.spyOn(storage(), 'list').mockImplementation((prefix) => {
      if (prefix === 'sha256/00/') throw storageUnavailable(new Error('EIO'));
      return list(prefix);
    });
    onTestFinished(() => failing.mockRestore());
    expect([await sweepStorage({ now: tomorrow() }), await sweepStorage({ now: tomorrow() })]).toEqual([0, 1]);
    failing.mockRestore();
    expect(await keys()).toEqual([bad]);
    expect(await sweepForADay()).toBe(1);
  });

  test('goes by so many in one run, and not at all when the process is to end', async () => {
    await sweepStorage();
    const folder = path.join(place, 'sha256/00');
    mkdirSync(folder, { recursive: true });
    for (let at = 0; at < 5; at += 1) writeFileSync(path.join(folder, `00${randomBytes(31).toString('hex')}`), 'x');
    expect(await sweepStorage({ now: tomorrow(), most: 2, signal: AbortSignal.abort() })).toBe(0);
    expect(await keys()).toHaveLength(5);
    await db.query(sql`UPDATE storage_sweep SET at = ''`);
    expect(await sweepStorage({ now: tomorrow(), most: 2 })).toBe(2);
    expect(await keys()).toHaveLength(3);
    expect(await sweepForADay()).toBe(3);
  });

  test('and was staged by somebody who was killed over it goes with the next run', async () => {
    await storage().stage(Readable.from([randomBytes(10)]));
    const drafts = () => readdirSync(path.join(place, 'tmp')).map((name) => path.join(place, 'tmp', name));
    const yesterday = new Date(Date.now() - 25 * 60 * 60 * 1000);
    for (const draft of drafts()) utimesSync(draft, yesterday, yesterday);
    expect(drafts()).toHaveLength(1);
    const failing = vi.spyOn(storage(), 'clean').mockRejectedValue(storageUnavailable(new Error('AccessDenied')));
    // A storage that does not let that be done lets all else be done.
    await sweepStorage();
    await put(blobKey('00'.repeat(32)));
    expect(await sweepForADay()).toBe(1);
    expect(drafts()).toHaveLength(1);
    failing.mockRestore();
    await sweepStorage();
    expect(drafts()).toEqual([]);
  });
});

import { once } from 'node:events';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import net, { type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import sql from 'sql-template-tag';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findProgram } from '@/bin/programs.mjs';
import type { UserActor } from '@/lib/auth/actor';
import { db } from '@/lib/platform/db';
import { putEnv } from '@/lib/platform/env';
import { toPublicId } from '@/lib/platform/ids';
import { storage } from '@/lib/platform/storage-place';
import { badPhrase, type Clamd, prepareClamd, streamMax } from '@/lib/platform/testing-clamd';
import { noise, zip } from '@/lib/platform/testing-pictures';
import { startWorker, type Worker } from '@/lib/worker/worker';
import { makeActor } from '@/prisma/factories';
import { keepUpload } from './commands/keep';
import { makeThumbnailOf } from './commands/make-thumbnail';
import { mendUploads } from './commands/mend';
import { scanUpload } from './commands/scan';
import { fileOf } from './queries/file';
import { getReadable, type UploadRow } from './queries/readable';
import { storedBytes } from './queries/stored';

const program = findProgram('clamd');
let folder: string;
let clamd: Clamd;
let actor: UserActor;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'hilo-scan-'));
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  clamd = prepareClamd(program ?? '', path.join(folder, 'clamd'), `127.0.0.1:${port}`);
});
beforeEach(async () => {
  putEnv({ HILO_STORAGE: path.join(folder, 'files'), HILO_CLAMD: clamd.address });
  actor = await makeActor('client');
});
afterAll(async () => {
  await clamd.stop();
  await rm(folder, { recursive: true, force: true });
});

async function keep(bytes: string | Buffer, filename = 'carta.txt'): Promise<string> {
  return (await keepUpload(actor, Readable.from([Buffer.from(bytes)]), { filename })).id;
}

const rowOf = (id: string): Promise<UploadRow> => getReadable(actor, toPublicId('attachment', id));
const scanOf = async (id: string) => (await rowOf(id)).scan;

/** What whoever opens it gets: its text, or the code of the refusal. */
async function open(id: string): Promise<string> {
  try {
    const row = await rowOf(id);
    const stream = await fileOf(row, row.filename).open();
    let text = '';
    for await (const chunk of stream ?? []) text += String(chunk);
    return stream ? text : 'no bytes';
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

async function keys(): Promise<string[]> {
  const found: string[] = [];
  for (const prefix of ['sha256/', 'thumbnails/']) for await (const { key } of storage().list(prefix)) found.push(key);
  return found;
}

/** What the queue still has to do about it. */
const jobsOf = (id: string) =>
  db.query<{ task: string; attempts: number; inMinutes: number }>(
    sql`SELECT task_identifier AS task, attempts, round(extract(epoch FROM run_at - now()) / 60)::int AS "inMinutes"
        FROM graphile_worker.jobs WHERE key LIKE ${`%${id}`}`,
  );

test('without a scanner nothing is held back', async () => {
  putEnv({ HILO_CLAMD: '' });
  const id = await keep('sin más');
  expect([await scanOf(id), await open(id), await jobsOf(id)]).toEqual(['none', 'sin más', []]);
});

test('with one that is away a file is held back, and is let go when the scanner is given up', async () => {
  const id = await keep(await noise(20, 20).png().toBuffer(), 'captura.png');
  expect(await jobsOf(id)).toMatchObject([{ task: 'attachments.scan', attempts: 0 }]);
  await expect(scanUpload(id)).rejects.toThrow('ClamAV cannot be asked');
  // No thumbnail of what nobody has looked at.
  await makeThumbnailOf(id);
  expect([await open(id), (await rowOf(id)).thumbnail]).toEqual(['ATTACHMENT_NOT_SCANNED', 'pending']);
  putEnv({ HILO_CLAMD: '' });
  expect(await mendUploads()).toBeGreaterThan(0);
  expect(await scanOf(id)).toBe('none');
  expect(await jobsOf(id)).toContainEqual(expect.objectContaining({ task: 'attachments.thumbnail' }));
  await makeThumbnailOf(id);
  expect(await rowOf(id)).toMatchObject({ thumbnail: 'made', width: 20, height: 20 });
});

describe.skipIf(!program)('with a real clamd', () => {
  beforeAll(() => clamd.start(), 60_000);
  afterAll(() => clamd.stop());

  test('what is harmless is let go, and only then gets its thumbnail', async () => {
    const id = await keep(await noise(20, 20).png().toBuffer(), 'captura.png');
    expect(await open(id)).toBe('ATTACHMENT_NOT_SCANNED');
    await scanUpload(id);
    expect(await scanOf(id)).toBe('clean');
    expect(await jobsOf(id)).toContainEqual(expect.objectContaining({ task: 'attachments.thumbnail' }));
    await makeThumbnailOf(id);
    expect(await rowOf(id)).toMatchObject({ thumbnail: 'made' });
    // Once more does nothing.
    await scanUpload(id);
    expect(await scanOf(id)).toBe('clean');
  });

  test.each<[string, () => string | Buffer]>([
    ['in a text', () => `Hola:\n${badPhrase}\n`],
    ['in a ZIP', () => zip([{ name: 'carta.txt', data: Buffer.from(`Hola: ${badPhrase}`) }])],
    [
      'in a ZIP in a ZIP',
      () => zip([{ name: 'dentro.zip', data: zip([{ name: 'carta.txt', data: Buffer.from(badPhrase) }]) }]),
    ],
    ['behind a picture', () => Buffer.concat([Buffer.from('GIF89a'), Buffer.alloc(500), Buffer.from(badPhrase)])],
  ])('what is bad %s nobody may open: its bytes are gone, its row says so', async (_, bytes) => {
    const before = await keys();
    const id = await keep(bytes());
    expect(await keys()).toHaveLength(before.length + 1);
    expect(await open(id)).toBe('ATTACHMENT_NOT_SCANNED');
    await scanUpload(id);
    expect([await scanOf(id), await open(id)]).toEqual(['infected', 'ATTACHMENT_INFECTED']);
    expect(await keys()).toEqual(before);
    await scanUpload(id);
    expect(await scanOf(id)).toBe('infected');
  });

  test('files of the same bytes share its fate, those that came before there was a scanner too', async () => {
    const picture = Buffer.concat([await noise(30, 30).png().toBuffer(), Buffer.from(badPhrase)]);
    putEnv({ HILO_CLAMD: '' });
    const old = await keep(picture, 'vieja.png');
    await makeThumbnailOf(old);
    expect(await rowOf(old)).toMatchObject({ scan: 'none', thumbnail: 'made' });
    putEnv({ HILO_CLAMD: clamd.address });
    const fresh = await keep(picture, 'nueva.png');
    await scanUpload(fresh);
    for (const id of [old, fresh]) {
      expect(await open(id)).toBe('ATTACHMENT_INFECTED');
      expect(await rowOf(id)).toMatchObject({ thumbnail: 'none', width: null });
    }
    expect((await keys()).filter((key) => key.includes(old))).toEqual([]);
    // Sent once more they are there for the scan, and gone after it.
    const again = await keep(picture, 'otra-vez.png');
    await scanUpload(old);
    expect(await open(again)).toBe('ATTACHMENT_NOT_SCANNED');
    await scanUpload(again);
    expect(await open(again)).toBe('ATTACHMENT_INFECTED');
    const { sha256 } = await rowOf(again);
    expect((await keys()).filter((key) => key.includes(sha256 ?? ''))).toEqual([]);
    // Which `storage check` does not call missing.
    for await (const bytes of storedBytes()) expect(bytes.sha256).not.toBe(sha256);
  });

  test('what is larger than it takes stays held back, for nobody has looked', async () => {
    const id = await keep(Buffer.alloc(streamMax + 1, 'a'));
    await scanUpload(id);
    expect(await open(id)).toBe('ATTACHMENT_NOT_SCANNED');
    expect(await jobsOf(id)).toMatchObject([{ task: 'attachments.scan', attempts: 0, inMinutes: 60 }]);
    // Not asked about again and again.
    await mendUploads();
    expect(await jobsOf(id)).toMatchObject([{ inMinutes: 60 }]);
  });

  test('a storage that is away is no verdict', async () => {
    const id = await keep('una carta');
    await rename(path.join(folder, 'files'), path.join(folder, 'elsewhere'));
    try {
      await expect(scanUpload(id)).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
    } finally {
      await rename(path.join(folder, 'elsewhere'), path.join(folder, 'files'));
    }
    await scanUpload(id);
    expect(await open(id)).toBe('una carta');
  });

  describe('by the worker', () => {
    let worker: Worker;
    beforeAll(async () => {
      worker = await startWorker();
    });
    afterEach(() => clamd.stop());
    afterAll(() => worker.stop());

    test('held back while it is away, let go when it is back', async () => {
      await clamd.stop();
      const id = await keep(`nada malo ${Date.now()}`);
      const bad = await keep(`algo malo: ${badPhrase}`);
      const hasFailed = async (one: string) => ((await jobsOf(one))[0]?.attempts ?? 0) > 0;
      await expect.poll(async () => (await hasFailed(id)) && (await hasFailed(bad)), { timeout: 20_000 }).toBe(true);
      expect([await open(id), await open(bad)]).toEqual(['ATTACHMENT_NOT_SCANNED', 'ATTACHMENT_NOT_SCANNED']);
      await clamd.start();
      await db.query(
        sql`UPDATE uploads SET whole_at = now() - interval '1 minute' WHERE id IN (${id}::uuid, ${bad}::uuid)`,
      );
      await mendUploads();
      await expect.poll(() => scanOf(id), { timeout: 20_000 }).toBe('clean');
      await expect.poll(() => scanOf(bad), { timeout: 20_000 }).toBe('infected');
      expect([await open(id), await open(bad)]).toEqual([expect.stringContaining('nada malo'), 'ATTACHMENT_INFECTED']);
    });
  });
});

test('a job in the hands of a killed process is taken up', async () => {
  putEnv({ HILO_CLAMD: '' });
  const id = await keep(await noise(20, 20).png().toBuffer(), 'captura.png');
  await db.query(sql`UPDATE uploads SET whole_at = now() - interval '1 minute' WHERE id = ${id}::uuid`);
  const setJob = (lockedAgo: string) =>
    db.query(
      sql`UPDATE graphile_worker._private_jobs SET attempts = 1, locked_by = 'killed', locked_at = now() - ${lockedAgo}::interval
          WHERE key LIKE ${`%${id}`}`,
    );
  const fresh = async () => (await jobsOf(id)).filter(({ attempts }) => attempts === 0).length;
  await setJob('1 minute');
  await mendUploads();
  expect(await fresh()).toBe(0);
  await setJob('6 minutes');
  await mendUploads();
  expect(await fresh()).toBe(1);
  await db.query(sql`DELETE FROM graphile_worker._private_jobs WHERE key LIKE ${`%${id}`}`);
  await mendUploads();
  expect(await fresh()).toBe(1);
});

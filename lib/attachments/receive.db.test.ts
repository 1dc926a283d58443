import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { UserActor } from '@/lib/auth/actor';
import { db } from '@/lib/platform/db';
import { putEnv } from '@/lib/platform/env';
import { newId, toPublicId } from '@/lib/platform/ids';
import { blobKey } from '@/lib/platform/storage';
import { storage } from '@/lib/platform/storage-place';
import { makeActor } from '@/prisma/factories';
import { beginUpload } from './commands/begin';
import { receivePart, resumeUpload } from './commands/receive';
import { findIncoming } from './queries/incoming';

let folder: string;
let actor: UserActor;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'hilo-files-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  putEnv({ HILO_STORAGE: folder, HILO_UPLOAD_MAX: '100000', HILO_UPLOAD_QUOTA: '250000' });
  actor = await makeActor('client');
});

async function begin(size: number, by = actor): Promise<string> {
  const id = newId();
  await beginUpload(by, { id, filename: 'plano.bin', type: 'application/pdf', size });
  return toPublicId('attachment', id);
}

async function* pieces(bytes: Uint8Array, length = 1000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function keptBytes(bytes: Uint8Array): Promise<Buffer | null> {
  const stream = await storage().read(blobKey(sha256(bytes)));
  if (!stream) return null;
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function partsInStorage(): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of storage().list('parts/')) keys.push(key);
  return keys;
}

const rejected = (code: string) =>
  expect.objectContaining({ status: 'rejected', reason: expect.objectContaining({ code }) });

describe('an upload that comes in parts', () => {
  test('is whole with its last byte, under its own id, and leaves no parts', async () => {
    const bytes = randomBytes(10_000);
    const id = await begin(bytes.length);
    expect(await receivePart(actor, id, 0, pieces(bytes.subarray(0, 4_321)))).toBe(4_321);
    expect(await findIncoming(actor, id)).toMatchObject({ received: 4_321, size: 10_000, isWhole: false });
    expect(await receivePart(actor, id, 4_321, pieces(bytes.subarray(4_321, 4_322)))).toBe(4_322);
    expect(await receivePart(actor, id, 4_322, pieces(bytes.subarray(4_322)))).toBe(10_000);
    const whole = await findIncoming(actor, id);
    expect(whole).toMatchObject({ received: 10_000, isWhole: true, type: 'application/octet-stream' });
    expect(await keptBytes(bytes)).toEqual(bytes);
    expect(await db.query(sql`SELECT 1 FROM upload_parts WHERE upload_id = ${whole.id}::uuid`)).toEqual([]);
    expect(await partsInStorage()).toEqual([]);
  });

  test.each([1, 99_999, 100_000])('may come all at once: %i bytes', async (size) => {
    const bytes = randomBytes(size);
    const id = await begin(size);
    expect(await receivePart(actor, id, 0, pieces(bytes))).toBe(size);
    expect(await keptBytes(bytes)).toEqual(bytes);
    expect(await partsInStorage()).toEqual([]);
  });

  test('without a byte is whole as soon as it is looked at', async () => {
    const id = await begin(0);
    expect(await resumeUpload(actor, id)).toMatchObject({ isWhole: true, size: 0 });
    expect(await keptBytes(Buffer.alloc(0))).toEqual(Buffer.alloc(0));
  });

  test('takes nothing at another place than where it goes on, and nothing over its size', async () => {
    const bytes = randomBytes(5_000);
    const id = await begin(5_000);
    await receivePart(actor, id, 0, pieces(bytes.subarray(0, 2_000)));
    for (const wrong of [0, 1_999, 2_001, 5_000])
      await expect(receivePart(actor, id, wrong, pieces(bytes))).rejects.toMatchObject({
        code: 'UPLOAD_OFFSET_MISMATCH',
      });
    await expect(receivePart(actor, id, 2_000, pieces(randomBytes(3_001)))).rejects.toMatchObject({
      code: 'BODY_TOO_LARGE',
    });
    expect(await findIncoming(actor, id)).toMatchObject({ received: 2_000 });
    await receivePart(actor, id, 2_000, pieces(bytes.subarray(2_000)));
    expect(await keptBytes(bytes)).toEqual(bytes);
    // Asked again, as by who did not hear the answer, it is as it was.
    expect(await receivePart(actor, id, 5_000, pieces(Buffer.alloc(0)))).toBe(5_000);
  });

  test('of several that send at once, one wins each time, and nothing is mixed', async () => {
    const bytes = randomBytes(60_000);
    const id = await begin(bytes.length);
    const others = Array.from({ length: 5 }, () => randomBytes(60_000));
    const firsts = [bytes, ...others].map((each) => receivePart(actor, id, 0, pieces(each.subarray(0, 30_000))));
    const settled = await Promise.allSettled(firsts);
    const won = settled.findIndex(({ status }) => status === 'fulfilled');
    expect(settled.filter((_, index) => index !== won)).toEqual(Array(5).fill(rejected('UPLOAD_OFFSET_MISMATCH')));
    const winner = [bytes, ...others][won] ?? bytes;
    const lasts = Array.from({ length: 4 }, () => receivePart(actor, id, 30_000, pieces(winner.subarray(30_000))));
    const ended = await Promise.allSettled(lasts);
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await keptBytes(winner)).toEqual(winner);
  });

  test('of several that send all of it at once, one wins and is what is kept', async () => {
    const all = Array.from({ length: 4 }, () => randomBytes(20_000));
    const id = await begin(20_000);
    const settled = await Promise.allSettled(all.map((each) => receivePart(actor, id, 0, pieces(each))));
    const won = settled.findIndex(({ status }) => status === 'fulfilled');
    expect(settled.filter((_, index) => index !== won)).toEqual(Array(3).fill(rejected('UPLOAD_OFFSET_MISMATCH')));
    for (const [index, each] of all.entries()) expect(await keptBytes(each)).toEqual(index === won ? each : null);
  });

  test('is nobody else’s, and nobody’s after a day', async () => {
    const id = await begin(10);
    const stranger = await makeActor('admin');
    await expect(receivePart(stranger, id, 0, pieces(randomBytes(10)))).rejects.toMatchObject({
      code: 'ATTACHMENT_NOT_FOUND',
    });
    await expect(resumeUpload(stranger, id)).rejects.toMatchObject({ code: 'ATTACHMENT_NOT_FOUND' });
    await db.query(
      sql`UPDATE uploads SET created_at = now() - interval '24 hours 1 second' WHERE owner_id = ${actor.userId}::uuid`,
    );
    await expect(resumeUpload(actor, id)).rejects.toMatchObject({ code: 'ATTACHMENT_NOT_FOUND' });
  });

  test('goes back to where its bytes were lost', async () => {
    const bytes = randomBytes(9_000);
    const id = await begin(9_000);
    const { id: uuid } = await findIncoming(actor, id);
    for (const start of [0, 3_000]) await receivePart(actor, id, start, pieces(bytes.subarray(start, start + 3_000)));
    await storage().remove(`parts/${uuid}/3000`);
    await expect(receivePart(actor, id, 6_000, pieces(bytes.subarray(6_000)))).rejects.toMatchObject({
      code: 'UPLOAD_OFFSET_MISMATCH',
    });
    expect(await resumeUpload(actor, id)).toMatchObject({ received: 3_000 });
    await receivePart(actor, id, 3_000, pieces(bytes.subarray(3_000)));
    expect(await keptBytes(bytes)).toEqual(bytes);
  });

  test('all of whose bytes came, and which could not be kept, is kept when it is looked at again', async () => {
    const bytes = randomBytes(4_000);
    const id = await begin(4_000);
    await receivePart(actor, id, 0, pieces(bytes.subarray(0, 1_000)));
    putEnv({ HILO_UPLOAD_QUOTA: '3999' });
    const last = receivePart(actor, id, 1_000, pieces(bytes.subarray(1_000)));
    await expect(last).rejects.toMatchObject({ code: 'UPLOAD_QUOTA_EXCEEDED' });
    expect(await findIncoming(actor, id)).toMatchObject({ received: 4_000, isWhole: false });
    await expect(resumeUpload(actor, id)).rejects.toMatchObject({ code: 'UPLOAD_QUOTA_EXCEEDED' });
    putEnv({ HILO_UPLOAD_QUOTA: '4000' });
    expect(await resumeUpload(actor, id)).toMatchObject({ isWhole: true });
    expect(await keptBytes(bytes)).toEqual(bytes);
  });

  test('cut in the middle, keeps what came, and what fails otherwise, nothing', async () => {
    const bytes = randomBytes(4_000);
    const id = await begin(4_000);
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield bytes.subarray(0, 1_000);
      throw new Error('broken');
    }
    await expect(receivePart(actor, id, 0, failing())).rejects.toThrow('broken');
    expect(await findIncoming(actor, id)).toMatchObject({ received: 0 });
    expect(await receivePart(actor, id, 0, pieces(bytes.subarray(0, 1_000)))).toBe(1_000);
    expect(await partsInStorage()).toHaveLength(1);
  });
});

describe('before the first byte', () => {
  test('a file over the limit is refused, one of exactly as much is not', async () => {
    await expect(begin(100_001)).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
    await begin(100_000);
  });

  test('what is announced counts against a client’s quota, and against nobody else’s', async () => {
    await begin(100_000);
    await begin(100_000);
    await expect(begin(50_001)).rejects.toMatchObject({ code: 'UPLOAD_QUOTA_EXCEEDED' });
    await begin(50_000);
    await begin(100_000, await makeActor('client'));
    const agent = await makeActor('agent');
    for (let each = 0; each < 4; each++) await begin(100_000, agent);
  });

  test('of two at once only one gets the last of the quota', async () => {
    await begin(100_000);
    const settled = await Promise.allSettled([begin(100_000), begin(100_000)]);
    expect(settled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('fifty half uploaded files are enough', async () => {
    for (let each = 0; each < 50; each++) await begin(1);
    await expect(begin(1)).rejects.toMatchObject({ code: 'TOO_MANY_UPLOADS' });
    await begin(1, await makeActor('client'));
  });

  test('also when all are begun at once by somebody without a quota', async () => {
    const agent = await makeActor('agent');
    const settled = await Promise.allSettled(Array.from({ length: 60 }, () => begin(1, agent)));
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(50);
  });
});

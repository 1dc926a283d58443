import { createHash, randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import sql from 'sql-template-tag';
import { beforeEach, describe, expect, test } from 'vitest';
import type { UserActor } from '@/lib/auth/actor';
import { saveDraft } from '@/lib/drafts/commands';
import { putIntoOutbox } from '@/lib/outbox/commands/put';
import { putIntoOutboxSchema } from '@/lib/outbox/schema';
import { db } from '@/lib/platform/db';
import { putEnv } from '@/lib/platform/env';
import { blobKey } from '@/lib/platform/storage';
import { storage } from '@/lib/platform/storage-place';
import { createTicket } from '@/lib/tickets/commands/create';
import { ticketKey } from '@/lib/tickets/queries/find';
import { makeActor, makeTicket, ticketInput } from '@/prisma/factories';
import { keepUpload } from './commands/keep';
import { purgeUploads } from './commands/purge';
import { removeUpload } from './commands/remove';
import { presentKept } from './present';

const max = 100_000;

let client: UserActor;
let agent: UserActor;

beforeEach(async () => {
  putEnv({ HILO_UPLOAD_MAX: String(max), HILO_UPLOAD_QUOTA: '250000' });
  [client, agent] = await Promise.all([makeActor('client'), makeActor('agent')]);
});

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function* pieces(bytes: Uint8Array, length = 7_919): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

const keep = (bytes: Uint8Array, by = client, more: { filename?: string; expectedSize?: number } = {}) =>
  keepUpload(by, pieces(bytes), { filename: 'datos.bin', ...more });

async function kept(bytes: Uint8Array): Promise<string | null> {
  const stream = await storage().read(blobKey(sha256(bytes)));
  if (!stream) return null;
  const hash = createHash('sha256');
  for await (const chunk of stream) hash.update(chunk);
  return hash.digest('hex');
}

async function keysIn(prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of storage().list(prefix)) keys.push(key);
  return keys.sort();
}

const rowsOf = (actor: UserActor) =>
  db.query<{ id: string }>(sql`SELECT id FROM uploads WHERE owner_id = ${actor.userId}::uuid ORDER BY id`);

/** Whether every file that there is a row of has its bytes, and all bytes belong to a row. */
async function expectInStep(): Promise<void> {
  const rows = await db.query<{ sha256: string }>(
    sql`SELECT DISTINCT encode(sha256, 'hex') AS sha256 FROM uploads WHERE sha256 IS NOT NULL`,
  );
  expect(await keysIn('sha256/')).toEqual(rows.map((row) => blobKey(row.sha256)).sort());
}

describe('a file is taken in', () => {
  test.each([0, 1, max - 1, max])('of %i bytes, as it was sent', async (size) => {
    const bytes = randomBytes(size);
    const upload = await keep(bytes, client, { expectedSize: size });
    expect(upload).toMatchObject({ filename: 'datos.bin', size });
    expect(await kept(bytes)).toBe(sha256(bytes));
    expect(await rowsOf(client)).toEqual([{ id: upload.id }]);
  });

  test('of one byte too many, not; and what comes after that byte is not asked for', async () => {
    let asked = 0;
    async function* endless() {
      for (;;) {
        asked += 1;
        yield Buffer.alloc(1_000);
      }
    }
    await expect(keepUpload(client, endless(), { filename: 'a' })).rejects.toThrow('FILE_TOO_LARGE');
    expect(asked).toBe(max / 1_000 + 1);
    asked = 0;
    const announced = keepUpload(client, endless(), { filename: 'a', expectedSize: max + 1 });
    await expect(announced).rejects.toThrow('FILE_TOO_LARGE');
    expect(asked).toBe(0);
    await expect(keep(randomBytes(max + 1))).rejects.toThrow('FILE_TOO_LARGE');
    expect(await rowsOf(client)).toEqual([]);
    await expectNothingStaged();
  });

  test('that breaks off, or is not as long as was said, leaves nothing', async () => {
    async function* broken() {
      yield Buffer.alloc(5_000, 1);
      throw new Error('gone');
    }
    await expect(keepUpload(client, broken(), { filename: 'a' })).rejects.toThrow('gone');
    const cut = keep(randomBytes(10), client, { expectedSize: 11 });
    await expect(cut).rejects.toThrow('INVALID_UPLOAD');
    const left = new AbortController();
    async function* stuck() {
      yield Buffer.alloc(5_000, 1);
      left.abort(new Error('left'));
      await new Promise(() => undefined);
    }
    await expect(keepUpload(client, stuck(), { filename: 'a', signal: left.signal })).rejects.toThrow('left');
    expect(await rowsOf(client)).toEqual([]);
    await expectInStep();
    await expectNothingStaged();
  });

  test('whose bytes cannot be named leaves neither row nor bytes', async () => {
    const bytes = randomBytes(500);
    await db.query(sql`CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no''; END'`);
    await db.query(sql`CREATE CONSTRAINT TRIGGER fail AFTER INSERT ON uploads DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION fail()`);
    try {
      // The transaction fails when it ends, after the bytes have got their name.
      await expect(keep(bytes)).rejects.toThrow('no');
    } finally {
      await db.query(sql`DROP TRIGGER fail ON uploads`);
      await db.query(sql`DROP FUNCTION fail`);
    }
    expect(await kept(bytes)).toBeNull();
    await expectInStep();
    await expectNothingStaged();
  });

  test('a client has so much room, staff as much as they need', async () => {
    await keep(randomBytes(max));
    await keep(randomBytes(max));
    await expect(keep(randomBytes(60_000))).rejects.toThrow('UPLOAD_QUOTA_EXCEEDED');
    await expect(keep(randomBytes(1), client, { expectedSize: 60_000 })).rejects.toThrow('UPLOAD_QUOTA_EXCEEDED');
    await keep(randomBytes(50_000));
    await expect(keep(randomBytes(1))).rejects.toThrow('UPLOAD_QUOTA_EXCEEDED');
    for (let at = 0; at < 4; at++) await keep(randomBytes(max), agent);
    expect(await rowsOf(client)).toHaveLength(3);
  });

  test('of many at once no more are taken than there is room for', async () => {
    const all = await Promise.allSettled(Array.from({ length: 8 }, () => keep(randomBytes(60_000))));
    const reasons = all.flatMap((each) => (each.status === 'rejected' ? [each.reason.code] : []));
    expect(reasons).toEqual(Array.from({ length: 4 }, () => 'UPLOAD_QUOTA_EXCEEDED'));
    expect(await rowsOf(client)).toHaveLength(4);
    await expectInStep();
  });
});

/** Nothing lies where bytes wait for their name. */
async function expectNothingStaged(): Promise<void> {
  expect(await readdir(`${storage().place}/tmp`)).toEqual([]);
}

const isAny = sql`true`;

describe('a file goes', () => {
  test('with its bytes, unless somebody else has the same', async () => {
    const bytes = randomBytes(300);
    const [one, other] = await Promise.all([keep(bytes), keep(bytes, agent)]);
    expect(await removeUpload(one.id, sql`u.owner_id = ${agent.userId}::uuid`)).toBe(false);
    expect(await removeUpload(one.id, isAny)).toBe(true);
    expect(await kept(bytes)).toBe(sha256(bytes));
    expect(await removeUpload(other.id, isAny)).toBe(true);
    expect(await removeUpload(other.id, isAny)).toBe(false);
    expect(await kept(bytes)).toBeNull();
  });

  test('never, while a message has it', async () => {
    const upload = await keep(randomBytes(300));
    await makeTicket(client, { attachments: [presentKept(upload)] });
    expect(await removeUpload(upload.id, isAny)).toBe(false);
    expect(await rowsOf(client)).toHaveLength(1);
  });

  const age = (...ids: string[]) =>
    db.query(sql`UPDATE uploads SET created_at = now() - interval '25 hours',
      whole_at = CASE WHEN whole_at IS NULL THEN NULL ELSE now() - interval '25 hours' END WHERE id = ANY(${ids}::uuid[])`);

  test('a day after it came unused, with what belongs to it; what its owner has begun with stays', async () => {
    const [fresh, old, drafted, outgoing, forgotten] = await Promise.all(
      Array.from({ length: 5 }, () => keep(randomBytes(300), agent)),
    );
    if (!fresh || !old || !drafted || !outgoing || !forgotten) throw new Error('five were kept');
    const half = crypto.randomUUID();
    await db.query(
      sql`INSERT INTO uploads (id, owner_id, filename, type, size) VALUES (${half}::uuid, ${agent.userId}::uuid, 'a', 'a/b', 10)`,
    );
    await db.query(sql`INSERT INTO upload_parts (upload_id, start, size) VALUES (${half}::uuid, 0, 5)`);
    const put = async (key: string) => (await storage().stage(pieces(randomBytes(5)))).commit(key);
    await Promise.all([put(`parts/${half}/0`), put(`thumbnails/${old.id}.webp`), put(`thumbnails/${fresh.id}.webp`)]);
    const id = ticketKey((await makeTicket(client))._id).id;
    const other = ticketKey((await makeTicket(client))._id).id;
    const draft = { message: '', internal: false, revision: 1 };
    await saveDraft(agent, id, { ...draft, attachments: [presentKept(drafted)] });
    // Somebody else's draft keeps nothing.
    await saveDraft(await makeActor('agent'), id, { ...draft, attachments: [presentKept(forgotten)] });
    const say = putIntoOutboxSchema.parse({ message: 'Hola', attachments: [presentKept(outgoing)], delay: 60 });
    await putIntoOutbox(agent, other, say);
    await age(old.id, drafted.id, outgoing.id, forgotten.id, half);
    expect(await purgeUploads()).toBe(3);
    expect((await rowsOf(agent)).map((row) => row.id)).toEqual([fresh.id, drafted.id, outgoing.id].sort());
    expect(await keysIn('parts/')).toEqual([]);
    expect(await keysIn('thumbnails/')).toEqual([`thumbnails/${fresh.id}.webp`]);
    expect(await purgeUploads()).toBe(0);
    await expectInStep();
  });

  test('or stays, whole, while it is removed, sent anew and used at the same time', async () => {
    putEnv({ HILO_UPLOAD_QUOTA: '0' });
    const contents = Array.from({ length: 3 }, () => randomBytes(2_000));
    const first = await Promise.all(contents.flatMap((bytes) => [keep(bytes), keep(bytes), keep(bytes, agent)]));
    await age(...first.map((each) => each.id));
    const use = (at: number) =>
      createTicket(
        client,
        ticketInput({
          attachments: [first[at], first[(at + 4) % 9]].flatMap((each) => (each ? [presentKept(each)] : [])),
        }),
      );
    const work = [
      ...Array.from({ length: 3 }, () => purgeUploads()),
      ...contents.flatMap((bytes) => [keep(bytes, agent), keep(bytes)]),
      ...[0, 1, 3, 4, 6, 7].map(use),
      ...first.map((each) => removeUpload(each.id, isAny)),
    ];
    const done = await Promise.allSettled(work);
    const refused = done.flatMap((each) => (each.status === 'rejected' ? [each.reason.code] : []));
    expect(refused.filter((code) => code !== 'INVALID_ATTACHMENTS')).toEqual([]);
    await expectInStep();
    // A message has all of its files or was not written.
    const lost = sql`SELECT 1 FROM attachments a WHERE a.url LIKE '/v2/attachments/%' AND a.upload_id IS NULL`;
    expect(await db.query(lost)).toEqual([]);
    const used = sql`SELECT 1 FROM uploads u
      WHERE (u.used_at IS NOT NULL) <> EXISTS (SELECT 1 FROM attachments a WHERE a.upload_id = u.id)`;
    expect(await db.query(used)).toEqual([]);
  });
});

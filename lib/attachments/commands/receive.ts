import sql from 'sql-template-tag';
import type { UserActor } from '@/lib/auth/actor';
import { db, inTransaction, type Queryable } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { log } from '@/lib/platform/log';
import type { Staged } from '@/lib/platform/storage';
import { storage } from '@/lib/platform/storage-place';
import { findIncoming, type Incoming } from '../queries/incoming';
import { keepUpload } from './keep';
import { whilePuttingAway } from './put-away';
import { holdParts } from './remove';

const partKey = (id: string, start: number) => `parts/${id}/${start}`;

/** How far an upload has come whose bytes are not all there; undefined where there is no such one. `id` is its UUID. */
async function receivedOf(tx: Queryable, id: string): Promise<number | undefined> {
  const [row] = await tx.query<{ received: number }>(
    sql`SELECT received::float8 AS received FROM uploads WHERE id = ${id}::uuid AND sha256 IS NULL`,
  );
  return row?.received;
}

/**
 * Makes staged bytes the next part of an upload. Of several that begin at the same place one wins, on however many
 * servers: they wait for each other, and the row says where the next begins. It is written when the bytes have their name:
 * whoever has written and waits for a storage would hold up the feed of events.
 * Errors: `UPLOAD_OFFSET_MISMATCH`.
 */
async function addPart({ id, size }: Incoming, start: number, staged: Staged): Promise<number> {
  if (start + staged.size > size) throw new AppError('BODY_TOO_LARGE');
  await whilePuttingAway(async (tx) => {
    await holdParts(tx, id);
    if ((await receivedOf(tx, id)) !== start) throw new AppError('UPLOAD_OFFSET_MISMATCH');
    await staged.commit(partKey(id, start));
    const rows = await tx.query(
      sql`UPDATE uploads SET received = received + ${staged.size}::bigint
          WHERE id = ${id}::uuid AND received = ${start}::bigint AND sha256 IS NULL RETURNING 1`,
    );
    if (rows.length === 0) {
      // It was thrown away meanwhile, or lost bytes before these: nobody has them, and nobody else can have put them.
      await storage().remove(partKey(id, start));
      throw new AppError('UPLOAD_OFFSET_MISMATCH');
    }
    await tx.query(
      sql`INSERT INTO upload_parts (upload_id, start, size) VALUES (${id}::uuid, ${start}::bigint, ${staged.size}::bigint)`,
    );
  });
  return start + staged.size;
}

/** A part whose bytes are not in the storage as they should be. */
class LostPart extends Error {
  constructor(readonly start: number) {
    super(`the part at ${start} is lost`);
  }
}

/** All that came of an upload, in its order. */
async function* joined(id: string): AsyncGenerator<Uint8Array> {
  const parts = await db.query<{ start: number; size: number }>(
    sql`SELECT start::float8 AS start, size::float8 AS size FROM upload_parts WHERE upload_id = ${id}::uuid ORDER BY upload_parts.start`,
  );
  for (const { start, size } of parts) {
    const bytes = await storage().read(partKey(id, start), { start: 0, end: size - 1 });
    if (!bytes) throw new LostPart(start);
    let read = 0;
    for await (const chunk of bytes as AsyncIterable<Uint8Array>) {
      read += chunk.byteLength;
      yield chunk;
    }
    if (read !== size) throw new LostPart(start);
  }
}

/** Has an upload go on from where its bytes were lost. */
async function goBack(id: string, start: number): Promise<void> {
  await inTransaction(async (tx) => {
    await tx.query(
      sql`UPDATE uploads SET received = ${start}::bigint WHERE id = ${id}::uuid AND sha256 IS NULL AND received > ${start}::bigint`,
    );
    await tx.query(sql`DELETE FROM upload_parts WHERE upload_id = ${id}::uuid AND start >= ${start}::bigint`);
  });
}

/**
 * Keeps an upload all of whose bytes have come, under the id that it has; of one that is kept already nothing is done.
 * Where that fails they stay, to try again. Errors: as `keepUpload`; `UPLOAD_OFFSET_MISMATCH` where the storage has lost some.
 */
async function finishUpload(actor: UserActor, { id, filename, size }: Incoming): Promise<void> {
  try {
    await keepUpload(actor, joined(id), { id, filename, expectedSize: size });
  } catch (error) {
    if (error instanceof LostPart) {
      log().error({ err: error, uploadId: id }, 'bytes of an upload are lost');
      await goBack(id, error.start);
      throw new AppError('UPLOAD_OFFSET_MISMATCH');
    }
    if (!(await isWhole(id))) throw error;
  }
}

/** Whether an upload is kept by now: somebody else, on another server perhaps, may have been faster. */
async function isWhole(id: string): Promise<boolean> {
  const rows = await db.query(sql`SELECT 1 FROM uploads WHERE id = ${id}::uuid AND sha256 IS NOT NULL`);
  return rows.length > 0;
}

/**
 * The actor's upload by its public id. One all of whose bytes are there and which could not be kept when the last came is
 * kept now. Errors: `ATTACHMENT_NOT_FOUND`; as `receivePart`.
 */
export async function resumeUpload(actor: UserActor, publicId: string): Promise<Incoming> {
  const upload = await findIncoming(actor, publicId);
  if (upload.isWhole || upload.received < upload.size) return upload;
  await finishUpload(actor, upload);
  return { ...upload, isWhole: true };
}

/**
 * Takes in what may be all of an upload, as it mostly is: hashed while it comes, it need not be read and written again. Where it
 * is less, it is the first part. Gives how much came.
 */
async function receiveFirst(actor: UserActor, upload: Incoming, source: AsyncIterable<Uint8Array>): Promise<number> {
  const { id, filename, size } = upload;
  let short: number | undefined;
  const onShort = async (staged: Staged) => {
    short = staged.size === 0 ? 0 : await addPart(upload, 0, staged);
  };
  try {
    await keepUpload(actor, source, { id, filename, expectedSize: size, onShort });
    return size;
  } catch (error) {
    if (short !== undefined) return short;
    throw (await isWhole(id)) ? new AppError('UPLOAD_OFFSET_MISMATCH') : error;
  }
}

/**
 * Takes in the bytes of an upload from `start` on, as many as the source has: what came of one that was cut is kept. With
 * the last byte the upload is whole. Gives how many have come in all.
 * Errors: `ATTACHMENT_NOT_FOUND`; `UPLOAD_OFFSET_MISMATCH` where the next byte is another, as it is for the slower of two at once;
 * `BODY_TOO_LARGE` for more than were announced; `UPLOAD_QUOTA_EXCEEDED`, `STORAGE_FULL`, `STORAGE_UNAVAILABLE`.
 */
export async function receivePart(
  actor: UserActor,
  publicId: string,
  start: number,
  source: AsyncIterable<Uint8Array>,
): Promise<number> {
  const upload = await findIncoming(actor, publicId);
  if (upload.received !== start) throw new AppError('UPLOAD_OFFSET_MISMATCH');
  if (upload.isWhole) return start;
  if (start === 0 && upload.size > 0) return receiveFirst(actor, upload, source);
  const staged = await storage().stage(source);
  try {
    const received = staged.size === 0 ? start : await addPart(upload, start, staged);
    if (received === upload.size) await finishUpload(actor, upload);
    return received;
  } finally {
    await staged.discard();
  }
}

import { createHash } from 'node:crypto';
import sql from 'sql-template-tag';
import type { UserActor } from '@/lib/auth/actor';
import { db, type Queryable } from '@/lib/platform/db';
import { env } from '@/lib/platform/env';
import { AppError } from '@/lib/platform/errors';
import { newId } from '@/lib/platform/ids';
import { log } from '@/lib/platform/log';
import { blobKey, type Staged } from '@/lib/platform/storage';
import { storage } from '@/lib/platform/storage-place';
import { safeFilename } from '../rules';
import { findType, headBytes } from './find-type';
import { enqueueFollowUp, firstStates } from './follow-up';
import { whilePuttingAway } from './put-away';
import { holdQuota, quotaLeft } from './quota';
import { holdBytes, removeParts, removeUnnamedBytes } from './remove';

/** A file that Hilo holds whole. */
export interface KeptUpload {
  /** UUID. */
  id: string;
  filename: string;
  /** As found in the bytes. */
  type: string;
  /** In bytes. */
  size: number;
}

interface KeepOptions {
  /** As its sender calls it. */
  filename: string;
  /** How many bytes there must be, where that was said. */
  expectedSize?: number;
  signal?: AbortSignal;
  /** The UUID of the actor's upload whose bytes these are, of one that came in parts; its parts go. */
  id?: string;
  /** What becomes of the bytes where fewer came than expected; `INVALID_UPLOAD` is thrown all the same. */
  onShort?: (staged: Staged) => Promise<void>;
}

/** What a stream turned out to be, once it has been read to its end. */
class Meter {
  readonly #hash = createHash('sha256');
  readonly #head: Uint8Array[] = [];
  #headSize = 0;
  size = 0;

  /** Passes the bytes on, up to the first over a limit. Errors: `FILE_TOO_LARGE`, `UPLOAD_QUOTA_EXCEEDED`. */
  async *measure(source: AsyncIterable<Uint8Array>, left: number): AsyncGenerator<Uint8Array> {
    const max = env().HILO_UPLOAD_MAX;
    for await (const chunk of source) {
      this.size += chunk.byteLength;
      if (this.size > max) throw new AppError('FILE_TOO_LARGE');
      if (this.size > left) throw new AppError('UPLOAD_QUOTA_EXCEEDED');
      this.#hash.update(chunk);
      if (this.#headSize < headBytes) {
        // A copy: whoever made the chunk may use its memory again.
        const piece = Uint8Array.prototype.slice.call(chunk, 0, headBytes - this.#headSize);
        this.#head.push(piece);
        this.#headSize += piece.byteLength;
      }
      yield chunk;
    }
  }

  sha256(): string {
    return this.#hash.digest('hex');
  }

  type(filename: string): Promise<string> {
    return findType(Buffer.concat(this.#head), { isWhole: this.#headSize === this.size, filename });
  }
}

interface Found extends KeptUpload {
  sha256: string;
}

/** Writes the row of one that came at once, or ends that of one that came in parts. Errors: `ATTACHMENT_NOT_FOUND`. */
async function writeRow(tx: Queryable, actor: UserActor, found: Found, isInParts: boolean): Promise<void> {
  const { id, filename, type, size, sha256 } = found;
  const { scan, thumbnail } = firstStates(type, size);
  const rows = await tx.query(
    isInParts
      ? sql`UPDATE uploads SET filename = ${filename}, type = ${type}, size = ${size}::bigint, received = ${size}::bigint,
              sha256 = decode(${sha256}, 'hex'), scan = ${scan}, thumbnail = ${thumbnail}, whole_at = now()
            WHERE id = ${id}::uuid AND owner_id = ${actor.userId}::uuid AND sha256 IS NULL RETURNING 1`
      : sql`INSERT INTO uploads (id, owner_id, filename, type, size, received, sha256, scan, thumbnail, whole_at)
            VALUES (${id}::uuid, ${actor.userId}::uuid, ${filename}, ${type}, ${size}::bigint, ${size}::bigint,
              decode(${sha256}, 'hex'), ${scan}, ${thumbnail}, now()) RETURNING 1`,
  );
  if (rows.length === 0) throw new AppError('ATTACHMENT_NOT_FOUND');
  if (isInParts) await tx.query(sql`DELETE FROM upload_parts WHERE upload_id = ${id}::uuid`);
  await enqueueFollowUp(tx, { id, scan, thumbnail });
}

/**
 * Takes in a file, never whole in memory: stores its bytes under their SHA-256 and writes its row, both or neither. Its size
 * and type are what is found. Whatever fails leaves nothing behind; from the first byte over a limit on the source is not
 * read any further.
 * Errors: `FILE_TOO_LARGE`, `UPLOAD_QUOTA_EXCEEDED`, `INVALID_UPLOAD` (not as many bytes as was said), `STORAGE_FULL`,
 * `STORAGE_UNAVAILABLE`, `ATTACHMENT_NOT_FOUND` of an `id` that is not the actor's, or whole already; those of the source.
 */
export async function keepUpload(
  actor: UserActor,
  source: AsyncIterable<Uint8Array>,
  { filename: sentName, expectedSize, signal, id: partsId, onShort }: KeepOptions,
): Promise<KeptUpload> {
  if ((expectedSize ?? 0) > env().HILO_UPLOAD_MAX) throw new AppError('FILE_TOO_LARGE');
  const left = await quotaLeft(db, actor, partsId);
  if ((expectedSize ?? 0) > left) throw new AppError('UPLOAD_QUOTA_EXCEEDED');
  const filename = safeFilename(sentName);
  const meter = new Meter();
  const staged = await storage().stage(meter.measure(source, left), { signal });
  try {
    const { size } = meter;
    if (expectedSize !== undefined && size !== expectedSize) {
      if (size < expectedSize) await onShort?.(staged);
      throw new AppError('INVALID_UPLOAD');
    }
    const found = { id: partsId ?? newId(), filename, size, type: await meter.type(filename), sha256: meter.sha256() };
    let isNamed = false;
    try {
      await whilePuttingAway(async (tx) => {
        await holdBytes(tx, found.sha256);
        await holdQuota(tx, actor, size, partsId);
        isNamed = true;
        // Nothing is written before: whoever has written and waits for a storage would hold up the feed of events.
        await staged.commit(blobKey(found.sha256));
        await writeRow(tx, actor, found, partsId !== undefined);
      });
    } catch (error) {
      // The bytes may have their name, and no row.
      if (isNamed)
        await removeUnnamedBytes(found.sha256).catch((err) => log().warn({ err }, 'bytes without a row are left'));
      throw error;
    }
    if (partsId) await removeParts(partsId).catch((err) => log().warn({ err }, 'parts of a whole upload are left'));
    return { id: found.id, filename, type: found.type, size };
  } finally {
    await staged.discard();
  }
}

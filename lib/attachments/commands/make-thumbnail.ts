import { Readable } from 'node:stream';
import sql from 'sql-template-tag';
import { db } from '@/lib/platform/db';
import { log } from '@/lib/platform/log';
import { blobKey } from '@/lib/platform/storage';
import { storage } from '@/lib/platform/storage-place';
import { BadPictureError, makeThumbnail, type Thumbnail } from '@/lib/platform/thumbnail';

interface Picture {
  sha256: string;
  size: number;
}

/** The row, if its thumbnail is still to be made. */
async function findPicture(id: string): Promise<Picture | undefined> {
  const [row] = await db.query<Picture>(
    sql`SELECT encode(sha256, 'hex') AS sha256, size::float8 AS size FROM uploads
        WHERE id = ${id}::uuid AND sha256 IS NOT NULL AND thumbnail = 'pending' AND scan IN ('none', 'clean')`,
  );
  return row;
}

/** Null where none can be made of it. */
async function makeOf(id: string, { sha256, size }: Picture): Promise<Thumbnail | null> {
  const bytes = await storage().read(blobKey(sha256));
  if (!bytes) throw new Error(`The bytes of upload ${id}, of which a thumbnail is to be made, are not in storage.`);
  try {
    return await makeThumbnail(bytes, size);
  } catch (error) {
    if (!(error instanceof BadPictureError)) throw error;
    log().info({ uploadId: id, reason: error.message }, 'no thumbnail can be made of a picture');
    return null;
  }
}

/**
 * Stores it, and then the row that says so: a transaction that waited for the storage would hold up every event of the desk. Of one
 * that was removed meanwhile nothing stays.
 */
async function keep(id: string, { webp, width, height }: Thumbnail): Promise<void> {
  const key = `thumbnails/${id}.webp`;
  const staged = await storage().stage(Readable.from([webp]));
  try {
    await staged.commit(key);
  } finally {
    await staged.discard();
  }
  const kept = await db.query(
    sql`UPDATE uploads SET thumbnail = 'made', width = ${width}, height = ${height}
        WHERE id = ${id}::uuid AND thumbnail = 'pending' RETURNING id`,
  );
  if (kept.length > 0) return;
  // Another hand may have made it as well: then it is theirs.
  const [made] = await db.query(sql`SELECT 1 AS made FROM uploads WHERE id = ${id}::uuid AND thumbnail = 'made'`);
  if (!made) await storage().remove(key);
}

/**
 * Makes the thumbnail of a picture that waits for one, and notes its size in pixels; a picture that cannot be read is noted
 * as failed. Never of what waits for the scanner. Errors: those of the storage, and of the process that makes it: to be
 * tried again.
 */
export async function makeThumbnailOf(id: string): Promise<void> {
  const picture = await findPicture(id);
  if (!picture) return;
  const thumbnail = await makeOf(id, picture);
  if (thumbnail) return keep(id, thumbnail);
  await db.query(sql`UPDATE uploads SET thumbnail = 'failed' WHERE id = ${id}::uuid AND thumbnail = 'pending'`);
}

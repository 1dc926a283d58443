import { Readable } from 'node:stream';
import sql from 'sql-template-tag';
import { db, inTransaction, type Queryable } from '@/lib/platform/db';
import { log } from '@/lib/platform/log';
import { blobKey } from '@/lib/platform/storage';
import { storage } from '@/lib/platform/storage-place';
import { BadPictureError, makeThumbnail, type Thumbnail } from '@/lib/platform/thumbnail';

interface Picture {
  sha256: string;
  size: number;
}

/** The row, if its thumbnail is still to be made. `lock` keeps it so until the transaction ends. */
async function findPicture(on: Queryable, id: string, lock = sql``): Promise<Picture | undefined> {
  const [row] = await on.query<Picture>(
    sql`SELECT encode(sha256, 'hex') AS sha256, size::float8 AS size FROM uploads
        WHERE id = ${id}::uuid AND sha256 IS NOT NULL AND thumbnail = 'pending' AND scan IN ('none', 'clean') ${lock}`,
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

/** Stores it with the row that says so. Whoever removes the upload waits, and then finds it. */
async function keep(id: string, { webp, width, height }: Thumbnail): Promise<void> {
  const staged = await storage().stage(Readable.from([webp]));
  try {
    await inTransaction(async (tx) => {
      if (!(await findPicture(tx, id, sql`FOR UPDATE`))) return;
      await tx.query(
        sql`UPDATE uploads SET thumbnail = 'made', width = ${width}, height = ${height} WHERE id = ${id}::uuid`,
      );
      await staged.commit(`thumbnails/${id}.webp`);
    });
  } finally {
    await staged.discard();
  }
}

/**
 * Makes the thumbnail of a picture that waits for one, and notes its size in pixels; a picture that cannot be read is noted
 * as failed. Never of what waits for the scanner. Errors: those of the storage, and of the process that makes it: to be
 * tried again.
 */
export async function makeThumbnailOf(id: string): Promise<void> {
  const picture = await findPicture(db, id);
  if (!picture) return;
  const thumbnail = await makeOf(id, picture);
  if (thumbnail) return keep(id, thumbnail);
  await db.query(sql`UPDATE uploads SET thumbnail = 'failed' WHERE id = ${id}::uuid AND thumbnail = 'pending'`);
}

import sql from 'sql-template-tag';
import { scanStream } from '@/lib/platform/clamd';
import { db, inTransaction } from '@/lib/platform/db';
import { env } from '@/lib/platform/env';
import { log } from '@/lib/platform/log';
import { blobKey } from '@/lib/platform/storage';
import { storage } from '@/lib/platform/storage-place';
import { enqueueFollowUp, enqueueScan } from './follow-up';
import { holdBytes, removeUnnamedBytes } from './remove';

/** What is too large for the scanner, or lost, is looked for again after so long: somebody may have seen to it. */
const laterMs = 60 * 60 * 1000;

interface Held {
  id: string;
  filename: string;
  sha256: string;
  scan: string;
  size: number;
}

/** Lets a file go that was held back: as `clean`, or as `none` where nothing scans. */
function release(id: string, scan: 'clean' | 'none'): Promise<void> {
  return inTransaction(async (tx) => {
    const [row] = await tx.query<{ thumbnail: string }>(
      sql`UPDATE uploads SET scan = ${scan} WHERE id = ${id}::uuid AND scan = 'pending' RETURNING thumbnail`,
    );
    if (row) await enqueueFollowUp(tx, { id, scan, thumbnail: row.thumbnail });
  });
}

/** Marks all files of these bytes, for they are the same. */
function condemn(sha256: string): Promise<{ id: string; filename: string }[]> {
  return inTransaction(async (tx) => {
    await holdBytes(tx, sha256);
    return tx.query<{ id: string; filename: string }>(
      sql`UPDATE uploads SET scan = 'infected', thumbnail = 'none', width = NULL, height = NULL
          WHERE sha256 = decode(${sha256}, 'hex') AND scan <> 'infected' RETURNING id, filename`,
    );
  });
}

/** Removes what is infected, unless somebody has sent the same again meanwhile: then that one's scan does. */
async function removeInfected(sha256: string): Promise<void> {
  const rows = await db.query<{ id: string }>(
    sql`SELECT id FROM uploads WHERE sha256 = decode(${sha256}, 'hex') AND scan = 'infected'`,
  );
  for (const { id } of rows) await storage().remove(`thumbnails/${id}.webp`);
  await removeUnnamedBytes(sha256);
}

/** Nothing can be said of it until somebody has done something. */
function putOff({ id, filename, size }: Held, why: string): Promise<void> {
  log().error({ uploadId: id, filename, size }, `a file stays held back: ${why}`);
  return enqueueScan(db, id, laterMs);
}

/**
 * Has the scanner look at a file that is held back. Clean, it is let go. Infected, its bytes are removed and so are those of every
 * file that is the same; the rows stay, so that messages can say what became of it. More than the scanner takes, it stays held
 * back, for nobody has looked at it.
 * @throws ScannerUnavailableError and errors of the storage, `STORAGE_UNAVAILABLE` among them: to be tried again
 */
export async function scanUpload(id: string, signal?: AbortSignal): Promise<void> {
  const [row] = await db.query<Held>(
    sql`SELECT id, filename, encode(sha256, 'hex') AS sha256, scan, size::float8 AS size FROM uploads
        WHERE id = ${id}::uuid AND sha256 IS NOT NULL AND scan IN ('pending', 'infected')`,
  );
  if (!row) return;
  // Its last try may have ended between the two.
  if (row.scan === 'infected') return removeInfected(row.sha256);
  if (!env().HILO_CLAMD) return release(id, 'none');
  const bytes = await storage().read(blobKey(row.sha256));
  if (!bytes) return putOff(row, 'its bytes are not in storage');
  const verdict = await scanStream(env().HILO_CLAMD, bytes, signal).finally(() => bytes.destroy());
  if (verdict.is === 'clean') return release(id, 'clean');
  if (verdict.is === 'size') return putOff(row, 'it is larger than clamd takes (StreamMaxLength)');
  const uploads = await condemn(row.sha256);
  log().warn({ uploads, sha256: row.sha256, signature: verdict.by }, 'an infected file: its bytes are removed');
  await removeInfected(row.sha256);
}

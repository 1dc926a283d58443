import sql, { type Sql } from 'sql-template-tag';
import { db, type Queryable } from '@/lib/platform/db';
import { log } from '@/lib/platform/log';
import { blobKey, promisedBy } from '@/lib/platform/storage';
import { storage } from '@/lib/platform/storage-place';
import { partBehind, unnamedAmong } from '../queries/stored';
import { whilePuttingAway } from './put-away';

/** Has whoever else stores or removes the same bytes wait until the transaction ends. `sha256` is in hexadecimal. */
export async function holdBytes(tx: Queryable, sha256: string): Promise<void> {
  await tx.query(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`upload bytes ${sha256}`}, 0))`, 'hold_bytes');
}

/** Has whoever else adds or removes a part of an upload wait until the transaction ends. `id` is its UUID. */
export async function holdParts(tx: Queryable, id: string): Promise<void> {
  await tx.query(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`upload parts ${id}`}, 0))`, 'hold_parts');
}

/** Removes the bytes of a hash that no upload has (any more), or infected ones alone. Gives whether it did. */
export function removeUnnamedBytes(sha256: string): Promise<boolean> {
  return whilePuttingAway(async (tx) => {
    await holdBytes(tx, sha256);
    const named = await tx.query(
      sql`SELECT 1 FROM uploads WHERE sha256 = decode(${sha256}, 'hex') AND scan <> 'infected' LIMIT 1`,
    );
    if (named.length === 0) await storage().remove(blobKey(sha256));
    return named.length === 0;
  });
}

/**
 * Removes what stands under a key, unless somebody has come to name it: who names equal bytes, or the same part, just now is waited
 * for. Gives whether it did.
 */
export async function removeUnnamed(key: string): Promise<boolean> {
  const sha256 = promisedBy(key);
  if (sha256) return removeUnnamedBytes(sha256);
  const remove = async (on: Queryable) => {
    if ((await unnamedAmong([key], on)).length === 0) return false;
    await storage().remove(key);
    return true;
  };
  const part = partBehind(key);
  // Nobody can come to name a thumbnail: an upload whose row is gone never has one again.
  if (!part) return remove(db);
  return whilePuttingAway(async (tx) => {
    await holdParts(tx, part.id);
    return remove(tx);
  });
}

/** Removes what came of an upload in parts. `id` is its UUID. */
export async function removeParts(id: string): Promise<void> {
  for await (const { key } of storage().list(`parts/${id}/`)) await storage().remove(key);
}

/** Deletes the row; its bytes cannot be what somebody else is storing just now. Gives their hash. */
function removeRow(id: string, condition: Sql): Promise<{ sha256: string | null } | undefined> {
  return whilePuttingAway(async (tx) => {
    const [row] = await tx.query<{ sha256: string | null }>(
      sql`DELETE FROM uploads u WHERE u.id = ${id}::uuid AND u.used_at IS NULL AND ${condition}
          RETURNING encode(u.sha256, 'hex') AS sha256`,
    );
    return row;
  });
}

/**
 * Removes an upload that no message has, as long as `condition` (on `uploads u`) holds: the row, its thumbnail and parts, and
 * its bytes unless another upload has the same. A message that takes it at the same moment wins, or is refused by the foreign
 * key. Gives whether it was there to be removed.
 */
export async function removeUpload(id: string, condition: Sql): Promise<boolean> {
  const row = await removeRow(id, condition);
  if (!row) return false;
  // The row goes first: should all end here, bytes without a name do no harm, a file without bytes would.
  try {
    await storage().remove(`thumbnails/${id}.webp`);
    await removeParts(id);
    if (row.sha256) await removeUnnamedBytes(row.sha256);
  } catch (err) {
    log().warn({ err, uploadId: id }, 'bytes of a removed upload are left in the storage');
  }
  return true;
}

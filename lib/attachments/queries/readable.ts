import sql, { type Sql } from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { db } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { fromPublicId } from '@/lib/platform/ids';
import { readableUploads } from '../policy';

/** A file that Hilo holds, or is being given. */
export interface UploadRow {
  id: string;
  /** Null once they are gone. */
  ownerId: string | null;
  filename: string;
  type: string;
  /** In bytes; of one that is still coming, how many there will be. */
  size: number;
  received: number;
  /** In hexadecimal; null while it is still coming. */
  sha256: string | null;
  scan: 'none' | 'pending' | 'clean' | 'infected';
  thumbnail: 'none' | 'pending' | 'made' | 'failed';
  /** In pixels, of an image whose thumbnail was made. */
  width: number | null;
  height: number | null;
  isUsed: boolean;
}

async function find(publicId: string, condition: Sql, name: string): Promise<UploadRow> {
  const id = fromPublicId(publicId, 'attachment');
  const [row] = id
    ? await db.query<UploadRow>(
        sql`SELECT h.id, h.owner_id AS "ownerId", h.filename, h.type, h.size::float8 AS size, h.received::float8 AS received,
              encode(h.sha256, 'hex') AS sha256, h.scan, h.thumbnail, h.width, h.height, h.used_at IS NOT NULL AS "isUsed"
            FROM uploads h WHERE h.id = ${id}::uuid AND ${condition}`,
        name,
      )
    : [];
  if (!row) throw new AppError('ATTACHMENT_NOT_FOUND');
  return row;
}

/** A file that the actor may read. Errors: `ATTACHMENT_NOT_FOUND`, the same for absent, foreign and malformed ids. */
export function getReadable(actor: Actor, publicId: string): Promise<UploadRow> {
  const kind = actor.kind === 'system' ? 'system' : isStaff(actor) ? 'staff' : 'client';
  return find(publicId, readableUploads(actor), `readable_upload_${kind}`);
}

/** A file as whoever shows a signed link to it may read it: without asking who they are. Errors: `ATTACHMENT_NOT_FOUND`. */
export function getLinked(publicId: string): Promise<UploadRow> {
  return find(publicId, sql`true`, 'linked_upload');
}

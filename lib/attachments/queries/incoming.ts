import sql from 'sql-template-tag';
import type { UserActor } from '@/lib/auth/actor';
import { db } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { fromPublicId } from '@/lib/platform/ids';

/** How long an upload may take to arrive, in milliseconds. */
export const arrivalMs = 24 * 60 * 60 * 1000;

/** An upload as far as it has come. */
export interface Incoming {
  /** UUID. */
  id: string;
  filename: string;
  /** As its sender says, until it is whole. */
  type: string;
  /** How many bytes there will be. */
  size: number;
  /** How many have come. */
  received: number;
  isWhole: boolean;
  createdAt: Date;
}

/**
 * The actor's own upload, whole or still coming; one that did not come in time is there no more. `id` is public.
 * Errors: `ATTACHMENT_NOT_FOUND`.
 */
export async function findIncoming(actor: UserActor, id: string): Promise<Incoming> {
  const uuid = fromPublicId(id, 'attachment');
  const [row] = uuid
    ? await db.query<Incoming>(
        sql`SELECT id, filename, type, size::float8 AS size, sha256 IS NOT NULL AS "isWhole", created_at AS "createdAt",
              CASE WHEN sha256 IS NULL THEN received ELSE size END::float8 AS received
            FROM uploads
            WHERE id = ${uuid}::uuid AND owner_id = ${actor.userId}::uuid
              AND (sha256 IS NOT NULL OR created_at > now() - ${arrivalMs}::float8 * interval '1 millisecond')`,
        'find_incoming',
      )
    : [];
  if (!row) throw new AppError('ATTACHMENT_NOT_FOUND');
  return row;
}

import sql from 'sql-template-tag';
import type { UserActor } from '@/lib/auth/actor';
import { env } from '@/lib/platform/env';
import { AppError } from '@/lib/platform/errors';
import { arrivalMs } from '../queries/incoming';
import { safeFilename } from '../rules';
import { whilePuttingAway } from './put-away';
import { holdQuota } from './quota';

/** How many uploads of one person may be on their way. */
const maxOnTheirWay = 50;

/**
 * Begins an upload that will come in parts: from now on its `size` bytes count against the quota. `id` is its new UUID;
 * `type` is what its sender says.
 * Errors: `FILE_TOO_LARGE`, `UPLOAD_QUOTA_EXCEEDED`, `TOO_MANY_UPLOADS`.
 */
export async function beginUpload(
  actor: UserActor,
  { id, filename, type, size }: { id: string; filename: string; type: string; size: number },
): Promise<void> {
  if (size > env().HILO_UPLOAD_MAX) throw new AppError('FILE_TOO_LARGE');
  // Its quota may wait for a file that is being put away just now.
  await whilePuttingAway(async (tx) => {
    // Those without a quota count, too: of many at once none may overlook the others.
    await tx.query(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`uploads begun ${actor.userId}`}, 0))`);
    await holdQuota(tx, actor, size);
    const [row] = await tx.query<{ count: number }>(
      sql`SELECT count(*)::int AS count FROM uploads
          WHERE owner_id = ${actor.userId}::uuid AND sha256 IS NULL
            AND created_at > now() - ${arrivalMs}::float8 * interval '1 millisecond'`,
    );
    if ((row?.count ?? 0) >= maxOnTheirWay) throw new AppError('TOO_MANY_UPLOADS');
    await tx.query(
      sql`INSERT INTO uploads (id, owner_id, filename, type, size)
          VALUES (${id}::uuid, ${actor.userId}::uuid, ${safeFilename(filename)}, ${type}, ${size}::bigint)`,
    );
  });
}

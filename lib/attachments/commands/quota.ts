import sql, { empty } from 'sql-template-tag';
import type { UserActor } from '@/lib/auth/actor';
import type { Queryable } from '@/lib/platform/db';
import { env } from '@/lib/platform/env';
import { AppError } from '@/lib/platform/errors';

/** How many bytes a client may still send, `except` one upload's; Infinity for staff, and where there is no quota. */
export async function quotaLeft(on: Queryable, actor: UserActor, except?: string): Promise<number> {
  const quota = env().HILO_UPLOAD_QUOTA;
  if (actor.role !== 'client' || quota === 0) return Number.POSITIVE_INFINITY;
  const [row] = await on.query<{ held: number }>(
    sql`SELECT coalesce(sum(size), 0)::float8 AS held FROM uploads
        WHERE owner_id = ${actor.userId}::uuid ${except ? sql`AND id <> ${except}::uuid` : empty}`,
  );
  return quota - (row?.held ?? 0);
}

/**
 * Makes sure that a client may hold `size` bytes more, until the transaction ends: two at once cannot both take the last.
 * `except` is an upload that does not count, as it is the one in question. Errors: `UPLOAD_QUOTA_EXCEEDED`.
 */
export async function holdQuota(tx: Queryable, actor: UserActor, size: number, except?: string): Promise<void> {
  if (actor.role !== 'client' || env().HILO_UPLOAD_QUOTA === 0) return;
  await tx.query(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`upload quota ${actor.userId}`}, 0))`);
  if (size > (await quotaLeft(tx, actor, except))) throw new AppError('UPLOAD_QUOTA_EXCEEDED');
}

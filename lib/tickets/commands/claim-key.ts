import { createHash } from 'node:crypto';
import sql, { empty, type Sql } from 'sql-template-tag';
import type { UserActor } from '@/lib/auth/actor';
import type { Queryable } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';

/** A caller's own name for a request, so that a retry is known as one. At most 255 characters. */
export interface Keyed {
  idempotencyKey?: string;
}

/**
 * What makes two requests the same: the route, the caller's role (which decides what the answer may hold) and the input as
 * parsed. So spacing and ignored properties make no difference.
 */
export function hashRequest(actor: UserActor, route: string, input: unknown): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([route, actor.role, input]))
    .digest();
}

/**
 * The statement that claims a key, giving a row when it is ours. It waits for a transaction that holds the same key; once
 * that one commits it gives no row: the request was already answered. A key is free again after 24 hours. A `from` without a row forbids it.
 */
export function claimKey(actor: UserActor, key: string, requestHash: Buffer, ticketId: string, from = empty): Sql {
  return sql`INSERT INTO idempotency_keys AS k (user_id, key, request_hash, ticket_id)
    SELECT ${actor.userId}::uuid, ${key}::text, ${requestHash}::bytea, ${ticketId}::uuid ${from}
    ON CONFLICT (user_id, key) DO UPDATE SET request_hash = excluded.request_hash, ticket_id = excluded.ticket_id,
      response = NULL, created_at = now() WHERE k.created_at < now() - interval '24 hours'
    RETURNING k.key`;
}

/** The first answer to a key, or what it takes to make it again. */
export interface Remembered {
  request_hash: Buffer;
  response: unknown;
  ticket_id: string;
  client_id: string;
  number: number;
  created_at: Date;
}

/**
 * What was answered to a key before; undefined when nothing was, or not in these 24 hours. Errors:
 * `IDEMPOTENCY_KEY_MISMATCH` when the request was another one.
 */
export async function recallKey(
  on: Queryable,
  actor: UserActor,
  key: string,
  requestHash: Buffer,
): Promise<Remembered | undefined> {
  const [row] = await on.query<Remembered>(
    sql`SELECT k.request_hash, k.response, k.ticket_id, t.client_id, t.number, t.created_at
        FROM idempotency_keys k JOIN tickets t ON t.id = k.ticket_id
        WHERE k.user_id = ${actor.userId}::uuid AND k.key = ${key} AND k.created_at >= now() - interval '24 hours'`,
  );
  if (row && !row.request_hash.equals(requestHash)) throw new AppError('IDEMPOTENCY_KEY_MISMATCH');
  return row;
}

/** That a key was taken when it was to be claimed, and was nobody's when it was looked up: whoever held it gave it back. */
export function keyInUse(): AppError {
  return new AppError('IDEMPOTENCY_KEY_IN_USE', { retryAfter: 1 });
}

/**
 * Runs `work`; a first request that takes too long becomes `IDEMPOTENCY_KEY_IN_USE` for the one that waits for it. With `forKeyAlone`
 * only what waits for the key itself does: where nothing else stands between two requests of one key, another lock is not about it.
 */
export async function whileWaitingForKey<T>(work: () => Promise<T>, forKeyAlone = false): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isLockTimeout = error instanceof Error && 'code' in error && error.code === '55P03';
    // Postgres tells what it was doing: "while checking uniqueness of tuple (0,1) in relation …".
    const isForKey =
      isLockTimeout && (!forKeyAlone || ('where' in error && `${error.where}`.includes('idempotency_keys')));
    throw isForKey ? new AppError('IDEMPOTENCY_KEY_IN_USE', { retryAfter: 1, cause: error }) : error;
  }
}

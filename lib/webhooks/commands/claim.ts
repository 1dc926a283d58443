import sql from 'sql-template-tag';
import type { Role } from '@/lib/auth/actor';
import type { Queryable } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { maxAttempts } from '../rules';

/** How long an attempt may take before it counts as one whose process died: twice what sending may take. */
const busyMs = 30_000;

/** An attempt that has begun. Nobody else begins one of the same delivery before `busyUntil`. */
export interface Attempt {
  id: string;
  deliveryId: string;
  webhookId: string;
  isTest: boolean;
  url: string;
  /** The secret and, for a day after it was made anew, the one before. */
  secrets: string[];
  payload: string;
  busyUntil: Date;
}

interface DueRow {
  webhookId: string;
  isTest: boolean;
  isForStaff: boolean;
  role: Role;
  url: string;
  secret: string;
  previousSecret: string | null;
  payload: string;
  attemptCount: number;
}

/** A delivery is tried ten times, a test once; what was made for the desk is not for its owner who has become a client. */
function isGivenUp({ attemptCount, isTest, isForStaff, role }: DueRow): boolean {
  return attemptCount >= (isTest ? 1 : maxAttempts) || (isForStaff && role === 'client');
}

/**
 * Begins an attempt of a delivery: it stands in the ledger before anything is sent, so that none goes out unseen. Null when
 * there is nothing to send: not due, done, being tried, off, its owner disabled; one that is given up becomes failed.
 * @param ms for how long nobody else may try
 */
export async function claim(tx: Queryable, deliveryId: string, ms = busyMs): Promise<Attempt | null> {
  // The column keeps milliseconds: what is due now may have been rounded to a moment just ahead.
  const [due] = await tx.query<DueRow>(
    sql`SELECT d.webhook_id AS "webhookId", d.event_id IS NULL AS "isTest", d.is_for_staff AS "isForStaff", u.role, w.url, w.secret,
          CASE WHEN w.previous_secret_until > now() THEN w.previous_secret END AS "previousSecret", d.payload,
          d.attempt_count AS "attemptCount"
        FROM webhook_deliveries d JOIN webhooks w ON w.id = d.webhook_id JOIN users u ON u.id = w.user_id
        WHERE d.id = ${deliveryId}::uuid AND d.status = 'pending' AND d.next_attempt_at <= now() + interval '1 millisecond'
          AND (d.busy_until IS NULL OR d.busy_until <= now()) AND w.is_enabled AND u.disabled_at IS NULL
        FOR UPDATE OF d SKIP LOCKED`,
  );
  if (!due) return null;
  if (isGivenUp(due)) {
    await tx.query(
      sql`UPDATE webhook_deliveries SET status = 'failed', next_attempt_at = NULL, busy_until = NULL WHERE id = ${deliveryId}::uuid`,
    );
    return null;
  }
  const id = newId();
  const [busy] = await tx.query<{ until: Date }>(
    sql`WITH attempt AS (
          INSERT INTO webhook_attempts (id, delivery_id, number, started_at, request_bytes)
          SELECT ${id}::uuid, ${deliveryId}::uuid, coalesce(max(number), 0) + 1, clock_timestamp(), ${Buffer.byteLength(due.payload)}::int
          FROM webhook_attempts WHERE delivery_id = ${deliveryId}::uuid
        )
        UPDATE webhook_deliveries SET attempt_count = attempt_count + 1,
          busy_until = clock_timestamp() + ${ms}::float8 * interval '1 millisecond'
        WHERE id = ${deliveryId}::uuid RETURNING busy_until AS until`,
  );
  if (!busy) throw new Error('a delivery that was held is gone');
  const { webhookId, isTest, url, payload } = due;
  const secrets = due.previousSecret === null ? [due.secret] : [due.secret, due.previousSecret];
  return { id, deliveryId, webhookId, isTest, url, secrets, payload, busyUntil: busy.until };
}

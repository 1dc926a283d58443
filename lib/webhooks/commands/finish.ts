import sql from 'sql-template-tag';
import { systemActor } from '@/lib/auth/actor';
import { inTransaction, type Queryable } from '@/lib/platform/db';
import { toPublicId } from '@/lib/platform/ids';
import { log } from '@/lib/platform/log';
import type { Outcome } from '@/lib/platform/outbound';
import { failingLimitMs, waitAfter } from '../rules';
import type { DeliveryStatus } from '../schema';
import type { Attempt } from './claim';
import { enqueueDelivery } from './requeue';
import { turnOff } from './turn-off';

async function writeAttempt(tx: Queryable, attempt: Attempt, outcome: Outcome): Promise<void> {
  const { durationMs, status, error, responseBytes, responseHead } = outcome;
  await tx.query(
    sql`UPDATE webhook_attempts SET duration_ms = ${durationMs}, status = ${status}, error = ${error},
          response_bytes = ${responseBytes}, response_head = ${responseHead} WHERE id = ${attempt.id}::uuid`,
  );
}

/** Whatever else was decided meanwhile: it has arrived. */
async function writeSuccess(tx: Queryable, attempt: Attempt): Promise<void> {
  await tx.query(
    sql`UPDATE webhook_deliveries SET status = 'delivered', delivered_at = now(), next_attempt_at = NULL, busy_until = NULL
        WHERE id = ${attempt.deliveryId}::uuid`,
  );
  if (attempt.isTest) return;
  await tx.query(
    sql`UPDATE webhooks SET failing_since = NULL WHERE id = ${attempt.webhookId}::uuid AND failing_since IS NOT NULL`,
  );
}

/** Gives the delivery another try later, or up. An attempt that outlived its time leaves that to the one after it. */
async function writeFailure(tx: Queryable, attempt: Attempt, outcome: Outcome): Promise<void> {
  const { deliveryId } = attempt;
  const [held] = await tx.query<{ status: DeliveryStatus; count: number; now: Date }>(
    sql`UPDATE webhook_deliveries SET busy_until = NULL
        WHERE id = ${deliveryId}::uuid AND busy_until = ${attempt.busyUntil}::timestamptz
        RETURNING status, attempt_count AS count, clock_timestamp() AS now`,
  );
  if (held?.status !== 'pending') return;
  const wait = attempt.isTest ? null : waitAfter(held.count, outcome, held.now, Math.random());
  const next = wait === null ? null : new Date(held.now.getTime() + wait);
  await tx.query(
    sql`UPDATE webhook_deliveries SET status = ${next ? 'pending' : 'failed'}::delivery_status,
          next_attempt_at = ${next}::timestamptz WHERE id = ${deliveryId}::uuid`,
  );
  if (next) await enqueueDelivery(tx, attempt, next);
}

/** Whether nothing but failure has come back for too long. The first failure begins that time. */
async function noteFailing(tx: Queryable, webhookId: string): Promise<boolean> {
  const [row] = await tx.query<{ isOver: boolean }>(
    sql`UPDATE webhooks SET failing_since = coalesce(failing_since, now()) WHERE id = ${webhookId}::uuid
        RETURNING now() - failing_since >= ${failingLimitMs}::float8 * interval '1 millisecond' AS "isOver"`,
  );
  return row?.isOver ?? false;
}

/**
 * Writes what an attempt came to, in one transaction: the ledger, what becomes of the delivery, and of the webhook: 410 turns
 * it off, and so do five days of nothing but failure. A test says nothing of the five days.
 */
export async function finish(attempt: Attempt, outcome: Outcome): Promise<void> {
  await inTransaction(async (tx) => {
    const { webhookId } = attempt;
    const held = await tx.query(sql`SELECT 1 FROM webhooks WHERE id = ${webhookId}::uuid FOR NO KEY UPDATE`);
    // Deleted meanwhile, and its ledger with it.
    if (held.length === 0) return;
    await writeAttempt(tx, attempt, outcome);
    const { status } = outcome;
    if (status !== null && status >= 200 && status < 300) return writeSuccess(tx, attempt);
    await writeFailure(tx, attempt, outcome);
    const isOver = attempt.isTest ? false : await noteFailing(tx, webhookId);
    const reason = status === 410 ? 'gone' : isOver ? 'failing' : null;
    if (!reason) return;
    await turnOff(tx, systemActor('worker'), webhookId, reason);
    log().warn({ webhook: toPublicId('webhook', webhookId), reason }, 'a webhook was turned off');
  });
}

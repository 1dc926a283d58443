import sql, { empty, type Sql } from 'sql-template-tag';
import type { Actor } from '@/lib/auth/actor';
import { inTransaction, type Queryable } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { visibleDeliveries } from '../policy';
import { type DeliveryRow, getDelivery, holdWebhook } from '../queries';
import type { ResendAll } from '../schema';
import { dueNow, enqueueDelivery, requeueDue } from './requeue';

/** Makes deliveries due, as if never tried: ten fresh attempts under the same id. Gives how many. */
async function makeDue(tx: Queryable, actor: Actor, webhookId: string, which: Sql): Promise<number> {
  if (!(await holdWebhook(tx, actor, webhookId)).isEnabled) throw new AppError('WEBHOOK_DISABLED');
  const rows = await tx.query(
    sql`UPDATE webhook_deliveries d SET status = 'pending', attempt_count = 0, next_attempt_at = ${dueNow}, delivered_at = NULL
        WHERE d.webhook_id = ${webhookId}::uuid AND ${visibleDeliveries(actor)} AND ${which} RETURNING 1`,
  );
  return rows.length;
}

/**
 * Sends one delivery again, soon, under the same id. One that is still to be tried is tried now.
 * Errors: `WEBHOOK_NOT_FOUND`, `DELIVERY_NOT_FOUND`, `WEBHOOK_DISABLED`.
 */
export async function resendDelivery(actor: Actor, webhookId: string, deliveryId: string): Promise<DeliveryRow> {
  await inTransaction(async (tx) => {
    const count = await makeDue(tx, actor, webhookId, sql`d.id = ${deliveryId}::uuid`);
    if (count === 0) throw new AppError('DELIVERY_NOT_FOUND');
    await enqueueDelivery(tx, { deliveryId, webhookId });
  });
  return getDelivery(actor, webhookId, deliveryId);
}

/**
 * Sends again all deliveries made since a moment, or those of one status, but no tests. Gives how many.
 * Errors: `WEBHOOK_NOT_FOUND`, `WEBHOOK_DISABLED`.
 */
export async function resendSince(actor: Actor, webhookId: string, { since, status }: ResendAll): Promise<number> {
  return inTransaction(async (tx) => {
    const ofStatus = status ? sql`AND d.status = ${status}::delivery_status` : empty;
    const which = sql`d.created_at >= ${since}::timestamptz AND d.event_id IS NOT NULL ${ofStatus}`;
    const count = await makeDue(tx, actor, webhookId, which);
    // The first few; each that is sent brings the next ones.
    await requeueDue(webhookId, tx);
    return count;
  });
}

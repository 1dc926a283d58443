import sql from 'sql-template-tag';
import type { Actor } from '@/lib/auth/actor';
import { inTransaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { newId } from '@/lib/platform/ids';
import { type DeliveryRow, getDelivery, holdWebhook } from '../queries';
import { claim } from './claim';
import { send } from './deliver';
import { dueNow } from './requeue';

/** How many tests of one webhook may be on their way at once: each holds its caller for up to 15 seconds. */
const maxTests = 2;

/**
 * Sends a message of the type `webhook.test` at once, once, and waits for what comes of it.
 * Errors: `WEBHOOK_NOT_FOUND`, `WEBHOOK_DISABLED`, `RATE_LIMITED` while two tests of it are on their way.
 */
export async function sendTest(actor: Actor, webhookId: string): Promise<DeliveryRow> {
  const id = newId();
  const payload = JSON.stringify({ type: 'webhook.test', timestamp: new Date().toISOString(), data: {} });
  const attempt = await inTransaction(async (tx) => {
    if (!(await holdWebhook(tx, actor, webhookId)).isEnabled) throw new AppError('WEBHOOK_DISABLED');
    const busy = await tx.query(
      sql`SELECT 1 FROM webhook_deliveries WHERE webhook_id = ${webhookId}::uuid AND status = 'pending'
            AND event_id IS NULL AND busy_until > now()`,
    );
    if (busy.length >= maxTests) throw new AppError('RATE_LIMITED', { retryAfter: 15 });
    await tx.query(
      sql`INSERT INTO webhook_deliveries (id, webhook_id, type, payload, is_for_staff, next_attempt_at)
          VALUES (${id}::uuid, ${webhookId}::uuid, 'webhook.test', ${payload}, false, ${dueNow})`,
    );
    return claim(tx, id);
  });
  // Its owner is disabled: nothing is sent for them.
  if (!attempt) throw new AppError('WEBHOOK_DISABLED');
  await send(attempt);
  return getDelivery(actor, webhookId, id);
}

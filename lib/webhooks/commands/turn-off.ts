import sql from 'sql-template-tag';
import type { Actor } from '@/lib/auth/actor';
import { record } from '@/lib/events/record';
import type { Queryable } from '@/lib/platform/db';
import type { WebhookObject } from '../schema';

/** Gives up what was still to be sent to a webhook. */
export async function giveUp(tx: Queryable, id: string): Promise<void> {
  await tx.query(
    sql`UPDATE webhook_deliveries SET status = 'failed', next_attempt_at = NULL
        WHERE webhook_id = ${id}::uuid AND status = 'pending'`,
  );
}

/**
 * Turns a webhook off that is on, and gives up what was still to be sent. `reason` is null when a person did it. The event is
 * the notice: Settings shows it. Whoever calls holds the webhook's row.
 */
export async function turnOff(
  tx: Queryable,
  actor: Actor,
  id: string,
  reason: WebhookObject['disabledReason'],
): Promise<void> {
  const turned = await tx.query(
    sql`UPDATE webhooks SET is_enabled = false, disabled_reason = ${reason}, disabled_at = now(), updated_at = now()
        WHERE id = ${id}::uuid AND is_enabled RETURNING 1`,
  );
  if (turned.length === 0) return;
  await giveUp(tx, id);
  await record(tx, actor, { name: 'webhook.disabled', subject: { type: 'webhook', id }, data: { reason } });
}

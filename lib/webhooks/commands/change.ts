import sql, { join, type Sql } from 'sql-template-tag';
import type { Actor } from '@/lib/auth/actor';
import { position, record } from '@/lib/events/record';
import { inTransaction } from '@/lib/platform/db';
import { getWebhook, holdWebhook, type WebhookRow } from '../queries';
import { rotationMs } from '../rules';
import type { ChangeWebhook } from '../schema';
import { checkEvents, checkUrl, newSecret } from './create';
import { giveUp, turnOff } from './turn-off';

/** What of a change differs from what is there, as assignments. Another address, or one turned on again, has not failed yet. */
function assignments(held: WebhookRow, { url, events, enabled }: ChangeWebhook): Record<string, Sql> {
  const isMoved = url != null && url !== held.url;
  const isTurnedOn = enabled === true && !held.isEnabled;
  return {
    ...(isMoved && { url: sql`url = ${url}` }),
    ...(events != null && events.join() !== held.events.join() && { events: sql`events = ${events}::text[]` }),
    // What happened while it was off is not told.
    ...(isTurnedOn && {
      enabled: sql`is_enabled = true, disabled_reason = NULL, disabled_at = NULL, from_position = ${position}`,
    }),
    ...((isMoved || isTurnedOn) && { failingSince: sql`failing_since = NULL` }),
  };
}

/**
 * Changes a webhook; `enabled: true` turns it on again and forgets why it was off, `false` turns it off and gives up what was
 * still to be sent. Errors: `WEBHOOK_NOT_FOUND`, `INVALID_EVENTS`, `INVALID_URL`.
 */
export async function changeWebhook(actor: Actor, id: string, change: ChangeWebhook): Promise<WebhookRow> {
  const { user } = await getWebhook(actor, id);
  if (change.events) checkEvents(user.role, change.events);
  if (change.url != null) await checkUrl(change.url);
  await inTransaction(async (tx) => {
    const held = await holdWebhook(tx, actor, id);
    const set = assignments(held, change);
    const changed = Object.keys(set);
    if (changed.length > 0) {
      await tx.query(sql`UPDATE webhooks SET ${join(Object.values(set))}, updated_at = now() WHERE id = ${id}::uuid`);
      const data = { changed: changed.filter((each) => each !== 'failingSince') };
      await record(tx, actor, { name: 'webhook.changed', subject: { type: 'webhook', id }, data });
    }
    // A dispatch that still saw it on may have made one more after it was turned off.
    if ('enabled' in set) await giveUp(tx, id);
    if (change.enabled === false) await turnOff(tx, actor, id, null);
  });
  return getWebhook(actor, id);
}

/** Deletes a webhook with its ledger; what was still to be sent is not. Errors: `WEBHOOK_NOT_FOUND`. */
export async function deleteWebhook(actor: Actor, id: string): Promise<WebhookRow> {
  const row = await getWebhook(actor, id);
  await inTransaction(async (tx) => {
    await holdWebhook(tx, actor, id);
    await tx.query(sql`DELETE FROM webhooks WHERE id = ${id}::uuid`);
    await record(tx, actor, { name: 'webhook.deleted', subject: { type: 'webhook', id } });
  });
  return row;
}

/**
 * Makes the secret anew. The one before signs as well for a day, so that the receiver can take over in its own time; one
 * before that no more. Errors: `WEBHOOK_NOT_FOUND`.
 */
export async function rotateSecret(actor: Actor, id: string): Promise<{ row: WebhookRow; secret: string }> {
  const secret = newSecret();
  await inTransaction(async (tx) => {
    await holdWebhook(tx, actor, id);
    await tx.query(
      sql`UPDATE webhooks SET previous_secret = secret, secret = ${secret}, updated_at = now(),
            previous_secret_until = now() + ${rotationMs} * interval '1 millisecond' WHERE id = ${id}::uuid`,
    );
    await record(tx, actor, {
      name: 'webhook.changed',
      subject: { type: 'webhook', id },
      data: { changed: ['secret'] },
    });
  });
  return { row: await getWebhook(actor, id), secret };
}

import { randomBytes } from 'node:crypto';
import sql from 'sql-template-tag';
import type { Role, UserActor } from '@/lib/auth/actor';
import { position, record } from '@/lib/events/record';
import type { TicketEventName } from '@/lib/events/schema';
import { inTransaction } from '@/lib/platform/db';
import { env } from '@/lib/platform/env';
import { AppError, invalid } from '@/lib/platform/errors';
import { newId } from '@/lib/platform/ids';
import { mayKeepUrl } from '@/lib/platform/outbound-target';
import { getWebhook, type WebhookRow } from '../queries';
import { hearableEvents, maxWebhooks } from '../rules';
import type { CreateWebhook } from '../schema';

/** `whsec_` and 256 random bits in base64, as the Standard Webhooks specification writes a secret. */
export function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

/** Refuses an address that is not to be sent to. Errors: `INVALID_URL`. */
export async function checkUrl(url: string): Promise<void> {
  if (!(await mayKeepUrl(url, { allow: env().HILO_WEBHOOK_ALLOW })))
    throw invalid({ field: 'url', code: 'INVALID_URL' });
}

/** Refuses types that the owner may not hear. Errors: `INVALID_EVENTS`. */
export function checkEvents(role: Role, events: TicketEventName[]): void {
  const hearable = hearableEvents(role);
  if (!events.every((each) => hearable.includes(each))) throw invalid({ field: 'events', code: 'INVALID_EVENTS' });
}

/**
 * Makes a webhook of one's own. It hears what happens from now on. The secret is in this answer and nowhere else.
 * Errors: `INVALID_EVENTS`, `INVALID_URL`, `TOO_MANY_WEBHOOKS`.
 */
export async function createWebhook(
  actor: UserActor,
  { url, events }: CreateWebhook,
): Promise<{ row: WebhookRow; secret: string }> {
  checkEvents(actor.role, events);
  await checkUrl(url);
  const [id, secret] = [newId(), newSecret()];
  await inTransaction(async (tx) => {
    // Two at once wait in line, so that neither is one too many.
    await tx.query(sql`SELECT 1 FROM users WHERE id = ${actor.userId}::uuid FOR NO KEY UPDATE`);
    const [count] = await tx.query<{ n: number }>(
      sql`SELECT count(*)::int AS n FROM webhooks WHERE user_id = ${actor.userId}::uuid`,
    );
    if ((count?.n ?? 0) >= maxWebhooks) throw new AppError('TOO_MANY_WEBHOOKS');
    await tx.query(
      sql`INSERT INTO webhooks (id, user_id, url, events, secret, from_position)
          VALUES (${id}::uuid, ${actor.userId}::uuid, ${url}, ${events}::text[], ${secret}, ${position})`,
    );
    await record(tx, actor, { name: 'webhook.created', subject: { type: 'webhook', id }, data: { events } });
  });
  return { row: await getWebhook(actor, id), secret };
}

import type { DeliveryTally } from '@/lib/webhooks/queries';
import type { WebhookObject } from '@/lib/webhooks/schema';

/** The last 24 hours of a webhook: in all, and hour by hour with the latest last. */
export interface Health extends DeliveryTally {
  hours: DeliveryTally[];
}

/** A webhook as the pages show it. */
export interface WebhookView extends WebhookObject {
  health: Health;
  /** The reader's own; otherwise an admin reads. */
  isOwn: boolean;
  /** The key of the owner's row, which gives their avatar its colour. */
  ownerKey: string;
}

/** `stopped` by Hilo, `off` by somebody, `failing` while the last attempt did. */
export type WebhookState = 'on' | 'failing' | 'off' | 'stopped';

/** The one word that says how a webhook is. */
export function webhookState(webhook: WebhookObject): WebhookState {
  if (!webhook.enabled) return webhook.disabledReason ? 'stopped' : 'off';
  return webhook.failingSince ? 'failing' : 'on';
}

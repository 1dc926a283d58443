import { Webhook } from 'standardwebhooks';
import { inTransaction } from '@/lib/platform/db';
import { env } from '@/lib/platform/env';
import { toPublicId } from '@/lib/platform/ids';
import { type Outcome, post } from '@/lib/platform/outbound';
import type { Guard } from '@/lib/platform/outbound-target';
import { type Attempt, claim } from './claim';
import { finish } from './finish';

/** The headers of Standard Webhooks 1.0. Each secret signs: the receiver needs to know one of them. */
function headersOf({ deliveryId, payload, secrets }: Attempt, now: Date): Record<string, string> {
  const id = toPublicId('msg', deliveryId);
  return {
    'content-type': 'application/json',
    'user-agent': 'Hilo-Webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, now, payload)).join(' '),
  };
}

/** Sends what has been claimed and writes what came of it. `guard` is the operator's when unsaid. */
export async function send(attempt: Attempt, guard: Guard = { allow: env().HILO_WEBHOOK_ALLOW }): Promise<Outcome> {
  const headers = headersOf(attempt, new Date());
  const outcome = await post(attempt.url, { headers, body: attempt.payload }, guard);
  await finish(attempt, outcome);
  return outcome;
}

/** Tries one delivery, if it is to be tried now. Gives what came of it, or null when it was not. */
export async function deliver(deliveryId: string, guard?: Guard): Promise<Outcome | null> {
  const attempt = await inTransaction((tx) => claim(tx, deliveryId));
  return attempt && send(attempt, guard);
}

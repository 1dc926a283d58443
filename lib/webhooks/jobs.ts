import { z } from 'zod';
import { deliver } from './commands/deliver';
import { lineLength, requeueDue } from './commands/requeue';
import { Turns } from './commands/take-turns';

const deliverSchema = z.object({ deliveryId: z.uuid(), webhookId: z.uuid() });

/** How many are sent at once in one process. */
export const sendingPlaces = 16;

// The others are for those that answer soon.
const turns = new Turns({ slow: 4, unknown: 5 });

/** `webhook.deliver`: tries one delivery, when it is its webhook's turn, and puts those into the line that waited for it. */
export async function deliverWebhook(payload: unknown): Promise<void> {
  const { deliveryId, webhookId } = deliverSchema.parse(payload);
  const turn = turns.enter(webhookId);
  if (!turn) return;
  let ms: number | undefined;
  try {
    ms = (await deliver(deliveryId))?.durationMs;
  } finally {
    for (const next of turns.leave(webhookId, turn, ms)) {
      if ((await requeueDue(next)) >= lineLength) turns.wait(next);
    }
  }
}

import { requeueOutgoing } from '@/lib/outbox/commands/requeue';
import { log } from '@/lib/platform/log';
import { dispatchEvents } from '@/lib/webhooks/commands/dispatch';
import { requeueDue } from '@/lib/webhooks/commands/requeue';
import type { Alive } from './alive';
import { type Looking, startLooking } from './looking';

const failedMs = 2_000;
const healMs = 15_000;

/**
 * Makes webhooks' deliveries of events. Every 15 seconds, and at once, it puts jobs, deliveries and replies back into the line
 * that a killed process or a lost job has left.
 */
export function startDispatcher(alive: Pick<Alive, 'release'>): Looking {
  let healedAt = Number.NEGATIVE_INFINITY;

  async function step() {
    if (performance.now() - healedAt >= healMs) {
      await alive.release();
      await requeueDue();
      await requeueOutgoing();
      healedAt = performance.now();
    }
    return dispatchEvents();
  }

  return startLooking(step, (err) => {
    log().warn({ err }, 'events could not be made into deliveries of webhooks');
    return failedMs;
  });
}

import { setTimeout as delay } from 'node:timers/promises';
import { onBell } from '@/lib/events/hub';
import { requeueOutgoing } from '@/lib/outbox/commands/requeue';
import { log } from '@/lib/platform/log';
import { dispatchEvents } from '@/lib/webhooks/commands/dispatch';
import { requeueDue } from '@/lib/webhooks/commands/requeue';
import type { Alive } from './alive';

const restMs = 2_000;
const healMs = 15_000;
/** While something waits for a transaction to end: soon, and ever less often. */
const aheadMs = { first: 25, last: 500 };

export interface Dispatcher {
  /** Begins nothing more and waits for what runs. */
  stop(): Promise<void>;
}

/**
 * Makes webhooks' deliveries of events: at the bell, and every two seconds in case it was not heard. Every 15 seconds, and at
 * once, it puts jobs, deliveries and replies back into the line that a killed process or a lost job has left.
 */
export function startDispatcher(alive: Pick<Alive, 'release'>): Dispatcher {
  let isStopping = false;
  let wake = new AbortController();
  let healedAt = Number.NEGATIVE_INFINITY;
  let waitMs = aheadMs.first;

  /** One step. Gives how long to rest, in milliseconds. */
  async function look(): Promise<number> {
    if (performance.now() - healedAt >= healMs) {
      await alive.release();
      await requeueDue();
      await requeueOutgoing();
      healedAt = performance.now();
    }
    const found = await dispatchEvents();
    waitMs = found === 'ahead' ? Math.min(waitMs * 2, aheadMs.last) : aheadMs.first;
    return found === 'more' ? 0 : found === 'ahead' ? waitMs : restMs;
  }

  async function run(): Promise<void> {
    while (!isStopping) {
      wake = new AbortController();
      const ms = await look().catch((err: unknown) => {
        log().warn({ err }, 'events could not be made into deliveries of webhooks');
        return restMs;
      });
      if (ms > 0 && !isStopping) await delay(ms, undefined, { signal: wake.signal }).catch(() => undefined);
    }
  }

  const leave = onBell(() => wake.abort());
  const running = run();
  return {
    async stop() {
      leave();
      isStopping = true;
      wake.abort();
      await running;
    },
  };
}

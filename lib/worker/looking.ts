import { setTimeout as delay } from 'node:timers/promises';
import { onBell } from '@/lib/events/hub';

const restMs = 2_000;
/** While something waits for a transaction to end: soon, and ever less often. */
const aheadMs = { first: 25, last: 500 };
/** After a step: what happens meanwhile is handled together, which under load costs a fraction of handling each by itself. */
const breathMs = 150;

/** What a step found: more than it took, all that there was, what waits for a transaction to end, nothing. */
export type Found = 'more' | 'some' | 'ahead' | 'done';

export interface Looking {
  /** Begins nothing more and waits for what runs. */
  stop(): Promise<void>;
}

/**
 * Takes steps along the feed until it is told to stop: at the bell, and every two seconds in case it was not heard; what happens
 * in a quiet hour is handled at once. `fail` is told what a step threw, and gives how long the bell is no reason to try again, in
 * milliseconds.
 */
export function startLooking(step: () => Promise<Found>, fail: (error: unknown) => number): Looking {
  let isStopping = false;
  let aheadFor = aheadMs.first;
  const stopping = new AbortController();
  let wake = new AbortController();
  const rest = (ms: number, signal: AbortSignal) => delay(ms, undefined, { signal }).catch(() => undefined);

  async function look(): Promise<void> {
    wake = new AbortController();
    const found = await step().catch((error: unknown) => fail(error));
    aheadFor = found === 'ahead' ? Math.min(aheadFor * 2, aheadMs.last) : aheadMs.first;
    if (isStopping || found === 'more') return;
    if (typeof found === 'number') return rest(found, stopping.signal);
    if (found === 'some') return rest(breathMs, stopping.signal);
    return rest(found === 'ahead' ? aheadFor : restMs, wake.signal);
  }

  async function run(): Promise<void> {
    while (!isStopping) await look();
  }

  const leave = onBell(() => wake.abort());
  const running = run();
  return {
    async stop() {
      leave();
      isStopping = true;
      stopping.abort();
      wake.abort();
      await running;
    },
  };
}

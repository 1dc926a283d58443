import { setTimeout as delay } from 'node:timers/promises';
import { type Follower, followEvents } from '@/lib/events/follow';
import { onBell } from '@/lib/events/hub';
import { notifier } from '@/lib/notifications/jobs';
import { log } from '@/lib/platform/log';
import { turns } from '@/lib/teams/jobs';

/** All that follow the feed. What a follower may do: lib/events/follow.ts. */
const followers: Follower[] = [notifier, turns];

const restMs = 2_000;
const page = 100;
/** While something waits for a transaction to end: soon, and ever less often. */
const aheadMs = { first: 25, last: 500 };
/** After a failure: ever less often. */
const failedMs = { first: 500, last: 60_000 };

interface Following {
  /** Begins nothing more and waits for what runs. */
  stop(): Promise<void>;
}

/** Runs one follower until it is told to stop. What fails is tried again an event at a time: those before it pass. */
function follow(follower: Follower): Following {
  let isStopping = false;
  let wake = new AbortController();
  let aheadFor = aheadMs.first;
  let failedFor = failedMs.first;
  let limit = page;
  let blockedUntil = 0;

  /** One step. Gives how long to rest, in milliseconds. */
  async function step(): Promise<number> {
    // The bell is no reason to try sooner what has just failed.
    const blocked = blockedUntil - performance.now();
    if (blocked > 0) return blocked;
    const found = await followEvents(follower, limit);
    if (found === 'more') limit = Math.min(limit * 2, page);
    failedFor = failedMs.first;
    aheadFor = found === 'ahead' ? Math.min(aheadFor * 2, aheadMs.last) : aheadMs.first;
    return found === 'more' ? 0 : found === 'ahead' ? aheadFor : restMs;
  }

  function fail(err: unknown): number {
    log().error({ err, follower: follower.name, events: limit }, 'a follower of the feed failed; it will try again');
    limit = 1;
    const ms = failedFor;
    failedFor = Math.min(failedFor * 2, failedMs.last);
    blockedUntil = performance.now() + ms;
    return ms;
  }

  async function run(): Promise<void> {
    while (!isStopping) {
      wake = new AbortController();
      const ms = await step().catch(fail);
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

/** Has every follower handle what happens: at the bell, and every two seconds in case it was not heard. */
export function startFollowers(all: Follower[] = followers): Following {
  const following = all.map(follow);
  return {
    async stop() {
      await Promise.all(following.map((each) => each.stop()));
    },
  };
}

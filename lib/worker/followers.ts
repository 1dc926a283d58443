import { type Follower, followEvents } from '@/lib/events/follow';
import { notifier } from '@/lib/notifications/jobs';
import { log } from '@/lib/platform/log';
import { turns } from '@/lib/teams/jobs';
import { type Looking, startLooking } from './looking';

/** All that follow the feed. What a follower may do: lib/events/follow.ts. */
const followers: Follower[] = [notifier, turns];

const page = 500;
/** After a failure: ever less often. */
const failedMs = { first: 500, last: 60_000 };

/** Runs one follower until it is told to stop. What fails is tried again an event at a time: those before it pass. */
function follow(follower: Follower): Looking {
  let failedFor = failedMs.first;
  let limit = page;

  async function step() {
    const found = await followEvents(follower, limit);
    if (found === 'more' || found === 'some') limit = Math.min(limit * 2, page);
    failedFor = failedMs.first;
    return found;
  }

  function fail(err: unknown): number {
    log().error({ err, follower: follower.name, events: limit }, 'a follower of the feed failed; it will try again');
    limit = 1;
    const ms = failedFor;
    failedFor = Math.min(failedFor * 2, failedMs.last);
    return ms;
  }

  return startLooking(step, fail);
}

/** Has every follower handle what happens. */
export function startFollowers(all: Follower[] = followers): Looking {
  const following = all.map(follow);
  return {
    async stop() {
      await Promise.all(following.map((each) => each.stop()));
    },
  };
}

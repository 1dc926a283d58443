import type { Actor } from '@/lib/auth/actor';
import type { FeedQuery } from './feed';
import { sealPlace } from './place';
import { presentEvent } from './present';
import { listEvents } from './queries';

const pageSize = 500;

/**
 * The feed from a place up to where it is complete, as lines of JSON, a page at a time; the last line is the cursor to come
 * back with. Whoever does not see that one was cut off, and goes on after the last event that they did see.
 */
export async function* eventLines(actor: Actor, { after, types }: Omit<FeedQuery, 'limit'>): AsyncGenerator<string> {
  let place = after;
  for (;;) {
    const { rows, next, hasMore } = await listEvents(actor, { after: place, limit: pageSize, types });
    if (rows.length > 0) yield `${rows.map((row) => JSON.stringify(presentEvent(row))).join('\n')}\n`;
    place = next;
    if (!hasMore) break;
  }
  yield `${JSON.stringify({ cursor: sealPlace(place) })}\n`;
}

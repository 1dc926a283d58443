import type { Actor } from '@/lib/auth/actor';
import { type FeedQuery, type FeedRow, readFeed, readFeedEnd } from './feed';
import { comparePlaces, feedStart, openPlace, type Place, sealPlace } from './place';
import { visibleEvents } from './policy';

/** One change of a subject's properties: who made it and what each property was and became, as the command wrote them. */
export interface ChangeRow {
  id: number;
  /** Null when a program did it. */
  actorId: string | null;
  actorName: string | null;
  changes: Record<string, { from: unknown; to: unknown }>;
}

/** The place of the last event that the actor may hear of. */
function endOf(actor: Actor): Promise<Place> {
  return readFeedEnd(visibleEvents(actor));
}

/** The cursor of now. A page asks before it reads anything, so that what happens meanwhile is told to it. */
export async function cursorNow(actor: Actor): Promise<string> {
  return sealPlace(await endOf(actor));
}

/** The place that a cursor stands for: `now` is the end of what the actor may hear. Errors: `INVALID_CURSOR`. */
export async function placeOf(actor: Actor, cursor: string | undefined, field?: string): Promise<Place> {
  if (cursor === 'now') return endOf(actor);
  return cursor === undefined ? feedStart : openPlace(cursor, field);
}

/**
 * A page of the feed as far as it is complete: every event of the tickets that the actor may see, oldest first. `next` is
 * where to go on, at the end too; it is the place of an event that they may hear of, so that it moves when there is one and
 * tells of no other. Of some types alone a page may hold fewer than asked for, or none, though there is more.
 */
export async function listEvents(
  actor: Actor,
  query: FeedQuery,
): Promise<{ rows: FeedRow[]; next: Place; hasMore: boolean }> {
  const visible = visibleEvents(actor);
  // Where only some types are wanted, those between need not be passed over again next time. Asked before the page is read,
  // so that nothing comes in between.
  const end = query.types ? await endOf(actor) : feedStart;
  const { rows, upTo, hasMore } = await readFeed(visible, query);
  // With more to come it is where they were read up to: an event's place, of a client one of their own.
  const reached = [query.after, rows.at(-1) ?? feedStart, hasMore ? upTo : end];
  const { position, id } = reached.reduce((a, b) => (comparePlaces(a, b) < 0 ? b : a));
  return { rows, next: { position, id }, hasMore };
}

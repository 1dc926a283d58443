import { invalid } from '@/lib/platform/errors';
import { openPair, sealPair } from '@/lib/platform/sealed-pair';

/** A place in the feed: after the event of that position and id. Positions and ids begin at 1 or later. */
export interface Place {
  position: number;
  id: number;
}

/** Before the first event. */
export const feedStart: Place = { position: 0, id: 0 };

/** Less than 0 where `a` comes before `b`. */
export function comparePlaces(a: Place, b: Place): number {
  return a.position - b.position || a.id - b.id;
}

const purpose = 'feed cursor';

/**
 * A place as opaque text. It is sealed: read in clear, the gaps between two events of a client would tell of the notes in
 * between. The same place is always the same text.
 */
export function sealPlace({ position, id }: Place): string {
  return sealPair(purpose, position, id);
}

/** The place behind a cursor of ours. Errors: `INVALID_CURSOR`, naming the field that it stood in. */
export function openPlace(text: string, field = 'cursor'): Place {
  const pair = openPair(purpose, text);
  if (!pair) throw invalid({ field, code: 'INVALID_CURSOR' });
  return { position: pair[0], id: pair[1] };
}

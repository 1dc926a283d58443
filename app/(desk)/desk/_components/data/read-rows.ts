import type { DeskRow } from '@/lib/desk/schema';
import { type View, viewParams } from '../queue/view';
import { fetchDesk } from './fetch-desk';
import type { Stretch } from './rows-stretches';

/** Rows to a page of the list: of a search, whose rows are taller for what was found in them, half as many. */
export const rowsAtOnce = ({ q }: Pick<View, 'q'>): number => (q === '' ? 50 : 25);

async function readPage(view: View, place: Record<string, string>, signal?: AbortSignal): Promise<Stretch> {
  const params = new URLSearchParams([...viewParams(view), ...Object.entries(place)]);
  const { data, page } = await fetchDesk<DeskRow[]>(`/v2/desk/tickets?${params}`, signal);
  return { from: place.cursor ?? null, to: page?.next ?? null, rows: data, at: Date.now() };
}

/** The page of a list after a cursor, or its first. */
export function readAfter(view: View, from: string | null, signal?: AbortSignal): Promise<Stretch> {
  return readPage(view, { limit: String(rowsAtOnce(view)), ...(from !== null && { cursor: from }) }, signal);
}

/** Reads a known stretch again, between the same two places: what came in between makes it several. */
export async function readAgain(view: View, { from, to }: Stretch, signal?: AbortSignal): Promise<Stretch[]> {
  const parts: Stretch[] = [];
  for (let next = from; ; ) {
    const place = { limit: '100', ...(next !== null && { cursor: next }), ...(to !== null && { until: to }) };
    const part = await readPage(view, place, signal);
    // The last part ends where the stretch did, though its last row may be gone; an open end stays what was found.
    if (part.to === null || to === null) return [...parts, { ...part, to: part.to ?? to }];
    parts.push(part);
    next = part.to;
  }
}

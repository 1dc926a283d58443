import sql from 'sql-template-tag';
import { keptPlans } from '@/lib/platform/kept-plans';
import { amongIds } from './listed';
import { findIds, isNarrowed, type PageAsked, type PageFound, type Part } from './page';

// An id tells when its ticket was made, but for those that came with another (`hilo_is_astray`): of many whose ids are known only
// the newest need be read for a page of the newest.

/** The first 32 bits of an id count such stretches, in milliseconds. */
const stretchMs = 65_536;
/** By so many of these a ticket may be off its id, and more: `hilo_is_astray`. */
const mostOff = 2;
/** So many times a page's rows are read at first, and no fewer than so many: other words of them may be asked, or who reads. */
const first = { pages: 3, least: 12 } as const;

const planById = keptPlans('by_id', 12);

/** These are read, and the rest is asked of each of them: the same plan for all. What narrows a list as well has countless forms. */
const readAmong = (asked: PageAsked, rest: Part, ids: string[]) =>
  findIds(asked, rest, amongIds(ids, asked.order.by), isNarrowed(rest.filter) ? undefined : planById);

const stretchOf = (id: string) => Number.parseInt(id.slice(0, 8), 16);

/**
 * The newest of many tickets that are known by their ids, and meet the rest; null where the newest of them, by their ids, do not fill the page, or some
 * ticket of that time has an id that tells another. One round trip; none where all may as well be read.
 */
async function findFirst(asked: PageAsked, rest: Part, ids: string[]): Promise<PageFound | null> {
  const { limit, cursor, until, order } = asked;
  const count = Math.max(first.least, first.pages * (limit + 1));
  // What ends at a place seldom fills the page.
  if (order.sort !== 'newest' || until || ids.length <= 2 * count) return null;
  const from = cursor ? Math.floor(cursor.at.getTime() / stretchMs) + mostOff : Number.POSITIVE_INFINITY;
  const newest = ids
    .filter((id) => stretchOf(id) <= from)
    .sort()
    .slice(-count);
  const oldest = newest[0];
  if (newest.length < count || !oldest) return null;
  // What was made from here on has an id among them, or one that is astray.
  const since = new Date((stretchOf(oldest) + mostOff + 1) * stretchMs);
  const sure = sql` AND t.created_at >= ${since}::timestamptz AND coalesce((SELECT max(a.created_at) FROM tickets a
    WHERE hilo_is_astray(a.id, a.created_at)) < ${since}::timestamptz, true)`;
  const page = await readAmong(asked, { ...rest, part: sql`${rest.part}${sure}` }, newest);
  return page.last ? page : null;
}

/** The tickets of a page, of those whose ids are known. One round trip, or two. */
export async function findById(asked: PageAsked, rest: Part, ids: string[]): Promise<PageFound> {
  return (await findFirst(asked, rest, ids)) ?? readAmong(asked, rest, ids);
}

import { redirect } from 'next/navigation';
import { getNow } from 'next-intl/server';
import type { UserActor } from '@/lib/auth/actor';
import { cursorNow } from '@/lib/events/queries';
import { AppError } from '@/lib/platform/errors';
import { resolveSearch } from '@/lib/search/queries/resolve';
import { countTickets } from '@/lib/tickets/queries/count';
import { listTicketsForPage } from '@/lib/tickets/queries/list';
import { type ListParams, listFilter, listHref, type Segment, segments } from './list-params';

const pageSize = 20;
/** What was merged into another of their tickets is read there. */
const withoutMerged = true as const;
const fortnight = 14 * 24 * 60 * 60 * 1000;

/** What narrows the list, its text read: what that does not make sense of is looked for as it stands. */
async function filterOf(actor: UserActor, params: ListParams) {
  const { q, ...filter } = listFilter(params);
  return {
    ...filter,
    withoutMerged,
    ...(q && { search: await resolveSearch(actor, q, { asWords: true, isCounted: true }) }),
  };
}

type Filter = Awaited<ReturnType<typeof filterOf>>;

async function readRows(actor: UserActor, params: ListParams, filter: Filter) {
  const { cursor } = params;
  try {
    return await listTicketsForPage(actor, filter, { limit: pageSize, cursor, sort: 'updated' });
  } catch (error) {
    // A cursor from another age or a mistyped link: the first page is the nearest thing to what was asked.
    const isCursors = error instanceof AppError && error.code === 'INVALID_CURSOR';
    if (isCursors) redirect(listHref({ ...params, cursor: undefined }));
    throw error;
  }
}

/** What was finished of late, below the active tickets where the page opens. */
async function readRecent(actor: UserActor, params: ListParams) {
  if (params.segment !== 'active' || params.q || params.category || params.cursor) return [];
  const since = new Date((await getNow()).getTime() - fortnight);
  const filter = {
    withoutMerged,
    client: ['me'],
    status: ['resolved' as const, 'closed' as const],
    updatedAfter: since,
  };
  return (await listTicketsForPage(actor, filter, { limit: 3, sort: 'updated' })).rows;
}

function readCounts(actor: UserActor, params: ListParams, { search }: Filter) {
  const filters = Object.fromEntries(
    segments.map((segment) => [
      segment,
      { ...listFilter({ ...params, segment }), q: undefined, search, withoutMerged },
    ]),
  );
  // `any` leaves search and filter out: whether there is anything at all decides what an empty list says.
  return countTickets(actor, { ...(filters as Record<Segment, (typeof filters)[string]>), any: { client: ['me'] } });
}

/** What the list shows: a page of rows, the size of each pile, what was finished of late, and since when news are to be told. */
export async function loadList(actor: UserActor, params: ListParams) {
  const since = await cursorNow(actor);
  const filter = await filterOf(actor, params);
  const [{ rows, next }, counts, recent] = await Promise.all([
    readRows(actor, params, filter),
    readCounts(actor, params, filter),
    readRecent(actor, params),
  ]);
  return { since, rows, next, counts, recent };
}

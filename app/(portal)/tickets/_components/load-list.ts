import { redirect } from 'next/navigation';
import { getNow } from 'next-intl/server';
import type { UserActor } from '@/lib/auth/actor';
import { AppError } from '@/lib/platform/errors';
import { countTickets } from '@/lib/tickets/queries/count';
import { listTicketsForPage } from '@/lib/tickets/queries/list';
import { type ListParams, listFilter, listHref, type Segment, segments } from './list-params';

const pageSize = 20;
const fortnight = 14 * 24 * 60 * 60 * 1000;

async function readRows(actor: UserActor, params: ListParams) {
  const { cursor } = params;
  try {
    return await listTicketsForPage(actor, listFilter(params), { limit: pageSize, cursor, sort: 'updated' });
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
  const filter = { client: ['me'], status: ['resolved' as const, 'closed' as const], updatedAfter: since };
  return (await listTicketsForPage(actor, filter, { limit: 3, sort: 'updated' })).rows;
}

function readCounts(actor: UserActor, params: ListParams) {
  const filters = Object.fromEntries(segments.map((segment) => [segment, listFilter({ ...params, segment })]));
  // `any` leaves search and filter out: whether there is anything at all decides what an empty list says.
  return countTickets(actor, { ...(filters as Record<Segment, (typeof filters)[string]>), any: { client: ['me'] } });
}

/** What the list shows: a page of rows, the size of each pile, and what was finished of late. */
export async function loadList(actor: UserActor, params: ListParams) {
  const [{ rows, next }, counts, recent] = await Promise.all([
    readRows(actor, params),
    readCounts(actor, params),
    readRecent(actor, params),
  ]);
  return { rows, next, counts, recent };
}

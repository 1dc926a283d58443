import sql, { join, type Sql } from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { AppError, invalid } from '@/lib/platform/errors';
import { fromPublicId } from '@/lib/platform/ids';
import { type ResolvedSearch, resolveSearch } from '@/lib/search/queries/resolve';
import { visibleTickets } from '../policy';
import type { ListTickets } from '../schema';
import { isReadElsewhere, statusOf } from './merged';

/** What narrows a list. `q` is a text of the search language (lib/search), `search` one that was made ready before. */
export type TicketFilter = Partial<Omit<ListTickets, 'limit' | 'cursor' | 'include'>> & {
  search?: ResolvedSearch;
  /** Leaves out tickets merged into another of the same client's, where they are read. */
  withoutMerged?: true;
};

/** A filter whose text has been read: what `ticketConditions` takes. */
export type ReadyFilter = Omit<TicketFilter, 'q'> & { q?: undefined };

/**
 * Reads the text of a filter. Errors: `INVALID_Q` where a word of it is not understood, with `path` naming the word by its
 * place, from 0. (Whom nobody is called has no tickets, and words past the limit do not count; that is no error.)
 */
export async function readyFilter(actor: Actor, { q, ...filter }: TicketFilter): Promise<ReadyFilter> {
  if (!q) return filter;
  const search = await resolveSearch(actor, q);
  const wrong = search.problems.filter(({ code }) => code !== 'UNKNOWN_CLIENT' && code !== 'TOO_MANY');
  if (wrong.length > 0) {
    const problems = wrong.map(({ index }) => ({ field: 'q', code: 'INVALID_Q', path: `q.${index}` }));
    throw new AppError('INVALID_Q', { problems });
  }
  return { ...filter, search };
}

function idsOf(actor: Actor, values: string[], field: 'client' | 'assignedTo', code: string) {
  const ids: string[] = [];
  for (const value of values) {
    if (value === 'none' && field === 'assignedTo') continue;
    const id = value === 'me' && actor.kind === 'user' ? actor.userId : fromPublicId(value, 'client', 'agent');
    if (!id) throw invalid({ field, code });
    ids.push(id);
  }
  return ids;
}

/** The conditions of a filter on `tickets t`, the actor's own visibility first. Errors: 400 for an id that is none. */
export function ticketConditions(actor: Actor, filter: ReadyFilter): Sql {
  const updated = isStaff(actor) ? sql`t.staff_updated_at` : sql`t.updated_at`;
  const all: (Sql | undefined)[] = [
    visibleTickets(actor),
    filter.status && sql`${statusOf(actor)} = ANY(${filter.status}::ticket_status[])`,
    filter.priority && sql`t.priority = ANY(${filter.priority}::ticket_priority[])`,
    filter.category && sql`t.category = ANY(${filter.category}::ticket_category[])`,
    filter.tag && sql`t.tags && ${filter.tag}::text[]`,
    filter.client && sql`t.client_id = ANY(${idsOf(actor, filter.client, 'client', 'INVALID_CLIENT')}::uuid[])`,
    filter.assignedTo && assigneeCondition(actor, filter.assignedTo),
    ...(filter.search?.conditions ?? []),
    filter.withoutMerged && sql`NOT ${isReadElsewhere(sql`t`)}`,
    filter.createdAfter && sql`t.created_at > ${filter.createdAfter}`,
    filter.createdBefore && sql`t.created_at < ${filter.createdBefore}`,
    filter.updatedAfter && sql`${updated} > ${filter.updatedAfter}`,
  ];
  return join(
    all.filter((each) => each !== undefined),
    ' AND ',
  );
}

function assigneeCondition(actor: Actor, values: string[]): Sql {
  const ids = idsOf(actor, values, 'assignedTo', 'INVALID_ASSIGNED_TO');
  const isAny = sql`t.assigned_to_id = ANY(${ids}::uuid[])`;
  if (!values.includes('none')) return isAny;
  return ids.length === 0 ? sql`t.assigned_to_id IS NULL` : sql`(t.assigned_to_id IS NULL OR ${isAny})`;
}

import sql, { join, raw, type Sql } from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { AppError, invalid } from '@/lib/platform/errors';
import { fromPublicId } from '@/lib/platform/ids';
import { oneOf } from '@/lib/platform/sql';
import { type ResolvedSearch, type ResolveOptions, resolveSearch } from '@/lib/search/queries/resolve';
import { visibleTickets } from '../policy';
import { isActive } from '../rules';
import { type ListTickets, priorities } from '../schema';
import { hasStatus, isReadHere } from './merged';
import { type Tagged, tagCondition } from './tags';

/** What narrows a list. `q` is a text of the search language (lib/search), `search` one that was made ready before. */
export type TicketFilter = Partial<Omit<ListTickets, 'limit' | 'cursor' | 'include'>> & {
  search?: ResolvedSearch;
  /** What `tag` asks, made ready before. */
  tagged?: Tagged;
  /** Leaves out tickets merged into another of the same client's, where they are read. */
  withoutMerged?: true;
};

/** A filter whose text has been read: what `ticketConditions` takes. */
export type ReadyFilter = Omit<TicketFilter, 'q' | 'tag'> & { q?: undefined; tag?: undefined };

/**
 * Reads the text of a filter. Errors: `INVALID_Q` where a word of it is not understood, with `path` naming the word by its
 * place, from 0. (Whom nobody is called has no tickets, and words past the limit do not count; that is no error.)
 */
export async function readyFilter(
  actor: Actor,
  { q, tag, ...rest }: TicketFilter,
  options: Pick<ResolveOptions, 'only' | 'recall'> = {},
): Promise<ReadyFilter> {
  const active = rest.status?.every(isActive) ? rest.status : undefined;
  const filter: ReadyFilter = tag ? { ...rest, tagged: await tagCondition(actor, tag, 'written', { active }) } : rest;
  if (!q) return filter;
  const search = await resolveSearch(actor, q, options);
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

/** Values of a closed set stand in the text: the plan is made for them, and can be kept for them (`list.ts`). */
function oneOfKnown<Value extends string>(
  column: Sql,
  type: string,
  known: readonly Value[],
  wanted: readonly Value[],
): Sql {
  return sql`${column} = ANY(${raw(`'{${known.filter((each) => wanted.includes(each))}}'::${type}[]`)})`;
}

/** The conditions of a filter on `tickets t`, the actor's own visibility first. Errors: 400 for an id that is none. */
export function ticketConditions(actor: Actor, filter: ReadyFilter): Sql {
  const updated = isStaff(actor) ? sql`t.staff_updated_at` : sql`t.updated_at`;
  const all: (Sql | undefined)[] = [
    visibleTickets(actor),
    filter.status && hasStatus(actor, filter.status),
    filter.priority && oneOfKnown(sql`t.priority`, 'ticket_priority', priorities, filter.priority),
    filter.category && sql`t.category = ANY(${filter.category}::ticket_category[])`,
    filter.tagged?.condition,
    filter.client && oneOf(sql`t.client_id`, idsOf(actor, filter.client, 'client', 'INVALID_CLIENT'), sql`uuid`),
    filter.assignedTo && assigneeCondition(actor, filter.assignedTo),
    ...(filter.search?.conditions ?? []),
    ...(filter.search?.words ?? []).map((words) => words.condition),
    filter.withoutMerged && isReadHere(actor),
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
  if (!values.includes('none')) return oneOf(sql`t.assigned_to_id`, ids, sql`uuid`);
  return ids.length === 0
    ? sql`t.assigned_to_id IS NULL`
    : sql`(t.assigned_to_id IS NULL OR ${oneOf(sql`t.assigned_to_id`, ids, sql`uuid`)})`;
}

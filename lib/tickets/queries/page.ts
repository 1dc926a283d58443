import sql, { raw, type Sql } from 'sql-template-tag';
import type { Actor } from '@/lib/auth/actor';
import { db } from '@/lib/platform/db';
import type { Place } from '@/lib/search/queries/newest';
import { type ReadyFilter, ticketConditions } from './conditions';
import type { ListOrder, Standing } from './order';

/** The page that is asked for. */
export interface PageAsked {
  actor: Actor;
  order: ListOrder;
  limit: number;
  /** The page before it ended there. */
  cursor?: Standing;
  /** It ends there. */
  until?: Standing;
}

/** What stands on a page. */
export interface PageFound {
  ids: string[];
  /** The next page begins after it. */
  last?: Standing;
  /** Or after the last ticket of these that is still there: where that stands. */
  placeOf?: (row: Place & { id: string }) => Standing;
}

/** A filter with the part of the list that a page may have of it: `AND …`, or nothing. */
export interface Part {
  filter: ReadyFilter;
  part: Sql;
}

/** Whether more than words narrows a list. */
export function isNarrowed({ search, withoutMerged: _, ...filter }: ReadyFilter): boolean {
  return (search?.conditions.length ?? 0) > 0 || Object.values(filter).some((value) => value !== undefined);
}

/** The tickets of a part, from FROM on. */
export const filtered = ({ actor }: PageAsked, { filter, part }: Part) =>
  sql`FROM tickets t WHERE ${ticketConditions(actor, filter)}${part}`;

/** The first tickets of a part, in order; `planOf` names the plan where it is to be kept, whatever the limit. One round trip. */
export async function findIds(
  asked: PageAsked,
  { filter, part }: Part,
  from: Sql = sql`tickets`,
  planOf?: (statement: Sql) => string | undefined,
): Promise<PageFound> {
  const { actor, order, limit } = asked;
  const statement = sql`SELECT t.id, ${order.at} AS at, t.number, ${order.priority} AS priority FROM ${from} t
    WHERE ${ticketConditions(actor, filter)}${part} ORDER BY ${order.by} LIMIT ${planOf ? limit + 1 : raw(String(limit + 1))}`;
  const rows = await db.query<Standing & { id: string }>(statement, planOf?.(statement));
  const ids = rows.slice(0, limit).map(({ id }) => id);
  return { ids, last: rows.length > limit ? rows[limit - 1] : undefined };
}

/** The last of the next `count` tickets of a part, or undefined where there are no more. One round trip. */
export async function endOf(asked: PageAsked, all: Part, count: number): Promise<Standing | undefined> {
  const { at, priority, by } = asked.order;
  const [end, more] = await db.query<Standing>(
    sql`SELECT ${at} AS at, t.number, ${priority} AS priority ${filtered(asked, all)} ORDER BY ${by} OFFSET ${count - 1} LIMIT 2`,
  );
  return more && end;
}

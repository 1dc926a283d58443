import sql, { empty, type Sql } from 'sql-template-tag';
import { priorities } from '../schema';
import type { Standing } from './order';
import { filtered, type PageAsked, type PageFound, type Part } from './page';

// The next tickets of a list, whatever else is asked of it: among them a page is met.

/** What is met among the next tickets: `last` where there are more of them, and the `end` of all where there are more of those. */
export interface Met extends PageFound {
  end?: Standing;
}

/** Rows of what was met, and without an id where the next tickets end, and the one behind. */
export type MetRow = Standing & { id: string | null };

/** The order of the list. Where it does not go by priority all have the same. */
const byStanding = (a: Standing, b: Standing) =>
  priorities.indexOf(b.priority) - priorities.indexOf(a.priority) ||
  b.at.getTime() - a.at.getTime() ||
  b.number - a.number;

/** What such rows of a page of `limit` tell, in whichever order they come. */
export function metOf(rows: MetRow[], limit: number): Met {
  const placeOf = (row: MetRow | undefined): Standing | undefined =>
    row && { at: row.at, number: row.number, priority: row.priority };
  const sorted = rows.toSorted(byStanding);
  const met = sorted.flatMap((row) => (row.id === null ? [] : { ...row, id: row.id }));
  const [end, behind] = sorted.filter(({ id }) => id === null);
  return {
    ids: met.slice(0, limit).map(({ id }) => id),
    last: met.length > limit ? placeOf(met[limit - 1]) : undefined,
    end: behind && placeOf(end),
  };
}

/** The order of what was read so already, as `of`: no join keeps it by itself. */
const byAgain = ({ order }: PageAsked, of: Sql) =>
  sql`${order.sort === 'urgent' ? sql`${of}.priority DESC, ` : empty}${of}.at DESC, ${of}.number DESC`;

/** The tickets of a part in the order of the list: where each stands. */
export const inOrder = (asked: PageAsked, of: Part) => {
  const { at, priority, by } = asked.order;
  return sql`SELECT t.id, ${at} AS at, t.number, ${priority} AS priority ${filtered(asked, of)} ORDER BY ${by}`;
};

/** The next `count` tickets in the order, and one more, as `near`: the order's index has all that is read. */
export const nearOf = (asked: PageAsked, of: Part, count: number) =>
  sql`near AS MATERIALIZED (${inOrder(asked, of)} LIMIT ${count + 1})`;

/**
 * Of the next `count` tickets, as `t`, those that are met; and where they end. The order's index is gone through twice: to keep what it
 * says, and to read that twice, takes longer (of 4,000: 2.3 ms and 1.2).
 */
export const metNext = (asked: PageAsked, of: Part, count: number, met: Sql, limit: number) =>
  sql`(SELECT t.id, t.at, t.number, t.priority FROM (${inOrder(asked, of)} LIMIT ${count}) t WHERE ${met}
      ORDER BY ${byAgain(asked, sql`t`)} LIMIT ${limit + 1})
    UNION ALL (SELECT NULL::uuid, e.at, e.number, e.priority FROM (${inOrder(asked, of)} OFFSET ${count - 1} LIMIT 2) e)`;

/** Of the first `count` of `near`, as `of`, those that are met; and where they end. */
export const metIn = (asked: PageAsked, count: number, of: Sql, met: Sql, limit = asked.limit) =>
  sql`(SELECT ${of}.id, ${of}.at, ${of}.number, ${of}.priority FROM (SELECT * FROM near ORDER BY ${byAgain(asked, sql`near`)} LIMIT ${count}) ${of} WHERE ${met}
      ORDER BY ${byAgain(asked, of)} LIMIT ${limit + 1})
    UNION ALL (SELECT NULL::uuid, e.at, e.number, e.priority FROM near e ORDER BY ${byAgain(asked, sql`e`)} OFFSET ${count - 1} LIMIT 2)`;

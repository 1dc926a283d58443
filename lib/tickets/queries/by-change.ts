import sql, { type Sql } from 'sql-template-tag';
import { db } from '@/lib/platform/db';
import { keptPlans } from '@/lib/platform/kept-plans';
import type { FoundInOrder } from '@/lib/search/queries/found';
import { amongIds } from './listed';
import type { Standing } from './order';
import { filtered, findIds, isNarrowed, type PageAsked, type PageFound, type Part } from './page';

const planOf = keptPlans('looked', 8);

/**
 * Of the next `count` tickets of a part the first `most` that meet what is asked of `t.id` alone, so that the index of the order has
 * all that is read; and the `end` of those, where there are more behind. One round trip.
 */
async function findAmongNext(
  asked: PageAsked,
  of: Part,
  { count, most, met }: { count: number; most: number; met: Sql },
): Promise<PageFound & { last?: Standing; end?: Standing }> {
  const { at, priority, by } = asked.order;
  const statement = sql`WITH near AS MATERIALIZED (
      SELECT t.id, ${at} AS at, t.number, ${priority} AS priority ${filtered(asked, of)} ORDER BY ${by} LIMIT ${count + 1})
    (SELECT t.id, t.at, t.number, t.priority FROM (SELECT * FROM near LIMIT ${count}) t WHERE ${met} LIMIT ${most + 1})
    UNION ALL (SELECT NULL, n.at, n.number, n.priority FROM near n WHERE (SELECT count(*) FROM near) > ${count} OFFSET ${count - 1} LIMIT 1)`;
  const rows = await db.query<Standing & { id: string | null }>(
    statement,
    isNarrowed(of.filter) ? undefined : planOf(statement),
  );
  const found = rows.flatMap(({ id, ...place }) => (id === null ? [] : { id, ...place }));
  const end = rows.find(({ id }) => id === null);
  return {
    ids: found.slice(0, most).map(({ id }) => id),
    last: found.length > most ? found[most - 1] : undefined,
    end: end && { at: end.at, number: end.number, priority: end.priority },
  };
}

/** What more tickets have than are gathered, by last change: the `whole` of a search, `rest` without its words. */
export async function findByChange(
  asked: PageAsked,
  inOrder: FoundInOrder,
  rest: Part,
  whole: Part,
): Promise<PageFound> {
  const { order, limit, cursor, until } = asked;
  const { ids, areSure, looks } = inOrder;
  const isMore = isNarrowed(rest.filter);
  const lookAt = (of: Part, count: number, most: number, met: Sql) => findAmongNext(asked, of, { count, most, met });
  // Of what is narrowed as well it says little how soon a word is met.
  if (looks && (!isMore || !ids)) {
    const wanted = Math.ceil((1.3 * (limit + 1)) / looks.share);
    const count = Math.min(Math.max(wanted, looks.least), looks.most);
    if (!cursor && !until) {
      const { end, ...page } = await lookAt(rest, Math.min(looks.first, count), limit, looks.condition);
      if (page.last || !end) return page;
      const isMet = page.ids.length > 0;
      // Where nothing was met the first page says so at once, and the next one looks everywhere.
      if (isMet !== looks.mayEnd || page.ids.length === limit || (isMet && count <= looks.first))
        return { ids: page.ids, last: end };
      if (isMet) {
        const of = { ...rest, part: sql`${rest.part}${order.after(end)}` };
        const more = await lookAt(of, count - looks.first, limit - page.ids.length, looks.condition);
        return { ids: [...page.ids, ...more.ids], last: more.last ?? more.end };
      }
    }
    if (!looks.mayEnd && (until || wanted <= looks.most)) {
      const { ids: met, last } = await lookAt(rest, Math.min(wanted, looks.most), limit, looks.condition);
      if (last) return { ids: met, last };
    }
    if (looks.mayEnd) {
      // Where nothing can be gathered the pages after the first look further, and what is read again as far as it went, though
      // others have come in between.
      const most = looks.most * (until ? 10 : ids ? 1 : 6);
      const all = until ? most : Math.min(Math.max(wanted, looks.least), most);
      const { end, ...page } = await lookAt(rest, all, limit, looks.condition);
      if (page.last || !end) return page;
      if (page.ids.length > 0 || !ids) return { ids: page.ids, last: end };
    }
  }
  return findIds(asked, areSure ? rest : whole, ids && amongIds(ids, order.by));
}

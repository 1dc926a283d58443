import sql, { type Sql } from 'sql-template-tag';
import { db } from '@/lib/platform/db';
import { keptPlans } from '@/lib/platform/kept-plans';
import type { FoundByChange } from '@/lib/search/queries/found';
import type { NewestFound } from '@/lib/search/queries/newest';
import { findByIndex } from './by-index';
import { amongIds } from './listed';
import { type Met, type MetRow, metIn, metOf, nearOf } from './near';
import { findIds, isNarrowed, type PageAsked, type PageFound, type Part } from './page';

const planOf = keptPlans('looked', 8);

/** The first `limit` of the next `count` tickets of a part that meet what is asked of `t.id` alone. One round trip. */
async function lookAt(asked: PageAsked, part: Sql, count: number, met: Sql, limit = asked.limit): Promise<Met> {
  const statement = sql`WITH ${nearOf(asked, part, count)} ${metIn(count, sql`t`, met, limit)}`;
  return metOf(await db.query<MetRow>(statement, planOf(statement)), limit);
}

/** What is met by looking, in a list that nothing else narrows; null where all that is found has to be put in order. */
async function findByLooks(asked: PageAsked, { ids, looks }: FoundByChange, part: Sql): Promise<PageFound | null> {
  const { order, limit, cursor, until } = asked;
  if (!looks) return null;
  const { condition, first, more, least, most, mayEnd } = looks;
  const wanted = Math.ceil((1.3 * (limit + 1)) / looks.share);
  if (!cursor && !until) {
    const { end, ...page } = await lookAt(asked, part, first, condition);
    if (page.last || !end) return page;
    const isMet = page.ids.length > 0;
    // Where nothing was met the first page says so at once, and the next one looks everywhere.
    if (isMet ? more === 0 || page.ids.length === limit : mayEnd) return { ids: page.ids, last: end };
    if (isMet) {
      const rest = await lookAt(asked, sql`${part}${order.after(end)}`, more, condition, limit - page.ids.length);
      return { ids: [...page.ids, ...rest.ids], last: rest.last ?? rest.end };
    }
  }
  if (!mayEnd && !until && wanted > most) return null;
  // Where nothing can be gathered the pages after the first look further, and what is read again as far as it went, though
  // others have come in between.
  const count = mayEnd && until ? most * 10 : Math.min(Math.max(wanted, least), mayEnd && !ids ? most * 6 : most);
  const { end, ...page } = await lookAt(asked, part, count, condition);
  if (page.last || !end) return page;
  return mayEnd && (page.ids.length > 0 || !ids || !cursor) ? { ids: page.ids, last: end } : null;
}

/**
 * What more tickets have than are gathered, by last change: the `whole` of a search, `rest` without its words. A page may be short,
 * and go on. Where a later one meets nothing all is put in order. Round trips: one to three.
 */
export async function findByChange(
  asked: PageAsked,
  found: FoundByChange,
  newest: NewestFound,
  rest: Part,
  whole: Part,
): Promise<PageFound> {
  const { ids, areSure } = found;
  if (isNarrowed(rest.filter) && !newest.owner) {
    const page = await findByIndex(asked, newest, rest);
    if (page && (page.last || !page.end)) return { ids: page.ids, last: page.last };
    if (page && (page.ids.length > 0 || !asked.cursor)) return { ids: page.ids, last: page.end };
  }
  const page = isNarrowed(rest.filter) ? null : await findByLooks(asked, found, rest.part);
  return page ?? findIds(asked, areSure ? rest : whole, ids ? amongIds(ids, asked.order.by) : undefined);
}

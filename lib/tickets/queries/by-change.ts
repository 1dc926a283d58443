import sql, { type Sql } from 'sql-template-tag';
import { db } from '@/lib/platform/db';
import { keptPlans } from '@/lib/platform/kept-plans';
import type { FoundByChange } from '@/lib/search/queries/found';
import type { NewestFound } from '@/lib/search/queries/newest';
import { findByIndex, findOfLate, meets } from './by-index';
import { amongIds } from './listed';
import { type Met, type MetRow, metIn, metNext, metOf, nearOf } from './near';
import { findIds, isNarrowed, type PageAsked, type PageFound, type Part } from './page';

const planOf = keptPlans('looked', 8);

/** The first `limit` of the next `count` tickets of a part that meet what is asked of `t.id` alone. One round trip. */
async function lookAt(asked: PageAsked, of: Part, count: number, met: Sql, limit = asked.limit): Promise<Met> {
  const statement = metNext(asked, of, count, met, limit);
  return metOf(await db.query<MetRow>(statement, planOf(statement)), limit);
}

/** So many of a narrowed list are looked at where the index cannot say, nor all be gathered. */
const mostNarrowed = 1_200;

/** A page of a list that is narrowed to not few; null where all that is found has to be put in order. */
async function findNarrowed(
  asked: PageAsked,
  { has, ids }: FoundByChange,
  newest: NewestFound,
  rest: Part,
): Promise<PageFound | null> {
  const look = async () => {
    const met = metIn(asked, mostNarrowed, sql`n`, meets(asked, rest, has));
    const next = nearOf(asked, { filter: {}, part: rest.part }, mostNarrowed);
    return metOf(await db.query<MetRow>(sql`WITH ${next} ${met}`), asked.limit);
  };
  const met = (await findByIndex(asked, newest, rest)) ?? (ids ? null : await look());
  if (!met) return null;
  const { end, ...page } = met;
  if (page.last || !end) return page;
  return page.ids.length > 0 || !ids || !asked.cursor ? { ids: page.ids, last: end } : null;
}

/** What is met by looking, in a list that nothing else narrows; null where all that is found has to be put in order. */
async function findByLooks(
  asked: PageAsked,
  { ids, looks }: FoundByChange,
  newest: NewestFound,
  rest: Part,
): Promise<PageFound | null> {
  const { order, limit, cursor, until } = asked;
  if (!looks) return null;
  const { condition, first, more, least, most, mayEnd } = looks;
  const wanted = Math.ceil((1.3 * (limit + 1)) / looks.share);
  if (!cursor && !until) {
    // Where it pays to gather all, the index is asked first for those that were made of late.
    const ofLate = mayEnd ? null : await findOfLate(asked, newest, rest, first);
    const { end, ...page } = ofLate ?? (await lookAt(asked, rest, first, condition));
    if (page.last || !end) return page;
    const isMet = page.ids.length > 0;
    // Where nothing was met the first page says so at once, and the next one looks everywhere.
    if (isMet ? more === 0 || page.ids.length === limit : mayEnd) return { ids: page.ids, last: end };
    if (isMet) {
      const behind = { ...rest, part: sql`${rest.part}${order.after(end)}` };
      const then = await lookAt(asked, behind, more, condition, limit - page.ids.length);
      return { ids: [...page.ids, ...then.ids], last: then.last ?? then.end };
    }
  }
  if (!mayEnd && !until && wanted > most) return null;
  // Where nothing can be gathered the pages after the first look further, and what is read again as far as it went, though
  // others have come in between.
  const count = mayEnd && until ? most * 10 : Math.min(Math.max(wanted, least), mayEnd && !ids ? most * 6 : most);
  const { end, ...page } = await lookAt(asked, rest, count, condition);
  if (page.last || !end) return page;
  return mayEnd && (page.ids.length > 0 || !ids || !cursor) ? { ids: page.ids, last: end } : null;
}

/**
 * What more tickets have than are gathered, by last change: the `whole` of a search, `rest` without its words. A page may be short,
 * and go on. Where a later one meets nothing all is put in order. Round trips: one to four.
 */
export async function findByChange(
  asked: PageAsked,
  found: FoundByChange,
  newest: NewestFound,
  rest: Part,
  whole: Part,
): Promise<PageFound> {
  const { ids, areSure } = found;
  const isMore = isNarrowed(rest.filter);
  // A client's are gathered by whom they are of: few beside all.
  const find = async () => {
    if (!isMore) return findByLooks(asked, found, newest, rest);
    return newest.owner ? null : findNarrowed(asked, found, newest, rest);
  };
  const page = await find();
  return page ?? findIds(asked, areSure ? rest : whole, ids ? amongIds(ids, asked.order.by) : undefined);
}

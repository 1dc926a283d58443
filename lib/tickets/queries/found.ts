import sql, { raw, type Sql } from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { db } from '@/lib/platform/db';
import type { FoundInOrder } from '@/lib/search/queries/found';
import { isOlder, type NewestFound, newestFound } from '@/lib/search/queries/newest';
import { type ReadyFilter, ticketConditions } from './conditions';
import { amongIds } from './listed';
import { type ListOrder, type Standing, standing } from './order';

// Which tickets a page has, where more is asked for than an index has in the list's order: each of the ways is told of in
// docs/decisions/0014-words-by-how-common-they-are.md. All that they look for are ids; the rows are read once the page is known.

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
  /** The next page begins after it: a place, or the last ticket of these that is still there. */
  last?: Standing | 'row';
}

/** A filter with the part of the list that a page may have of it: `AND …`, or nothing. */
interface Part {
  filter: ReadyFilter;
  part: Sql;
}

/** So many tickets are looked at for a page where hardly one is found: it ends there, however few it has, and goes on by its cursor. */
const mostLooked = 1_500;

/** Among so many of a client's tickets a tag is looked for first. */
const mostNear = 5_000;

/** Tickets that are found by the rest of a search are no more than these, or its words are asked first. */
const mostFew = { expected: 500, found: 1_000 } as const;

/** The ids of what a filter leaves, where Postgres expects few and they are; else null. Two round trips at most. */
async function fewTickets(actor: Actor, filter: ReadyFilter): Promise<string[] | null> {
  const left = sql`FROM tickets t WHERE ${ticketConditions(actor, filter)}`;
  const [plan] = await db.query<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(
    sql`EXPLAIN (FORMAT JSON) SELECT t.id ${left}`,
  );
  if (!plan || plan['QUERY PLAN'][0].Plan['Plan Rows'] > mostFew.expected) return null;
  const rows = await db.query<{ id: string }>(sql`SELECT t.id ${left} LIMIT ${mostFew.found + 1}`);
  return rows.length > mostFew.found ? null : rows.map(({ id }) => id);
}

/** Whether more than words narrows a list. */
function isNarrowed({ search, withoutMerged: _, ...filter }: ReadyFilter): boolean {
  return (search?.conditions.length ?? 0) > 0 || Object.values(filter).some((value) => value !== undefined);
}

const filtered = ({ actor }: PageAsked, { filter, part }: Part) =>
  sql`FROM tickets t WHERE ${ticketConditions(actor, filter)}${part}`;

/** The first tickets of a part, in order. One round trip. */
async function findIds(asked: PageAsked, { filter, part }: Part, from: Sql = sql`tickets`): Promise<PageFound> {
  const { actor, order, limit } = asked;
  const rows = await db.query<Standing & { id: string }>(
    sql`SELECT t.id, ${order.at} AS at, t.number, t.priority FROM ${from} t
        WHERE ${ticketConditions(actor, filter)}${part} ORDER BY ${order.by} LIMIT ${raw(String(limit + 1))}`,
  );
  const ids = rows.slice(0, limit).map(({ id }) => id);
  return { ids, last: rows.length > limit ? rows[limit - 1] : undefined };
}

/** The last of the next `count` tickets of a part, or undefined where there are no more. One round trip. */
async function endOf(asked: PageAsked, all: Part, count: number): Promise<Standing | undefined> {
  const { at, priority, by } = asked.order;
  const [end, more] = await db.query<Standing>(
    sql`SELECT ${at} AS at, t.number, ${priority} AS priority ${filtered(asked, all)} ORDER BY ${by} OFFSET ${count - 1} LIMIT 2`,
  );
  return more && end;
}

/** Of very many tickets of a client all of theirs and all that have a tag would be laid together for one page. */
async function findNearTag(asked: PageAsked, { filter, part }: Part): Promise<PageFound> {
  const all = { filter: { ...filter, tagged: undefined }, part };
  const end = await endOf(asked, all, mostNear);
  const { by, upTo } = asked.order;
  const near = sql`(SELECT * ${filtered(asked, all)}${upTo(end)} ORDER BY ${by} OFFSET 0)`;
  const page = await findIds(asked, { filter, part }, near);
  return page.last || !end ? page : findIds(asked, { filter, part });
}

/** Of what hardly a ticket has and no index knows, among the next ones. */
async function findHopeless(asked: PageAsked, { filter, part }: Part): Promise<PageFound> {
  const { order, cursor } = asked;
  const end = await endOf(asked, { filter: {}, part: order.after(cursor) }, mostLooked);
  const { ids, last = end } = await findIds(asked, { filter, part: sql`${part}${order.upTo(end)}` });
  return { ids, last };
}

/** The newest of what more tickets have than are gathered. Null where it cannot say. */
async function findNewest(asked: PageAsked, newest: NewestFound, { filter, part }: Part): Promise<PageFound | null> {
  const { actor, limit, cursor, until } = asked;
  const found = await newestFound(newest, {
    condition: sql`${ticketConditions(actor, filter)}${part}`,
    limit: limit + 1,
    before: cursor,
    until,
    isNarrowed: isNarrowed(filter),
    page: cursor ? 'next' : 'first',
  });
  if (!found) return null;
  // There are more behind those that were found, though some of these may be gone: on from the last one read.
  if (found.ids.length > limit) return { ids: found.ids.slice(0, limit), last: 'row' };
  const isBeyond = found.end && until && !isOlder(until, found.end);
  return { ids: found.ids, last: found.end && !isBeyond ? standing(found.end) : undefined };
}

/** What more tickets have than are gathered, in another order than the newest: the `whole` of a search, `rest` without its words. */
async function findInOrder(asked: PageAsked, inOrder: FoundInOrder, rest: Part, whole: Part): Promise<PageFound> {
  const { order, limit, cursor, until } = asked;
  const { ids, areSure, looks } = inOrder;
  const isMore = isNarrowed(rest.filter);
  // Of the next tickets `bound` the first that meet what is asked of `t.id` alone, so that the index of the order has all that is read.
  const findMet = (bound: Sql, met: Sql) =>
    findIds(
      asked,
      rest,
      sql`(SELECT w.* FROM (SELECT t.id FROM (SELECT t.id, ${order.keys} ${filtered(asked, rest)} ${bound}) t
          WHERE ${met} ORDER BY ${order.by} LIMIT ${limit + 1}) i JOIN tickets w ON w.id = i.id)`,
    );
  // Of what is narrowed as well it says little how soon a word is met.
  if (looks && (!isMore || !ids)) {
    const wanted = Math.ceil((1.3 * (limit + 1)) / looks.share);
    if (!looks.mayEnd && (until || wanted <= looks.most)) {
      const near = sql`ORDER BY ${order.by} LIMIT ${Math.min(wanted, looks.most)}`;
      const page = await findMet(near, looks.condition);
      if (page.last) return page;
    }
    if (looks.mayEnd) {
      // Where nothing can be gathered the pages after the first look further, and what is read again as far as it went, though
      // others have come in between.
      const most = looks.most * (until ? 10 : ids || !cursor ? 1 : 6);
      // Up to a place, not so many tickets: some come and go.
      const count = until ? most : Math.min(Math.max(wanted, looks.least), most);
      const end = await endOf(asked, rest, count);
      const page = await findMet(sql`${order.upTo(end)} ORDER BY ${order.by} OFFSET 0`, looks.condition);
      if (page.last || !end) return page;
      // Where nothing was met the first page says so at once, and the next one looks everywhere.
      if (page.ids.length > 0 || !ids || !cursor) return { ...page, last: end };
    }
  }
  return findIds(asked, areSure ? rest : whole, ids && amongIds(ids, order.by));
}

/** Which tickets stand on a page of a search, or of a client's list. Round trips: one to four, one for each stretch of the newest. */
export async function findPage(asked: PageAsked, ready: ReadyFilter, part: Sql): Promise<PageFound> {
  const { actor, order, until } = asked;
  const { search, tagged } = ready;
  const [words, ...others] = search?.words ?? [];
  if (!search || !words) {
    if (tagged?.among) return findIds(asked, { filter: { ...ready, tagged: tagged.among }, part }, tagged.among.table);
    const isOwnTag = tagged && !isStaff(actor) && order.sort !== 'urgent';
    return isOwnTag ? findNearTag(asked, { filter: ready, part }) : findIds(asked, { filter: ready, part });
  }
  const withWords = (all: typeof search.words) => ({ filter: { ...ready, search: { ...search, words: all } }, part });
  if (words.ids?.length === 0) return { ids: [] };
  if (words.ids) {
    const rest = words.has ? [{ condition: words.has }, ...others] : others;
    return findIds(asked, withWords(rest), amongIds(words.ids, order.by));
  }
  const isNewest = order.sort === 'newest';
  const whole = { filter: ready, part };
  if (words.isHopeless && others.length === 0 && isNewest && !until && !isNarrowed(ready))
    return findHopeless(asked, whole);
  const ways = isNewest ? words.newest : words.inOrder;
  if (!ways || others.length > 0) return findIds(asked, whole);
  const rest = withWords([]);
  const withHas = withWords([{ condition: ways.has }]);
  const few = isNarrowed(ready) ? await fewTickets(actor, rest.filter) : null;
  if (few) return findIds(asked, withHas, amongIds(few, order.by));
  if (!isNewest && words.inOrder) return findInOrder(asked, words.inOrder, rest, withHas);
  const newest = words.newest && (await findNewest(asked, words.newest, rest));
  return newest ?? findIds(asked, whole);
}

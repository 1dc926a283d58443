import sql, { type Sql } from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { db } from '@/lib/platform/db';
import { isOlder, type NewestFound, newestFound, type Place } from '@/lib/search/queries/newest';
import { priorities, type TicketPriority } from '../schema';
import { findByChange } from './by-change';
import { findById } from './by-id';
import { type ReadyFilter, ticketConditions } from './conditions';
import { type Standing, standing } from './order';
import { endOf, filtered, findIds, isNarrowed, type PageAsked, type PageFound, type Part } from './page';

// Which tickets a page has, where more is asked for than an index has in the list's order: each of the ways is told of in
// docs/decisions/0014-words-by-how-common-they-are.md. All that they look for are ids; the rows are read once the page is known.

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

/** Whether what narrows a list beside its words may leave few tickets. */
const mayBeFew = ({ search, ...filter }: ReadyFilter): boolean =>
  isNarrowed(search?.areWide ? filter : { ...filter, search });

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
    narrowed: isNarrowed(filter) ? 'anyhow' : undefined,
    page: cursor ? 'next' : 'first',
  });
  if (!found) return null;
  // There are more behind those that were found, though some of these may be gone: on from the last one read.
  if (found.ids.length > limit) return { ids: found.ids.slice(0, limit), placeOf: standing };
  const isBeyond = found.end && until && !isOlder(until, found.end);
  return { ids: found.ids, last: found.end && !isBeyond ? standing(found.end) : undefined };
}

/** As far as a later page goes on where it meets none, and one that is read again to reach where it ended, in times of one page. */
const rounds = { first: 1, next: 4, again: 10 } as const;

/** The same, the most urgent first: the newest of each priority, one after the other, each as far as one page may go. */
async function findUrgent(asked: PageAsked, newest: NewestFound, { filter, part }: Part): Promise<PageFound | null> {
  const { actor, limit, cursor, until } = asked;
  const met: { id: string; priority: TicketPriority }[] = [];
  const pageOf = (last?: Standing): PageFound => ({ ids: met.slice(0, limit).map(({ id }) => id), last });
  const wanted = priorities.filter(
    (each) => (filter.search?.priorities.includes(each) ?? true) && (filter.priority?.includes(each) ?? true),
  );
  for (const priority of wanted.toReversed()) {
    // A place says where the page begins, or ends, among those of its own priority.
    const rankOf = (each: Standing) => priorities.indexOf(each.priority) - priorities.indexOf(priority);
    if (cursor && rankOf(cursor) < 0) continue;
    if (until && rankOf(until) > 0) break;
    const end = until && rankOf(until) === 0 ? until : undefined;
    let place: Place | undefined = cursor && rankOf(cursor) === 0 ? cursor : undefined;
    const isFirst = !cursor && met.length === 0;
    for (let round = rounds[until ? 'again' : isFirst ? 'first' : 'next']; ; round -= 1) {
      const found = await newestFound(newest, {
        condition: sql`${ticketConditions(actor, filter)}${part} AND t.priority = ${priority}::ticket_priority`,
        limit: limit + 1 - met.length,
        before: place,
        until: end,
        narrowed: isNarrowed(filter) ? 'anyhow' : 'byPriority',
        page: isFirst ? 'first' : 'next',
      });
      if (!found) return null;
      met.push(...found.ids.map((id) => ({ id, priority })));
      // By the time that the last one is read it may have another priority.
      const known = new Map(met.map((each) => [each.id, each.priority]));
      if (met.length > limit)
        return { ...pageOf(), placeOf: (row) => ({ ...standing(row), priority: known.get(row.id) ?? priority }) };
      if (!found.end) break;
      if (end && !isOlder(end, found.end)) return pageOf();
      if (round <= 1 || (met.length > 0 && !until)) return pageOf({ ...found.end, priority });
      place = found.end;
    }
  }
  return pageOf();
}

/**
 * Which tickets stand on a page of a search, or of a client's list. Round trips: two where the rest of a search may leave few tickets, and
 * one to four; of the newest one for each stretch, by urgency for each stretch of each priority.
 */
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
    return findById(asked, withWords(rest), words.ids);
  }
  const isNewest = order.sort === 'newest';
  const whole = { filter: ready, part };
  if (words.isHopeless && others.length === 0 && isNewest && !until && !isNarrowed(ready))
    return findHopeless(asked, whole);
  const { newest, byChange } = words;
  if (!newest || others.length > 0 || (order.sort === 'updated' && !byChange)) return findIds(asked, whole);
  const rest = withWords([]);
  const withHas = withWords([{ condition: (byChange ?? newest).has }]);
  const few = mayBeFew(ready) ? await fewTickets(actor, rest.filter) : null;
  if (few) return findById(asked, withHas, few);
  if (order.sort === 'updated' && byChange) return findByChange(asked, byChange, newest, rest, withHas);
  const find = isNewest ? findNewest : findUrgent;
  return (await find(asked, newest, rest)) ?? findIds(asked, whole);
}

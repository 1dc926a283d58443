import sql, { empty, raw, type Sql } from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { decodeCursor, encodeCursor } from '@/lib/platform/cursor';
import { db } from '@/lib/platform/db';
import { invalid } from '@/lib/platform/errors';
import { reading } from '@/lib/platform/replica';
import { isOlder, newestFound, type Place } from '@/lib/search/queries/newest';
import { visibleTickets } from '../policy';
import { priorities, statuses, type TicketPriority } from '../schema';
import { type ReadyFilter, readyFilter, type TicketFilter, ticketConditions } from './conditions';
import { amongIds, listedRows, type TicketListRow } from './listed';
import type { TicketRow } from './rows';

/** How a list is ordered: by creation (newest first), by last change, or by urgency and then newest. */
export type TicketSort = 'newest' | 'updated' | 'urgent';

function readCursor(text: string, field: 'cursor' | 'until'): { at: Date; number: number; priority: TicketPriority } {
  const [at, number, priority] = decodeCursor(text) ?? [];
  const isMoment = Number.isSafeInteger(at) && Number(at) >= 0 && Number(at) < 8.64e15;
  const isNumber = Number.isInteger(number) && Math.abs(Number(number)) < 2 ** 31;
  const known = priorities.find((each) => each === priority);
  if (!isMoment || !isNumber || !known) throw invalid({ field, code: `INVALID_${field.toUpperCase()}` });
  return { at: new Date(Number(at)), number: Number(number), priority: known };
}

export interface ListOptions {
  limit: number;
  cursor?: string;
  /** The cursor that ended a page: the list ends with its row, or where that would stand. */
  until?: string;
  sort?: TicketSort;
  /** Reads each ticket's messages too. */
  withThreads?: boolean;
}

interface Page<Row> {
  rows: Row[];
  /** The cursor of the next page, or null at the end. */
  next: string | null;
}

/** Where a ticket stands in a list, whatever its order. */
interface Standing extends Place {
  priority: TicketPriority;
}

/** Rows of a page, and where the next one begins, if there is one. */
interface Piece<Row> {
  rows: (Row & { at: Date })[];
  last?: Standing;
}

/** So many tickets are looked at for a page where hardly one is found: it ends there, however few it has, and goes on by its cursor. */
const mostLooked = 1_500;

/** Among so many of a client's tickets a tag is looked for first. */
const mostNear = 5_000;

/** The last of the `count` newest tickets that the actor sees `after` a place, or undefined where there are no more. */
async function placeAfter(actor: Actor, after: Sql, count: number): Promise<{ at: Date; number: number } | undefined> {
  const [place] = await db.query<{ at: Date; number: number }>(
    sql`SELECT t.created_at AS at, t.number FROM tickets t WHERE ${visibleTickets(actor)}${after}
        ORDER BY t.created_at DESC, t.number DESC OFFSET ${count - 1} LIMIT 1`,
  );
  return place;
}

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

// As many texts as a connection should keep the plans of: each takes some tens of kilobytes of its Postgres process.
const mostKept = 40;
const kept = new Set<string>();

/** A name for the text of a list of staff's that is asked for often: filtered by nothing, or by what stands in the text itself. */
function nameOf(actor: Actor, filter: TicketFilter, options: ListOptions, forPage: boolean): string | undefined {
  const { status, priority, ...rest } = filter;
  if (Object.values(rest).some((value) => value !== undefined) || !isStaff(actor)) return undefined;
  const { limit, cursor, until, sort = 'newest', withThreads } = options;
  const flags = [forPage, withThreads, cursor, until].map((each) => (each ? 1 : 0)).join('');
  const short = (known: readonly string[], wanted: readonly string[] | undefined) =>
    wanted ? known.flatMap((each) => (wanted.includes(each) ? each.slice(0, 2) : [])).join('') : 'any';
  const name = `list_${flags}_${sort}_${limit}_${short(statuses, status)}_${short(priorities, priority)}`;
  if (kept.size < mostKept) kept.add(name);
  return kept.has(name) ? name : undefined;
}

/** A page of a list whose text has been read; `name` as `nameOf` has it. */
async function readyList<Row extends TicketRow>(
  actor: Actor,
  ready: ReadyFilter,
  name: string | undefined,
  options: ListOptions,
  forPage: boolean,
): Promise<Page<Row>> {
  const { limit, sort = 'newest' } = options;
  const updated = isStaff(actor) ? sql`t.staff_updated_at` : sql`t.updated_at`;
  const at = sort === 'updated' ? updated : sql`t.created_at`;
  const keys = sort === 'urgent' ? sql`t.priority, ${at}, t.number` : sql`${at}, t.number`;
  const order = sort === 'urgent' ? sql`t.priority DESC, ${at} DESC, t.number DESC` : sql`${at} DESC, t.number DESC`;
  const valuesOf = (place: Standing) => {
    const values = sql`${place.at}::timestamptz, ${place.number}::int`;
    return sort === 'urgent' ? sql`${place.priority}::ticket_priority, ${values}` : values;
  };
  const placeOf = (name: 'cursor' | 'until', text: string) => valuesOf(readCursor(text, name));
  const after = options.cursor ? sql` AND (${keys}) < (${placeOf('cursor', options.cursor)})` : empty;
  const until = options.until ? sql` AND (${keys}) >= (${placeOf('until', options.until)})` : empty;
  const { rowsOf, readFound } = listedRows<Row & { at: Date }>(actor, {
    at,
    order,
    withThreads: options.withThreads,
    forPage,
  });
  const read = async (part: Sql, filter = ready, from: Sql = sql`tickets`): Promise<Piece<Row>> => {
    const wanted = sql`FROM ${from} t WHERE ${ticketConditions(actor, filter)}${part} ORDER BY ${order} LIMIT ${raw(String(limit + 1))}`;
    const lastOf = (all: Standing[]) => (all.length > limit ? all[limit - 1] : undefined);
    if (isStaff(actor) && (name || !filter.search)) {
      const rows = await db.query<Row & { at: Date }>(rowsOf(sql`SELECT * ${wanted}`), name);
      return { rows: rows.slice(0, limit), last: lastOf(rows) };
    }
    const found = await db.query<Standing & { id: string }>(
      sql`SELECT t.id, ${at} AS at, t.number, t.priority ${wanted}`,
    );
    return { rows: await readFound(found.slice(0, limit).map(({ id }) => id)), last: lastOf(found) };
  };
  const nextOf = (part: Sql, within: ReadyFilter) =>
    sql`FROM tickets t WHERE ${ticketConditions(actor, within)}${part}`;
  /** The last of the next `count` tickets within a filter, or undefined where there are no more. */
  const endOf = async (part: Sql, count: number, within: ReadyFilter): Promise<Standing | undefined> => {
    const priority = sort === 'urgent' ? sql`t.priority` : sql`${priorities[0]}::ticket_priority`;
    const [end, more] = await db.query<Standing>(
      sql`SELECT ${at} AS at, t.number, ${priority} AS priority ${nextOf(part, within)} ORDER BY ${order} OFFSET ${count - 1} LIMIT 2`,
    );
    return more && end;
  };
  const upTo = (end: Standing | undefined) => (end ? sql` AND (${keys}) >= (${valuesOf(end)})` : empty);
  /** Of the next tickets `bound` the first that meet what is asked of `t.id` alone, so that the index of the order has all that is read. */
  const metOf = (part: Sql, within: ReadyFilter, bound: Sql, met: Sql) =>
    sql`(SELECT w.* FROM (SELECT t.id FROM (SELECT t.id, ${keys} ${nextOf(part, within)} ${bound}) t
          WHERE ${met} ORDER BY ${order} LIMIT ${limit + 1}) i JOIN tickets w ON w.id = i.id)`;
  // Of a list by creation alone, whose places say nothing of priority.
  const standing = (place: Place | null | undefined): Standing | undefined =>
    place ? { ...place, priority: priorities[0] } : undefined;
  const readPage = async (part: Sql): Promise<Piece<Row>> => {
    const { search, tagged } = ready;
    const [words, ...others] = search?.words ?? [];
    if (!words && tagged?.among) return read(part, { ...ready, tagged: tagged.among }, tagged.among.table);
    // Of very many all of theirs and all that have the tag would be laid together for one page.
    if (tagged && !words && !isStaff(actor) && sort !== 'urgent') {
      const all = { ...ready, tagged: undefined };
      const end = await endOf(part, mostNear, all);
      const page = await read(part, ready, sql`(SELECT * ${nextOf(part, all)}${upTo(end)} ORDER BY ${order} OFFSET 0)`);
      return page.last || !end ? page : read(part);
    }
    if (words?.ids?.length === 0) return { rows: [], last: undefined };
    if (search && words?.ids) {
      const rest = words.has ? [{ condition: words.has }, ...others] : others;
      return read(part, { ...ready, search: { ...search, words: rest } }, amongIds(words.ids, order));
    }
    if (words?.isHopeless && others.length === 0 && sort === 'newest' && !options.until && !isNarrowed(ready)) {
      const end = await placeAfter(actor, after, mostLooked);
      const { rows, last = standing(end) } = await read(
        end ? sql`${part} AND (t.created_at, t.number) >= (${end.at}, ${end.number}::int)` : part,
      );
      return { rows, last };
    }
    if (sort === 'newest' && search && words?.newest && others.length === 0) {
      const { newest } = words;
      const rest = { ...ready, search: { ...search, words: [] } };
      const few = isNarrowed(ready) ? await fewTickets(actor, rest) : null;
      const withWords = { ...rest, search: { ...search, words: [{ condition: newest.has }] } };
      if (few) return read(part, withWords, amongIds(few, order));
      const before = options.cursor ? readCursor(options.cursor, 'cursor') : undefined;
      const condition = sql`${ticketConditions(actor, rest)}${part}`;
      const stop = options.until ? readCursor(options.until, 'until') : undefined;
      const found = await newestFound(newest, {
        condition,
        limit: limit + 1,
        before,
        until: stop,
        isNarrowed: isNarrowed(ready),
        page: before ? 'next' : 'first',
      });
      if (found) {
        const isBeyond = found.end && stop && !isOlder(stop, found.end);
        const rows = await readFound(found.ids.slice(0, limit));
        if (found.ids.length <= limit) return { rows, last: isBeyond ? undefined : standing(found.end) };
        // There are more behind those that were found, though some of these are gone: on from the last one read.
        if (rows.length > 0) return { rows, last: rows.at(-1) };
      }
    }
    if (sort !== 'newest' && search && words?.inOrder && others.length === 0) {
      const { has, ids, areSure, looks } = words.inOrder;
      const rest = { ...ready, search: { ...search, words: [] } };
      const withWords = { ...rest, search: { ...search, words: [{ condition: has }] } };
      const isMore = isNarrowed(ready);
      const few = isMore ? await fewTickets(actor, rest) : null;
      if (few) return read(part, withWords, amongIds(few, order));
      // Of what is narrowed as well it says little how soon a word is met.
      if (looks && (!isMore || !ids)) {
        const wanted = Math.ceil((1.3 * (limit + 1)) / looks.share);
        if (!looks.mayEnd && (options.until || wanted <= looks.most)) {
          const near = sql`ORDER BY ${order} LIMIT ${Math.min(wanted, looks.most)}`;
          const page = await read(part, rest, metOf(part, rest, near, looks.condition));
          if (page.last) return page;
        }
        if (looks.mayEnd) {
          // Where nothing can be gathered the pages after the first look further, and what is read again as far as it went, though
          // others have come in between.
          const most = looks.most * (options.until ? 10 : ids || !options.cursor ? 1 : 6);
          // Up to a place, not so many tickets: some come and go.
          const count = options.until ? most : Math.min(Math.max(wanted, looks.least), most);
          const end = await endOf(part, count, rest);
          const near = sql`${upTo(end)} ORDER BY ${order} OFFSET 0`;
          const page = await read(part, rest, metOf(part, rest, near, looks.condition));
          if (page.last || !end) return page;
          // Where nothing was met the first page says so at once, and the next one looks everywhere.
          if (page.rows.length > 0 || !ids || !options.cursor) return { ...page, last: end };
        }
      }
      return read(part, areSure ? rest : withWords, ids && amongIds(ids, order));
    }
    return read(part);
  };
  // In the pages the ticket whose number was typed stands above all others, whatever their order.
  const first = forPage ? (ready.search?.first ?? null) : null;
  const [top, { rows, last }] = await Promise.all([
    first === null || options.cursor ? { rows: [] } : read(sql` AND t.number = ${first}::int`),
    readPage(sql`${after}${until}${first === null ? empty : sql` AND t.number <> ${first}::int`}`),
  ]);
  return {
    rows: [...top.rows, ...rows],
    next: last ? encodeCursor([last.at, last.number, last.priority]) : null,
  };
}

async function list<Row extends TicketRow>(
  actor: Actor,
  filter: TicketFilter,
  options: ListOptions,
  forPage: boolean,
): Promise<Page<Row>> {
  const name = nameOf(actor, filter, options, forPage);
  const read = (ready: ReadyFilter) => readyList<Row>(actor, ready, name, options, forPage);
  if (!filter.q || isStaff(actor)) return read(await readyFilter(actor, filter));
  // Whether a client has a word at all costs more to know than what they have of it to find: it is asked where nothing is found.
  const recall = {};
  const page = await read(await readyFilter(actor, filter, { only: 'exact', recall }));
  if (page.rows.length > 0) return page;
  const forgiving = await readyFilter(actor, filter, { only: 'near', recall });
  return forgiving.search?.near.length ? read(forgiving) : page;
}

/**
 * A page of tickets by keyset, as the API lists them. Stays right while tickets are created. One round trip of staff's lists; where a
 * search finds the tickets first, or a client asks, one or two more to read them as they are by now; one for each stretch of a search,
 * or up to four in another order than the newest, and as many again where a client's finds nothing. Errors: as `readyFilter`, and 400 for a cursor that is none.
 */
export function listTickets(actor: Actor, filter: TicketFilter, options: ListOptions): Promise<Page<TicketRow>> {
  return reading(actor, () => list<TicketRow>(actor, filter, options, false));
}

/** A page of tickets with the names and last public message that the pages show. Round trips and errors as `listTickets`. */
export function listTicketsForPage(
  actor: Actor,
  filter: TicketFilter,
  options: ListOptions,
): Promise<Page<TicketListRow>> {
  return reading(actor, () => list<TicketListRow>(actor, filter, options, true));
}

/** The tags in use among recent tickets that the actor sees, most used first; for suggestions. */
export async function listTags(actor: Actor, limit = 50): Promise<string[]> {
  const rows = await db.query<{ tag: string }>(
    sql`SELECT tag FROM (SELECT t.tags FROM tickets t WHERE ${visibleTickets(actor)} ORDER BY t.created_at DESC LIMIT 500) t,
        unnest(t.tags) AS tag GROUP BY tag ORDER BY count(*) DESC, tag LIMIT ${limit}`,
  );
  return rows.map((row) => row.tag);
}

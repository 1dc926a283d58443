import sql, { empty, raw, type Sql } from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { db } from '@/lib/platform/db';
import { reading } from '@/lib/platform/replica';
import { visibleTickets } from '../policy';
import { priorities, statuses } from '../schema';
import { type ReadyFilter, readyFilter, type TicketFilter, ticketConditions } from './conditions';
import { findPage } from './found';
import { listedRows, type TicketListRow } from './listed';
import { listOrder, placeText, readPlace, type Standing, type TicketSort } from './order';
import type { TicketRow } from './rows';

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

/** Rows of a page, and where the next one begins, if there is one. */
interface Piece<Row> {
  rows: Row[];
  last?: Standing;
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
  const { limit, withThreads } = options;
  const order = listOrder(actor, options.sort ?? 'newest');
  const cursor = options.cursor ? readPlace(options.cursor, 'cursor') : undefined;
  const until = options.until ? readPlace(options.until, 'until') : undefined;
  const { rowsOf, readFound } = listedRows<Row & { at: Date }>(actor, { order, withThreads, forPage });
  const readPage = async (part: Sql): Promise<Piece<Row & { at: Date }>> => {
    if (isStaff(actor) && !ready.search) {
      const { among } = ready.tagged ?? {};
      const conditions = ticketConditions(actor, among ? { ...ready, tagged: among } : ready);
      const wanted = sql`SELECT * FROM ${among?.table ?? sql`tickets`} t WHERE ${conditions}${part} ORDER BY ${order.by} LIMIT ${raw(String(limit + 1))}`;
      const rows = await db.query<Row & { at: Date }>(rowsOf(wanted), name);
      return { rows: rows.slice(0, limit), last: rows.length > limit ? rows[limit - 1] : undefined };
    }
    const { ids, last, placeOf } = await findPage({ actor, order, limit, cursor, until }, ready, part);
    const rows = await readFound(ids);
    if (!placeOf) return { rows, last };
    const end = rows.at(-1);
    // Where all of them went away in the meantime, what is there by now is looked for again.
    return end ? { rows, last: placeOf(end) } : readPage(part);
  };
  const readFirst = async (number: number): Promise<Row[]> => {
    const wanted = sql`SELECT t.id FROM tickets t WHERE ${ticketConditions(actor, ready)} AND t.number = ${number}::int`;
    const found = await db.query<{ id: string }>(wanted);
    return readFound(found.map(({ id }) => id));
  };
  // In the pages the ticket whose number was typed stands above all others, whatever their order.
  const first = forPage ? (ready.search?.first ?? null) : null;
  const [top, { rows, last }] = await Promise.all([
    first === null || cursor ? [] : readFirst(first),
    readPage(
      sql`${order.after(cursor)}${order.upTo(until)}${first === null ? empty : sql` AND t.number <> ${first}::int`}`,
    ),
  ]);
  return { rows: [...top, ...rows], next: last ? placeText(last) : null };
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
 * search finds the tickets first, or a client asks, as many as `findPage` and one or two more to read them as they are by now, and all
 * again where a client's finds nothing. Errors: as `readyFilter`, and 400 for a cursor that is none.
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

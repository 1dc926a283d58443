import sql, { empty, type Sql } from 'sql-template-tag';
import { db } from '@/lib/platform/db';
import { keptPlans } from '@/lib/platform/kept-plans';
import { type Longer, partsOf, splitBeginning } from './beginning';

/** What is found in too many tickets to gather them all. */
export interface NewestFound {
  /** A tsquery for the index, as text. */
  query: string;
  /** Common words that go on from its last one, where that may be a beginning. */
  common?: Longer[];
  /**
   * A tsquery of which the index makes less work, and which all tickets have that have `query`. Where others that have it, `share` of
   * all tickets at most, are few in a stretch, it is asked for instead, and what is found is looked at for `query`.
   */
  among?: { query: string; share: number };
  /** Whose tickets alone are looked for. */
  owner?: {
    /** What all of them have, for the index, and ids of those, few, that it may not find. */
    query: Sql;
    also: Sql;
    userId: string;
    /** Which share of all tickets they are, about. */
    share: number;
  };
  /** On `tickets t`: that it has what is asked for. */
  has: Sql;
  /** What the index finds is read as well (of a phrase it knows only the words): fewer are gathered. */
  isLooked: boolean;
  /** `has` says more than the index is asked for. */
  isMore?: boolean;
  /** In which share of all tickets the index finds it, about, and in which its rarest word. */
  share: number;
  /** Of several words: `share` is as if they had nothing to do with each other. Most often they have, and it is more. */
  isGuess?: boolean;
  rarest: number;
  /** How many tickets there are, about. */
  ticketCount: number;
}

/** A place in the order of creation. */
export interface Place {
  at: Date;
  number: number;
}

/** Whether a place comes later in the list than another: it is older. */
export const isOlder = (a: Place, b: Place): boolean => (a.at.getTime() - b.at.getTime() || a.number - b.number) < 0;

/** What is asked of each ticket that is found: on `tickets t`, and how many are wanted. */
interface Wanted {
  condition: Sql;
  /** The condition asks for more than the actor's visibility: for one priority, or in any of countless forms. */
  narrowed?: 'byPriority' | 'anyhow';
  limit: number;
}

/**
 * What one page may cost, however seldom its words stand together: so many tickets found by the index are looked up, and of its
 * rarest word so many places are read. `looked` where what is found has to be read too.
 */
const budget = { found: 500, looked: 250, read: 6_000 } as const;
/** So many tickets of an owner are looked at without the index. */
const fewOwn = 400;

/** The shortest stretch. */
const shortest = 500;
/** Where more than these are found the stretch is cut to an eighth. */
const mostFound = 3_000;

/** In the time that the index takes for a part of a beginning (4 µs) so many of the tickets that it finds are looked at. */
const lookedPerPart = 4;

const plansOf = {
  all: keptPlans('stretch', 24),
  byPriority: keptPlans('urgent', 12),
  anyhow: keptPlans('narrowed', 12),
};

interface Stretch {
  /** How many the index found in it, and about. */
  found: number;
  /** The newest of them that were wanted. */
  ids: string[];
  /** The last ticket of the stretch; null where there are no older ones. */
  end: Place | null;
}

/**
 * What is found in the next `length` tickets, and where they end. Numbers go up with the time, and so a number tells how far that
 * is: three looks at indexes, by tickets whose id and creation tell the same time. One round trip.
 */
async function findStretch(
  { query, common, among, owner, has, isMore }: NewestFound,
  { condition, narrowed, limit }: Wanted,
  before: Place | undefined,
  length: number,
  isCounted: boolean,
): Promise<Stretch> {
  const { words, longer } = splitBeginning(query, common ?? []);
  const asked = (text: string | null) => sql`${text}::tsquery${owner ? sql` && ${owner.query}` : empty}`;
  const few = lookedPerPart * partsOf(longer);
  const looked = among && length * among.share * (owner?.share ?? 1) <= few ? among.query : null;
  const byIndex = sql`SELECT hilo_found_between(e.since, e.until, ${asked(query)}, ${asked(words)}, ${asked(longer)}, ${asked(looked)}, ${mostFound + 1})
    ${owner ? sql`UNION ALL ${owner.also}` : empty}`;
  // Of few tickets each is looked at, rather than the index asked for common words.
  const candidates =
    owner && length * owner.share < fewOwn
      ? sql`SELECT o.id FROM tickets o WHERE o.client_id = ${owner.userId}::uuid AND o.created_at BETWEEN e.since AND e.until LIMIT ${mostFound + 1}`
      : byIndex;
  const comesAfter = (row: Sql) =>
    before ? sql`(${row}.created_at, ${row}.number) < (${before.at}::timestamptz, ${before.number}::int)` : sql`true`;
  const newest = sql`SELECT w.created_at, w.number, w.id FROM tickets w WHERE ${comesAfter(sql`w`)} ORDER BY w.created_at DESC, w.number DESC`;
  const nearby = (rows: Sql) => sql`SELECT n.created_at, n.number FROM (${rows} LIMIT 50) n
    WHERE NOT hilo_is_astray(n.id, n.created_at) LIMIT 1`;
  const byNumber = sql`SELECT e.created_at, e.number FROM (${nearby(newest)}) f, LATERAL (${nearby(
    sql`SELECT l.created_at, l.number, l.id FROM tickets l WHERE l.number <= f.number - ${length} ORDER BY l.number DESC`,
  )}) e WHERE (e.created_at, e.number) < (f.created_at, f.number)`;
  // What was found is put in order first: what else is asked of it, and dear, is asked until there are enough.
  const statement = sql`WITH stretch AS MATERIALIZED (
          SELECT e.* FROM (SELECT 1) one LEFT JOIN (${isCounted ? sql`${newest} OFFSET ${length - 1} LIMIT 1` : byNumber}) e ON true
        ), found AS MATERIALIZED (
          SELECT ARRAY(${candidates}) AS ids FROM (SELECT e.*, coalesce(e.created_at, (SELECT min(created_at) FROM tickets)) AS since,
            coalesce(${before?.at ?? null}::timestamptz, (SELECT max(created_at) FROM tickets)) AS until FROM stretch e) e
        )
        SELECT e.created_at AS at, e.number, cardinality(f.ids) AS found, ARRAY(
            SELECT t.id FROM (SELECT * FROM tickets WHERE id = ANY(f.ids) ORDER BY created_at DESC, number DESC OFFSET 0) t
            WHERE ${comesAfter(sql`t`)} AND (e.number IS NULL OR (t.created_at, t.number) >= (e.created_at, e.number))
              AND ${condition} AND ${isMore ? has : sql`true`}
            ORDER BY t.created_at DESC, t.number DESC LIMIT ${limit}) AS ids
        FROM stretch e, found f`;
  const [row] = await db.query<{ at: Date | null; number: number | null; found: number; ids: string[] }>(
    statement,
    // With conditions of all kinds it has many forms. What they ask is asked of what was found, and changes nothing of how.
    plansOf[narrowed ?? 'all'](statement),
  );
  const { at = null, number = null, found = 0, ids = [] } = row ?? {};
  return { found, ids, end: at && number !== null ? { at, number } : null };
}

/**
 * The `limit` newest tickets that have the words and meet `condition`, from a place in the order on, as far as one page may look:
 * `end` is where it went no further, null where there is no more to look at. By stretches: the first is such as to fill the page,
 * a part of that where its length is a guess, the next ones by what was met so far, until the page has cost what it may or is past
 * `until`. A `first` page that is not read again `until` a place ends after its first stretch, if it cannot reach the last ticket (where
 * some were met by a guess, after one more). Null where a stretch cannot be cut short enough. One round trip a stretch.
 */
export async function newestFound(
  newest: NewestFound,
  {
    condition,
    limit,
    before,
    until,
    narrowed,
    page,
  }: Wanted & {
    before?: Place;
    until?: Place;
    page: 'first' | 'next' | 'only';
  },
): Promise<{ ids: string[]; end: Place | null } | null> {
  const most = newest.isLooked ? budget.looked : budget.found;
  const [share, rarest] = [Math.max(newest.share, 1e-6), Math.max(newest.rarest, 1e-6)];
  const ids: string[] = [];
  let [found, read] = [0, 0];
  let end = before;
  const affordable = () => Math.min((most - found) / share, (budget.read - read) / rarest, 1e9);
  // Of what is narrowed in any way the length says little in any case.
  const isGuess = newest.isGuess && narrowed !== 'anyhow';
  // Of a client's, and the beginnings of others, the index has much to read for the shortest stretch: one, and a little longer.
  const isDear = Boolean(newest.owner && newest.common?.length);
  // By urgency it is six times as long: what is hardly ever together is told sooner, and a page goes on in a second one in any case.
  const ofGuess = isDear ? 0.3 : narrowed ? 0.15 : 0.25;
  let wanted = (((narrowed ? 6 : 1.2) * limit + 10) / share) * (isGuess ? ofGuess : 1);
  let stretches = isGuess && !isDear && !narrowed ? 0 : 1;
  for (let seen = 0; ; ) {
    let length = Math.max(shortest, Math.ceil(Math.min(wanted, affordable())));
    const find = (isCounted: boolean) =>
      findStretch(newest, { condition, narrowed, limit: limit - ids.length }, end, length, isCounted);
    let stretch = await find(false);
    while (stretch.found > mostFound && length > shortest) {
      length = Math.max(shortest, Math.ceil(length / 8));
      stretch = await find(false);
    }
    if (stretch.found > mostFound) {
      length = shortest;
      stretch = await find(true);
    }
    if (stretch.found > mostFound) return null;
    ids.push(...stretch.ids);
    if (!stretch.end || ids.length >= limit) return { ids, end: stretch.end };
    end = stretch.end;
    found += newest.isLooked ? Math.max(stretch.found, length * share) : stretch.found;
    read += length * rarest;
    seen += length;
    if (found > 0.8 * most || read > 0.8 * budget.read || (until && !isOlder(until, end))) break;
    // Where a page does not stand in its stretch, what is asked for is seldom together: the first one says so at once, with what it has.
    const isLast = affordable() > newest.ticketCount - seen;
    if (page === 'first' && !until && !isLast && (stretches > 0 || ids.length === 0)) break;
    stretches += 1;
    // As far as the page should be full by what was met so far, and not in small steps; where nothing was, as far as it may go.
    wanted =
      ids.length > 0
        ? Math.max(isGuess && stretches === 1 ? seen / 4 : seen, (1.5 * (limit - ids.length) + 2) * (seen / ids.length))
        : Number.POSITIVE_INFINITY;
    // Of a first page no more together than the stretch that should have filled it.
    if (page === 'first' && isGuess && !until && !isLast) wanted = Math.min(wanted, 3 * seen);
  }
  return { ids, end: end ?? null };
}

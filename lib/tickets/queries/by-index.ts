import sql, { type Sql } from 'sql-template-tag';
import { db } from '@/lib/platform/db';
import { keptPlans } from '@/lib/platform/kept-plans';
import { splitBeginning } from '@/lib/search/queries/beginning';
import type { NewestFound } from '@/lib/search/queries/newest';
import { ticketConditions } from './conditions';
import { amongIds } from './listed';
import { inOrder, type Met, type MetRow, metIn, metOf, nearOf } from './near';
import { standing } from './order';
import type { PageAsked, Part } from './page';

// What changed last was made of late, most of it: of the next tickets in this order those made in the time before the newest of them
// are asked of the index at once, and only the others (made before, or with an id that tells another time) are looked at.

/** What one page may cost: so many tickets of the order, so many that the index finds (`looked` where that has to be read), so much read. */
const budget = { next: 6_000, found: 500, looked: 250, read: 6_000 } as const;
/** No fewer are looked through. */
const shortest = 500;
/** The index is asked of the time in which so many times as many tickets were made. */
const wide = 10;
/** Where the index finds more than these it cannot say. */
const mostFound = 3_000;
/** Where more than these were made at another time, neither. */
const mostOthers = 1_000;
const [planOf, planOfLate] = [keptPlans('changed', 12), keptPlans('late', 4)];

/** Whether `n` meets the rest of a search, and `has`. */
export const meets = ({ actor }: PageAsked, { filter }: Part, has: Sql) =>
  sql`EXISTS (SELECT 1 FROM tickets t WHERE t.id = n.id AND ${ticketConditions(actor, filter)} AND ${has} OFFSET 0)`;

/** How many of the next tickets should fill a page, as far as one may cost. */
function countOf({ limit, until }: PageAsked, newest: NewestFound): number {
  const [share, rarest] = [Math.max(newest.share, 1e-6), Math.max(newest.rarest, 1e-6)];
  // What narrows it says little of how soon words are met.
  const wanted = (6 * (limit + 1)) / share;
  // In the wider time.
  const most = Math.min((newest.isLooked ? budget.looked : budget.found) / share, budget.read / rarest) / wide;
  // What is read again reaches its end though others have come in between.
  return Math.ceil(Math.max(shortest, Math.min(wanted, most, budget.next))) * (until ? 2 : 1);
}

/** When a ticket was made, as its id tells it. */
const timeOf = (id: Sql) => sql`to_timestamp(('x' || left(${id}::text, 8))::bit(32)::bigint * 65.536)`;

/** Whether the ticket `n` was made outside of `span`, by ids. Each of the two is read once, not with each ticket. */
const isOther = sql`(n.id < (SELECT s.since FROM span s) OR n.id > (SELECT s.until FROM span s))`;

/** What the index finds in `span`, as `found`. */
function foundInSpan({ query, common }: NewestFound): Sql {
  const { words, longer } = splitBeginning(query, common ?? []);
  return sql`found AS MATERIALIZED (SELECT hilo_found_between(${timeOf(sql`s.since`)}, ${timeOf(sql`s.until`)}, ${query}::tsquery,
    ${words}::tsquery, ${longer}::tsquery, NULL, ${mostFound + 1}) AS id FROM span s)`;
}

type FoundRow = (MetRow | Record<keyof MetRow, null>) & { isSure: boolean };

function readMet(found: FoundRow[], limit: number): Met | null {
  if (!found[0]?.isSure) return null;
  const rows = found.filter((row): row is MetRow & { isSure: boolean } => row.at !== null);
  return metOf(rows, limit);
}

/**
 * What is met among the next tickets of a list by last change that is narrowed to not few, as staff; null where the index cannot say. A
 * page may be short. One round trip.
 */
export async function findByIndex(asked: PageAsked, newest: NewestFound, rest: Part): Promise<Met | null> {
  const { has, isMore } = newest;
  const count = countOf(asked, newest);
  const met = sql`CASE WHEN NOT (SELECT "isSure" FROM known) THEN false
    WHEN ${isOther} THEN ${meets(asked, rest, has)}
    WHEN (n.id IN (SELECT f.id FROM found f)) IS TRUE THEN ${meets(asked, rest, isMore ? has : sql`true`)} ELSE false END`;
  const statement = sql`WITH ${nearOf(asked, { filter: {}, part: rest.part }, count)},
      newest AS MATERIALIZED (SELECT n.id, n.number FROM near n ORDER BY n.id DESC LIMIT 1),
      oldest AS MATERIALIZED (SELECT t.id FROM tickets t WHERE t.number <= (SELECT number FROM newest) - ${count * wide} ORDER BY t.number DESC LIMIT 1),
      span AS MATERIALIZED (SELECT coalesce((SELECT id FROM oldest), (SELECT t.id FROM tickets t ORDER BY t.number LIMIT 1)) AS since, id AS until FROM newest),
      ${foundInSpan(newest)},
      known AS MATERIALIZED (SELECT (SELECT count(*) FROM found) <= ${mostFound}
        AND (SELECT count(*) FROM near n WHERE ${isOther}) <= ${mostOthers} AS "isSure")
    SELECT k."isSure", r.* FROM known k LEFT JOIN (${metIn(asked, count, sql`n`, met)}) r ON true`;
  return readMet(await db.query<FoundRow>(statement, planOf(statement)), asked.limit);
}

/**
 * What has a seldom word among the first `count` tickets by last change, as staff, in a list that nothing else narrows; null where the index
 * cannot say. Those made of late are found by the index, the others looked at, and where they stand is read of these few alone. One round
 * trip.
 */
export async function findOfLate(
  asked: PageAsked,
  newest: NewestFound,
  rest: Part,
  count: number,
): Promise<Met | null> {
  const { query, has, isMore } = newest;
  const { by, at, priority } = asked.order;
  const statement = sql`WITH newest AS MATERIALIZED (SELECT t.id, t.number FROM tickets t ORDER BY t.number DESC LIMIT 1),
      span AS MATERIALIZED (SELECT coalesce((SELECT t.id FROM tickets t WHERE t.number <= n.number - ${count * wide} ORDER BY t.number DESC LIMIT 1),
        (SELECT t.id FROM tickets t ORDER BY t.number LIMIT 1)) AS since, n.id AS until FROM newest n),
      next AS MATERIALIZED (SELECT CASE WHEN count(*) > ${count} THEN min(n.at) END AS end, array_agg(n.id) FILTER (WHERE ${isOther}) AS others
        FROM (${inOrder(asked, rest)} LIMIT ${count + 1}) n),
      ${foundInSpan(newest)},
      known AS MATERIALIZED (SELECT (SELECT count(*) FROM found) <= ${mostFound} AND coalesce(cardinality(others), 0) <= ${mostOthers} AS "isSure",
        "end" FROM next),
      looked AS MATERIALIZED (SELECT s.ticket_id AS id FROM ticket_search s WHERE (SELECT "isSure" FROM known)
        AND s.ticket_id = ANY((SELECT others FROM next)::uuid[]) AND ts_match_vq(s.staff_vector, ${query}::tsquery))
    SELECT k."isSure", k."end", r.* FROM known k LEFT JOIN (
      SELECT t.id, ${at} AS at, t.number, ${priority} AS priority
      FROM ${amongIds(sql`SELECT f.id FROM found f UNION SELECT l.id FROM looked l`)} t
      WHERE (SELECT "isSure" FROM known) AND coalesce(${at} > (SELECT "end" FROM known), true)
        AND ${ticketConditions(asked.actor, rest.filter)}${rest.part} AND ${isMore ? has : sql`true`}
      ORDER BY ${by} LIMIT ${asked.limit + 1}) r ON true`;
  const rows = await db.query<FoundRow & { end: Date | null }>(statement, planOfLate(statement));
  const met = readMet(rows, asked.limit);
  const end = rows[0]?.end;
  // Of those that changed in the same moment as the last none is on this page.
  return met && { ...met, end: end ? standing({ at: end, number: 2 ** 31 - 1 }) : undefined };
}

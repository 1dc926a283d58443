import sql, { join, type Sql } from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { inTransaction } from '@/lib/platform/db';
import type { Moment } from '../schema';

/**
 * The condition that a column of moments lies in one of these spans. Ages count from when the statement runs; days begin when
 * they begin in `timeZone`.
 */
export function momentCondition(column: Sql, any: Moment[], timeZone: string): Sql {
  const startOf = (date: string) => sql`(${date}::date)::timestamp AT TIME ZONE ${timeZone}::text`;
  const each = any.map((moment) => {
    if (moment.kind === 'age') {
      const then = sql`now() - (${`${moment.amount} ${moment.unit}`})::interval`;
      return moment.isYounger ? sql`${column} > ${then}` : sql`${column} < ${then}`;
    }
    if (moment.kind === 'day') {
      const from = sql`date_trunc('day', now() AT TIME ZONE ${timeZone}::text) - (${`${moment.back} day`})::interval`;
      return sql`(${column} >= (${from}) AT TIME ZONE ${timeZone}::text AND ${column} < (${from} + interval '1 day') AT TIME ZONE ${timeZone}::text)`;
    }
    const { from, before } = moment;
    const sides = [from && sql`${column} >= ${startOf(from)}`, before && sql`${column} < ${startOf(before)}`];
    return sql`(${join(
      sides.filter((side) => side !== undefined && side !== ''),
      ' AND ',
    )})`;
  });
  return sql`(${join(each, ' OR ')})`;
}

/** What of these spans ends: the same without where they begin. Null where one has no end. */
function endsOf(any: Moment[]): Moment[] | null {
  const ends = any.flatMap((moment): Moment[] => {
    if (moment.kind === 'age') return moment.isYounger ? [] : [moment];
    if (moment.kind === 'day') return [moment];
    return moment.before ? [{ kind: 'dates', before: moment.before }] : [];
  });
  return ends.length === any.length && ends.every(({ kind }) => kind !== 'day') ? ends : null;
}

/**
 * As `momentCondition` of a time that is never before the ticket's creation. What lies before a moment was created before it
 * too: a list by creation begins there, and does not pass by all that is younger.
 */
export function laterCondition(column: Sql, any: Moment[], timeZone: string): Sql {
  const condition = momentCondition(column, any, timeZone);
  const ends = endsOf(any);
  return ends ? sql`(${condition} AND ${momentCondition(sql`t.created_at`, ends, timeZone)})` : condition;
}

/** From how many on those resolved since a moment are met soon in whatever order, and dear to gather and sort. */
const manyResolved = 500;
const [freshMs, patienceMs, mostKnown] = [60_000, 150, 100];

/** For which spans there were many, and until when that is taken for true. */
const known = new Map<string, { areMany: boolean; until: number }>();

/** Whether there are many; null where that cannot be said soon. */
async function areManyResolved(condition: Sql): Promise<boolean | null> {
  try {
    return await inTransaction(async (tx) => {
      await tx.query(sql`SELECT set_config('statement_timeout', ${String(patienceMs)}, true)`);
      const [row] = await tx.query<{ n: number }>(
        sql`SELECT count(*)::int AS n FROM (SELECT 1 FROM tickets t WHERE ${condition} LIMIT ${manyResolved}) x`,
      );
      return row?.n === manyResolved;
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '57014') return null;
    throw error;
  }
}

/** When a ticket was resolved. Once a minute some round trips where staff ask for all since a moment. */
export async function resolvedCondition(actor: Actor, any: Moment[], timeZone: string): Promise<Sql> {
  const condition = laterCondition(sql`t.resolved_at`, any, timeZone);
  if (!isStaff(actor) || endsOf(any)) return condition;
  const key = JSON.stringify([any, timeZone]);
  let { areMany, until } = known.get(key) ?? { areMany: false, until: 0 };
  if (until < Date.now()) {
    const found = await areManyResolved(condition);
    if (found !== null) [areMany, until] = [found, Date.now() + freshMs];
    if (known.size >= mostKnown) known.clear();
    known.set(key, { areMany, until });
  }
  // A column in a sum is none to an index: the planner, which knows nothing of the new ones being together, is left the order.
  return areMany ? momentCondition(sql`(t.resolved_at + interval '0')`, any, timeZone) : condition;
}

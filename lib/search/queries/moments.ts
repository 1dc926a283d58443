import sql, { join, type Sql } from 'sql-template-tag';
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

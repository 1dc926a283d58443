import sql, { join, type Sql } from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { db } from '@/lib/platform/db';
import { fold, readMoment } from '../rules';

interface FieldRow {
  kind: 'text' | 'number' | 'choice' | 'date';
  choices: string[];
}

const none = new Set(['none', 'nada', 'ninguno', 'ninguna', 'nadie']);

function numberCondition(key: string, text: string): Sql | null {
  const value = sql`(CASE WHEN jsonb_typeof(t.fields -> ${key}) = 'number' THEN (t.fields ->> ${key})::numeric END)`;
  const number = (part: string) => /^-?\d{1,15}([.,]\d{1,9})?$/.test(part) && part.replace(',', '.');
  const [low, high, more] = text.split('..');
  if (high !== undefined) {
    const [from, to] = [low ? number(low) : '', high ? number(high) : ''];
    if (from === false || to === false || more !== undefined || (!from && !to)) return null;
    const sides = [from && sql`${value} >= ${from}::numeric`, to && sql`${value} <= ${to}::numeric`].filter(
      (side) => side !== '',
    );
    return sql`(${join(sides, ' AND ')})`;
  }
  const [, sign = '', rest = ''] = /^([<>]=?|=)?(.*)$/u.exec(text) ?? [];
  const wanted = number(rest);
  if (wanted === false) return null;
  const param = sql`${wanted}::numeric`;
  if (sign === '<') return sql`${value} < ${param}`;
  if (sign === '<=') return sql`${value} <= ${param}`;
  if (sign === '>') return sql`${value} > ${param}`;
  return sign === '>=' ? sql`${value} >= ${param}` : sql`${value} = ${param}`;
}

/** Dates stand as YYYY-MM-DD, so that they compare as texts do; ages count from today. */
function dateCondition(key: string, text: string, timeZone: string): Sql | null {
  const moment = readMoment('created', text);
  if (!moment) return null;
  const value = sql`(t.fields ->> ${key})`;
  const daysAgo = (ago: string) =>
    sql`to_char((now() AT TIME ZONE ${timeZone}::text) - (${ago})::interval, 'YYYY-MM-DD')`;
  if (moment.kind === 'day') return sql`${value} = ${daysAgo(`${moment.back} day`)}`;
  if (moment.kind === 'age') {
    const then = daysAgo(`${moment.amount} ${moment.unit}`);
    return moment.isYounger ? sql`${value} > ${then}` : sql`${value} < ${then}`;
  }
  const { from, before } = moment;
  const sides = [from && sql`${value} >= ${from}`, before && sql`${value} < ${before}`].filter(
    (side) => side !== undefined && side !== '',
  );
  return sql`(${join(sides, ' AND ')})`;
}

/** The kind of a field, or null where the actor knows none of that key. One round trip. */
export async function findField(actor: Actor, key: string): Promise<FieldRow | null> {
  const [row] = await db.query<FieldRow>(
    sql`SELECT f.kind, f.choices FROM custom_fields f WHERE f.key = ${key}
          AND (${isStaff(actor)} OR (f.is_for_clients AND f.archived_at IS NULL))`,
  );
  return row ?? null;
}

/** The condition that a field has a value: text contains it, numbers and dates compare, a choice is it. Null when it is none. */
export function fieldCondition(key: string, field: FieldRow, text: string, timeZone: string): Sql | null {
  if (none.has(fold(text))) return sql`coalesce(t.fields ->> ${key}, '') = ''`;
  if (field.kind === 'number') return numberCondition(key, text);
  if (field.kind === 'date') return dateCondition(key, text, timeZone);
  if (field.kind === 'choice') {
    const choice = field.choices.find((each) => fold(each) === fold(text));
    return choice === undefined ? null : sql`t.fields @> ${JSON.stringify({ [key]: choice })}::jsonb`;
  }
  return sql`position(hilo_plain(${text}) IN hilo_plain(t.fields ->> ${key})) > 0`;
}

import type { QueryConfig } from 'pg';
import { pool } from './db';

// In milliseconds, as the column has it.
const now = '(extract(epoch FROM clock_timestamp()) * 1000)::bigint';

/**
 * The same question by the database's clock. The limiter asks by its process's, which may be hours off or jump: a minute that was
 * begun before it was set back would last until then, and lock out whoever had spent theirs. A minute that ends later than one
 * begun now would is of such a clock, and over.
 */
function byItsClock({ text, values = [] }: QueryConfig): QueryConfig {
  const [key, points, end, begin] = values as [string, number, number, number];
  // It reads its clock twice, and a millisecond may pass between: with that taken off, a minute just begun would seem to end too late.
  const length = Math.ceil((end - begin) / 1000) * 1000;
  // What sets a count anew has a text of its own.
  const isForced = text.includes('OR 1=1');
  return {
    name: isForced ? 'set_against_limit' : 'count_against_limit',
    text: text
      .replaceAll('<= $4', `NOT BETWEEN ${now} + 1 AND ${now} + $3::bigint`)
      .replaceAll('THEN $3', `THEN ${now} + $3::bigint`)
      .replace(/expire =\s+\$3/, `expire = ${now} + $3::bigint`)
      .replace('VALUES ($1, $2, $3)', `VALUES ($1, $2, ${now} + $3::bigint)`)
      .replace('RETURNING points, expire', `RETURNING points, expire - ${now} AS expire`),
    values: [key, points, length],
  };
}

/** The same of what only asks how a key stands. */
function standingByItsClock({ text, values = [] }: QueryConfig): QueryConfig {
  return {
    name: 'stand_against_limit',
    text: text.replace('expire > $2', `expire > ${now}`).replace('points, expire', `points, expire - ${now} AS expire`),
    values: values.slice(0, 1),
  };
}

/** What `RateLimiterPostgres` keeps its counts by. Connects with the first question: a build loads this and has no database. */
export const limitsStore = {
  async query(question: QueryConfig) {
    const isCounting = question.values?.length === 4;
    const isAsking = question.text.includes('expire > $2');
    if (!isCounting && !isAsking) return pool.query(question);
    const asked = isCounting ? byItsClock(question) : standingByItsClock(question);
    const result = await pool.query<{ points: number; expire: string }>(asked);
    return { ...result, rows: result.rows.map((row) => ({ ...row, expire: Date.now() + Number(row.expire) })) };
  },
};

// Loaded into a desk by `npm run bench -- --explain`: when a reading statement is asked for the third time, Postgres is asked for its
// plan with the same values, and both are added to the file of HILO_BENCH_PLANS. It is the plan for these values; of a statement that is kept
// Postgres may take a general one from the sixth asking on.
import { appendFileSync } from 'node:fs';
import pg from 'pg';

const file = process.env.HILO_BENCH_PLANS ?? '';
const asked = new Map();
const ask = pg.Client.prototype.query;
const isRead = (text) =>
  /^\s*(SELECT|WITH)\b/i.test(text) &&
  !/\b(INSERT|UPDATE|DELETE|LOCK|nextval|pg_notify|set_config|add_job|remove_job|pg_advisory\w*)\b/i.test(text);

pg.Client.prototype.query = function query(question, ...rest) {
  const text = question?.text ?? question;
  if (typeof text === 'string' && isRead(text)) {
    const times = (asked.get(text) ?? 0) + 1;
    asked.set(text, times);
    const values = question.values ?? (Array.isArray(rest[0]) ? rest[0] : undefined);
    if (times === 3)
      ask.call(this, { text: `EXPLAIN (ANALYZE, BUFFERS) ${text}`, values }, (error, result) => {
        const plan = error ? error.message : result.rows.map((row) => row['QUERY PLAN']).join('\n');
        const told = JSON.stringify(values ?? []).slice(0, 2_000);
        appendFileSync(file, `## ${question.name ?? 'planned each time'}\n\n${text.trim()}\n\n${told}\n\n${plan}\n\n`);
      });
  }
  return ask.call(this, question, ...rest);
};

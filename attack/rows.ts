import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';

/** What changes with every request, by whomever, and what says when somebody was last here. */
const clocks = new Set(['public.rate_limits', 'public.event_followers', 'public._prisma_migrations']);

async function tablesOf(database: pg.Pool): Promise<string[]> {
  const { rows } = await database.query<{ name: string }>(
    `SELECT table_schema || '.' || table_name AS name FROM information_schema.tables
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1`,
  );
  return rows.map(({ name }) => name).filter((name) => !clocks.has(name));
}

/**
 * A text of every row that names one of these ids or words, with the transaction that wrote it last: a row written anew with
 * the same in it differs too.
 */
async function textOfRows(database: pg.Pool, naming: string[]): Promise<string> {
  const parts = (await tablesOf(database)).map(
    (table) =>
      `SELECT '${table}' AS place, t.xmin::text || ' ' || t::text AS line FROM ${table} t WHERE t::text LIKE ANY ($1)`,
  );
  const { rows } = await database.query<{ place: string; line: string }>(`${parts.join(' UNION ALL ')} ORDER BY 1, 2`, [
    naming.map((word) => `%${word}%`),
  ]);
  return rows.map(({ place, line }) => `${place} ${line}`).join('\n');
}

/** Ends what a desk would go on doing by itself: what nobody answers is sent again and noted, what waits is sent in its time. */
export async function holdStill(database: pg.Pool): Promise<void> {
  await database.query('UPDATE webhooks SET is_enabled = false');
  await database.query(`UPDATE outgoing_replies SET send_at = now() + interval '1 day' WHERE state = 'waiting'`);
}

/** As `textOfRows`, once what Hilo does afterwards (search, events, turns) is done: the same twice, half a second apart. */
export async function settledRows(database: pg.Pool, naming: string[]): Promise<string> {
  const deadline = Date.now() + 20_000;
  let last = await textOfRows(database, naming);
  for (;;) {
    await sleep(500);
    const now = await textOfRows(database, naming);
    if (now === last || Date.now() > deadline) return now;
    last = now;
  }
}

/** The lines that two texts of rows do not share, without what they hold: which tables, and how many rows. */
export function changedTables(before: string, after: string): string[] {
  const [had, has] = [new Set(before.split('\n')), new Set(after.split('\n'))];
  const changed = [...[...has].filter((line) => !had.has(line)), ...[...had].filter((line) => !has.has(line))];
  return changed.map((line) => line.slice(0, 300));
}

/** What stands in the database in one of these words, wherever: the table and the row. */
export async function rowsWith(database: pg.Pool, words: string[]): Promise<string[]> {
  const text = await textOfRows(database, words);
  return text === '' ? [] : text.split('\n');
}

/** What follows from the rest, at another time: search, the feed's order, what was told to whom, a token's last use. */
const derived =
  /^public\.(ticket_search|search_|event_feed|notifications|webhook_(dispatch|attempts|deliveries)|access_tokens_use|sessions|upload_parts)/;

/** Where the database is now: rows of later transactions are those that `rowsSince` gives. */
export async function marker(database: pg.Pool): Promise<bigint> {
  const { rows } = await database.query<{ now: string }>('SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS now');
  return BigInt(rows[0]?.now ?? 0);
}

/**
 * The rows that were written since, each as `table {columns}` without what differs each time: keys, times, what counts up,
 * hashes. What `keeping` names stays, that it may be found.
 */
export async function rowsSince(database: pg.Pool, mark: bigint, keeping: string[]): Promise<string[]> {
  const tables = (await tablesOf(database)).filter((table) => !derived.test(table));
  const parts = tables.map(
    (table) =>
      `SELECT '${table}' AS place, to_jsonb(t) AS held FROM ${table} t WHERE t.xmin::text::bigint >= $1::bigint`,
  );
  const { rows } = await database.query<{ place: string; held: object }>(parts.join(' UNION ALL '), [String(mark)]);
  const lines = rows.map(({ place, held }) => `${place} ${withoutChance(JSON.stringify(held), keeping)}`);
  // When a token was used last is noted once a minute: those that the tests' people were made with.
  return lines.filter((line) => !(line.startsWith('public.access_tokens') && line.includes('"name":"prueba"')));
}

/** Waits for the jobs that an answer began. */
export async function untilDone(database: pg.Pool): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const { rowCount } = await database.query(`SELECT 1 FROM bulk_jobs WHERE finished_at IS NULL`);
    if (rowCount === 0) return;
    await sleep(50);
  }
}

/** Ends what would write amid what comes next: replies that wait for their time, and webhooks, which note that nobody answers. */
export async function endWhatWaits(database: pg.Pool): Promise<void> {
  await database.query('DELETE FROM outgoing_replies');
  await database.query('DELETE FROM webhooks');
}

/** As `rowsSince`, without what a webhook notes by itself where the operation is none of theirs. */
export async function writtenSince(database: pg.Pool, mark: bigint, operationId: string): Promise<string[]> {
  const rows = await rowsSince(database, mark, []);
  return rows.filter((row) => !row.startsWith('public.webhooks') || /Webhook|Deliver/.test(operationId));
}

function withoutChance(row: string, keeping: string[]): string {
  const kept = keeping.reduce((text, word, index) => text.replaceAll(word, `KEPT${index}`), row);
  return kept
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'KEY')
    .replaceAll(/[a-z_]+_[0-9a-z]{26}/g, 'ID')
    .replaceAll(/(?!2001)\d{4}-\d\d-\d\dT[\d:.]+[+Z][\d:]*/g, 'TIME')
    .replaceAll(/"\\\\x[0-9a-f]*"/g, '"BYTES"')
    .replaceAll(/"(number|id|event_id|place|revision|position|from_position)":\d+/g, '"$1":0')
    .replaceAll(/"last_used_(at|from)":("[^"]*"|null)/g, '"last_used_$1":""')
    .replaceAll(/"failing_since":("[^"]*"|null)/g, '"failing_since":null')
    .replaceAll(/#\d+/g, '#0')
    .replaceAll(/persona-[\w-]+@/g, 'persona@')
    .replaceAll(/(hilo|whsec)_[\w+/=-]+|\$argon2[^"]+/g, 'SECRET')
    .replaceAll(/(Cliente|Agente|Admin) \d+/gi, '$1')
    .replaceAll(/(Equipo|plan_\d+_)[ \w]*/g, 'NAME');
}

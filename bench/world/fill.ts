import { on, once } from 'node:events';
import { Worker } from 'node:worker_threads';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { rest, type Setting, withoutIndexes } from './indexes';
import { type Chunk, type Ground, type Table, tables, type WorldPlan } from './tables';
import { vocabulary } from './text';

/** Large ones, which are emptied first (of nothing): their rows are then written as if they were old. */
const emptied: ReadonlySet<Table> = new Set([
  'tickets',
  'threads',
  'attachments',
  'ticket_search',
  'notifications',
  'search_words',
]);

async function copyInto(client: pg.Client, table: Table, bytes: Uint8Array): Promise<void> {
  const freeze = emptied.has(table) ? ', FREEZE' : '';
  const stream = client.query(copyFrom(`COPY ${table} (${tables[table]}) FROM STDIN (FORMAT binary${freeze})`));
  const finished = once(stream, 'finish');
  const slice = 1 << 20;
  for (let at = 0; at < bytes.length; at += slice) {
    if (!stream.write(bytes.subarray(at, at + slice))) await Promise.race([once(stream, 'drain'), finished]);
  }
  stream.end();
  await finished;
}

async function lookAtGround(client: pg.Client): Promise<Ground> {
  const { rows } = await client.query<{ firstNumber: number; lastEvent: number; position: number }>(
    `SELECT (SELECT CASE WHEN is_called THEN last_value + 1 ELSE last_value END FROM tickets_number_seq)::int AS "firstNumber",
       (SELECT coalesce(max(id), 0) FROM events)::float8 AS "lastEvent",
       (pg_current_xact_id()::text::bigint + (SELECT shift FROM event_feed))::float8 AS position`,
  );
  const { rows: read } = await client.query<{ forms: string[]; places: number }>(
    `SELECT count(*) FILTER (WHERE f.positions IS NOT NULL)::int AS places,
       array_agg(f.lexeme ORDER BY f.positions IS NULL, f.lexeme) AS forms
     FROM unnest($1::text[]) WITH ORDINALITY AS w(word, i), unnest(hilo_vector(w.word)) f GROUP BY w.i ORDER BY w.i`,
    [vocabulary],
  );
  const [ground] = rows;
  if (!ground || read.length !== vocabulary.length || read.some(({ places }) => places !== 1))
    throw new Error('a word of the vocabulary is not one word to Postgres');
  return { ...ground, forms: read.map(({ forms }) => forms) };
}

/** Tells the world in a thread of its own, two chunks ahead of whoever takes them. */
async function* chunksOf(plan: WorldPlan, ground: Ground): AsyncGenerator<Chunk> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: { plan, ground },
    execArgv: ['--import', 'tsx'],
  });
  try {
    const told = on(worker, 'message') as AsyncIterableIterator<[Chunk | null]>;
    for (let ahead = 0; ahead < 2; ahead += 1) worker.postMessage('next');
    for await (const [chunk] of told) {
      if (!chunk) return;
      worker.postMessage('next');
      yield chunk;
    }
  } finally {
    await worker.terminate();
  }
}

/** What the app does besides rows: numbers go on after the last, and nobody is told today what happened years ago. */
const afterwards = [
  `SELECT setval(pg_get_serial_sequence('tickets', 'number'), (SELECT max(number) FROM tickets))`,
  `SELECT setval(pg_get_serial_sequence('events', 'id'), (SELECT max(id) FROM events))`,
  `SELECT graphile_worker.add_job('tickets.wake', json_build_object('ticketId', id), run_at => snoozed_until, job_key => 'snooze:' || id)
   FROM tickets WHERE snoozed_until IS NOT NULL`,
  `UPDATE event_followers SET position = e.position, event_id = e.id
   FROM (SELECT position, id FROM events ORDER BY position DESC, id DESC LIMIT 1) e`,
  `UPDATE webhook_dispatch SET position = e.position, event_id = e.id
   FROM (SELECT position, id FROM events ORDER BY position DESC, id DESC LIMIT 1) e`,
];

const settings: Setting[] = [
  ['statement_timeout', '0'],
  ['idle_in_transaction_session_timeout', '0'],
  ['maintenance_work_mem', '1GB'],
  ['work_mem', '256MB'],
  ['max_parallel_maintenance_workers', '2'],
];

/**
 * Fills a migrated desk without tickets with a world, in one transaction: a seed that is killed leaves nothing. `say` hears how
 * it goes. Errors: where the desk has tickets, or somebody has one of the addresses.
 */
export async function fillWorld(databaseUrl: string, plan: WorldPlan, say: (line: string) => void): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'hilo bench:seed' });
  await client.connect();
  const began = performance.now();
  const tell = (line: string) => say(`${((performance.now() - began) / 1000).toFixed(1)} s: ${line}`);
  try {
    await client.query('BEGIN');
    await client.query(
      `SELECT ${settings.map(([name, value]) => `set_config('${name}', '${value}', true)`).join(', ')}`,
    );
    await client.query('LOCK TABLE tickets IN ACCESS EXCLUSIVE MODE');
    const { rows } = await client.query('SELECT 1 FROM tickets LIMIT 1');
    if (rows.length > 0) throw new Error('This desk has tickets already; a world is made in an empty one.');
    const ground = await lookAtGround(client);
    await withoutIndexes(client, tell, async () => {
      await client.query(`TRUNCATE ${[...emptied].join(', ')} CASCADE`);
      let told = 0;
      let chunks = 0;
      for await (const chunk of chunksOf(plan, ground)) {
        for (const [table, bytes] of Object.entries(chunk)) await copyInto(client, table as Table, bytes);
        chunks += 1;
        if (performance.now() - told < 10_000) continue;
        told = performance.now();
        tell(`about ${Math.min(plan.tickets, chunks * 20_000).toLocaleString('en')} tickets`);
      }
      tell('all rows are there');
    });
    for (const statement of afterwards) await client.query(statement);
    await client.query('COMMIT');
    tell('committed');
    await rest(client);
    tell('done');
  } finally {
    await client.end();
  }
}

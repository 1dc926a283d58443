import type pg from 'pg';

/** A setting of Postgres and its value. */
export type Setting = [name: string, value: string];

/** Those with so many rows that looking after each row costs more than all of them at the end. */
const large = ['tickets', 'threads', 'attachments', 'ticket_search', 'events', 'notifications', 'search_words'];

interface Part {
  table: string;
  name: string;
  definition: string;
}

const tablesOf = `ANY(ARRAY[${large.map((name) => `'${name}'::regclass`).join(', ')}])`;

/** Does `work` without indexes, foreign keys and triggers on the large tables, and puts them back as they were. In a transaction. */
export async function withoutIndexes(
  client: pg.Client,
  tell: (line: string) => void,
  work: () => Promise<void>,
): Promise<void> {
  const read = async (sql: string) => (await client.query<Part>(sql)).rows;
  const keys = await read(
    `SELECT conrelid::regclass::text AS table, quote_ident(conname) AS name, pg_get_constraintdef(oid) AS definition
     FROM pg_constraint WHERE contype = 'f' AND (conrelid = ${tablesOf} OR confrelid = ${tablesOf}) ORDER BY 1, 2`,
  );
  const unique = await read(
    `SELECT conrelid::regclass::text AS table, quote_ident(conname) AS name, pg_get_constraintdef(oid) AS definition
     FROM pg_constraint WHERE contype IN ('p', 'u') AND conrelid = ${tablesOf} ORDER BY 1, 2`,
  );
  const indexes = await read(
    `SELECT indrelid::regclass::text AS table, indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
     FROM pg_index i WHERE indrelid = ${tablesOf}
       AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid AND c.contype IN ('p', 'u')) ORDER BY 1, 2`,
  );
  for (const { table, name } of [...keys, ...unique])
    await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  for (const { name } of indexes) await client.query(`DROP INDEX ${name}`);
  for (const table of large) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
  await work();
  for (const table of large) await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
  for (const { table, name, definition } of unique)
    await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`);
  for (const { name, definition } of indexes) {
    await client.query(definition);
    tell(`index ${name}`);
  }
  for (const { table, name, definition } of keys)
    await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`);
  tell('foreign keys');
}

/** Leaves the tables as they are after a quiet night: statistics taken, pages known to be visible to everybody. */
export async function rest(client: pg.Client): Promise<void> {
  await client.query(`SELECT set_config('maintenance_work_mem', '512MB', false)`);
  await client.query(`VACUUM (ANALYZE) ${[...large, 'users', 'teams', 'saved_views'].join(', ')}`);
}

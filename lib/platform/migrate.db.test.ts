import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { beforeEach, expect, test } from 'vitest';
import { env } from './env';
import { migrate, retryMigration } from './migrate';
import { pendingMigrations } from './pending-migrations';
import { schemaDifference } from './schema-difference';
import { dropDatabase } from './testing';

const NOTE = 'CREATE TABLE note (id int PRIMARY KEY);';
const WITH_BODY = `CREATE FUNCTION twice(n int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN n; RETURN n; END $$;`;

let url: string;
let folder: string;

async function query(text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

async function pending(): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await pendingMigrations(client, folder);
  } finally {
    await client.end();
  }
}

function write(name: string, sql: string): void {
  mkdirSync(path.join(folder, name), { recursive: true });
  writeFileSync(path.join(folder, name, 'migration.sql'), sql);
}

beforeEach(async () => {
  url = env().DATABASE_URL;
  const name = `scratch_${crypto.randomUUID().slice(0, 8)}`;
  await query(`CREATE DATABASE ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  url = own.href;
  folder = mkdtempSync(path.join(os.tmpdir(), 'hilo-migrations-'));
  writeFileSync(path.join(folder, 'migration_lock.toml'), 'provider = "postgresql"\n');
  write('20260101000000_add_note', NOTE);
  return async () => {
    url = env().DATABASE_URL;
    await dropDatabase(url, name);
    rmSync(folder, { recursive: true, force: true });
  };
});

test('prisma/migrations makes what prisma/schema says', async () => {
  expect(await schemaDifference(env().DATABASE_URL)).toBe('');
});

test('applies what the database lacks, in order and once, with the tables of the job queue', async () => {
  write('20260102000000_add_twice', WITH_BODY);
  expect(await pending()).toEqual(['20260101000000_add_note', '20260102000000_add_twice']);
  expect(await migrate(url, folder)).toEqual(['20260101000000_add_note', '20260102000000_add_twice']);
  expect(await pending()).toEqual([]);
  expect(await migrate(url, folder)).toEqual([]);
  expect(await query('SELECT twice(4)')).toEqual([{ twice: 4 }]);
  expect(await query("SELECT to_regclass('graphile_worker.jobs') IS NOT NULL AS queue")).toEqual([{ queue: true }]);
});

test('of instances that start together one migrates and the others wait for it', async () => {
  const applied = await Promise.all([migrate(url, folder), migrate(url, folder), migrate(url, folder)]);
  expect(applied.flat()).toEqual(['20260101000000_add_note']);
});

test('a migration that fails is named with its reason, leaves nothing, and can be retried', async () => {
  await migrate(url, folder);
  write('20260102000000_break', 'CREATE TABLE half (id int); CREATE TABLE note (id int);');
  const reason =
    'Migration 20260102000000_break failed. Error querying the database: ERROR: relation "note" already exists';
  await expect(migrate(url, folder)).rejects.toThrow(reason);
  expect(await query("SELECT to_regclass('half') AS half")).toEqual([{ half: null }]);
  expect(await pending()).toEqual(['20260102000000_break']);
  // Nothing goes on over a failure that nobody has looked at.
  await expect(migrate(url, folder)).rejects.toThrow('found failed migrations');
  write('20260102000000_break', 'CREATE TABLE half (id int);');
  await retryMigration(url, '20260102000000_break');
  expect(await migrate(url, folder)).toEqual(['20260102000000_break']);
});

test('one that was begun and never done, by a process that was killed, is done by the next start', async () => {
  await migrate(url, folder);
  write('20260102000000_add_other', 'CREATE TABLE other (id int)');
  await query(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('x', 'x', '20260102000000_add_other')`,
  );
  expect(await migrate(url, folder)).toEqual(['20260102000000_add_other']);
  expect(await pending()).toEqual([]);
});

test('of a process that is killed amid a script the next start waits for its end, and does it once', async () => {
  await migrate(url, folder);
  write('20260102000000_slow', 'CREATE TABLE slow (id int); SELECT pg_sleep(2); -- done');
  const script = `import { migrate } from './lib/platform/migrate.ts'; await migrate(process.argv[1], process.argv[2]);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script, url, folder]);
  const sleeping = `SELECT 1 AS one FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'`;
  await expect.poll(() => query(sleeping), { timeout: 20_000 }).toHaveLength(1);
  child.kill('SIGKILL');
  expect(await migrate(url, folder)).toEqual([]);
  expect(await query(`SELECT to_regclass('slow') IS NOT NULL AS slow`)).toEqual([{ slow: true }]);
  expect([await pending(), await migrate(url, folder)]).toEqual([[], []]);
});

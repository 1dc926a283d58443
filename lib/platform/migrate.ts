import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { listMigrations, migrationsFolder, pendingMigrations } from './pending-migrations';

/** Any number, the same in every instance: starts that migrate at the same time wait for each other. */
const ADVISORY_LOCK = 7_446_501;
/** What connections that migrate call themselves. */
const NAME = 'hilo migrate';
const NO_FILTERS = { externalTables: [], externalEnums: [] };

/** The migrations of a folder in the form that the schema engine reads. */
async function loadMigrations(folder = migrationsFolder()) {
  const names = await listMigrations(folder);
  const lock = await readFile(path.join(folder, 'migration_lock.toml'), 'utf8').catch(() => null);
  const migrationDirectories = await Promise.all(
    names.map(async (name) => {
      const value = await readFile(path.join(folder, name, 'migration.sql'), 'utf8');
      return { path: name, migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value } } };
    }),
  );
  return {
    baseDir: folder,
    lockfile: { path: 'migration_lock.toml', content: lock },
    shadowDbInitScript: '',
    migrationDirectories,
  };
}

/** The engine's message, which migration failed among it, without Rust's span trace. */
function readable(error: unknown): Error {
  const message = error instanceof Error ? error.message : String(error);
  const name = /migration_name="([^"]+)"/.exec(message)?.[1];
  const reason = message
    .split(/\n +0: /)[0]
    ?.replace('external connector error\n', '')
    .trim();
  return new Error(name ? `Migration ${name} failed. ${reason}` : `The database could not be migrated. ${reason}`);
}

/** The job queue's own tables, so that jobs can be added before a worker has ever run. */
async function ensureQueue(client: pg.Client, url: string): Promise<void> {
  const { rows } = await client.query("SELECT to_regclass('graphile_worker.migrations') IS NOT NULL AS is_there");
  if (rows[0]?.is_there) return;
  const { runMigrations } = await import('graphile-worker');
  await runMigrations({ connectionString: url, preset: { worker: { connectionString: url } } });
}

async function applyMigrations(url: string, folder: string): Promise<string[]> {
  const { openSchemaEngine } = await import('./schema-engine');
  const { engine, close } = await openSchemaEngine(url);
  try {
    const input = { migrationsList: await loadMigrations(folder), filters: NO_FILTERS };
    return (await engine.applyMigrations(input)).appliedMigrationNames;
  } catch (error) {
    throw readable(error);
  } finally {
    await close();
  }
}

/**
 * Lets migrations be done again whose process was killed before they were: a script is one transaction with the note that it is
 * done (schema-engine.ts), so one without the note has left nothing. One that failed says why in `logs`, and goes on stopping us.
 */
async function forgetCutOff(client: pg.Client): Promise<void> {
  const { rows } = await client.query("SELECT to_regclass('_prisma_migrations') IS NOT NULL AS is_there");
  if (!rows[0]?.is_there) return;
  // Postgres goes on to the end of a script whose process is gone. Those who wait for our lock are at no script.
  const others = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = '${NAME}'
    AND pid <> pg_backend_pid() AND state <> 'idle' AND wait_event IS DISTINCT FROM 'advisory'`;
  while ((await client.query(others)).rows.length > 0) await sleep(100);
  await client.query(
    'UPDATE _prisma_migrations SET rolled_back_at = now() WHERE finished_at IS NULL AND rolled_back_at IS NULL AND logs IS NULL',
  );
}

/**
 * Applies the migrations that the database lacks and prepares the job queue, under an advisory lock, so that instances
 * may start together. What a killed instance was at is done again, or found done.
 * @returns the names applied, oldest first
 * @throws when one fails (`_prisma_migrations` then notes it as failed, see retryMigration) or the database is away
 */
export async function migrate(url: string, folder = migrationsFolder()): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, application_name: NAME });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [ADVISORY_LOCK]);
    await forgetCutOff(client);
    const isPending = (await pendingMigrations(client, folder)).length > 0;
    const applied = isPending ? await applyMigrations(url, folder) : [];
    await ensureQueue(client, url);
    return applied;
  } finally {
    await client.end();
  }
}

/**
 * Forgets the failure of a migration, so that migrate() tries it again. A migration is one transaction, so the failed
 * attempt has left nothing behind (unless it brought its own COMMIT).
 * @throws when `name` is not noted as failed
 */
export async function retryMigration(url: string, name: string): Promise<void> {
  const { openSchemaEngine } = await import('./schema-engine');
  const { engine, close } = await openSchemaEngine(url);
  try {
    await engine.markMigrationRolledBack({ migrationName: name });
  } catch (error) {
    throw readable(error);
  } finally {
    await close();
  }
}

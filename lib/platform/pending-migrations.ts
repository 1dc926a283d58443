import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type pg from 'pg';

/** Anything that runs SQL text as `pg` does: a pool, a client. */
type Runner = Pick<pg.Pool, 'query'> | Pick<pg.Client, 'query'>;

export const migrationsFolder = () => path.join(process.cwd(), 'prisma/migrations');

/** Names of the migrations in a folder, oldest first. */
export async function listMigrations(folder = migrationsFolder()): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/**
 * Names of the migrations that a database still lacks, oldest first; one that failed half-way counts as lacking.
 * @throws the database's own error when it cannot be asked
 */
export async function pendingMigrations(runner: Runner, folder = migrationsFolder()): Promise<string[]> {
  const names = await listMigrations(folder);
  try {
    const { rows } = await (runner as pg.Pool).query<{ migration_name: string }>(
      'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
    );
    const done = new Set(rows.map((row) => row.migration_name));
    return names.filter((name) => !done.has(name));
  } catch (error) {
    const isNew = error instanceof Error && 'code' in error && error.code === '42P01';
    if (isNew) return names;
    throw error;
  }
}

// npm run db:migration NAME: writes the migration from what prisma/migrations makes to what prisma/schema says.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres } from '@/lib/platform/embedded-postgres';
import { migrate } from '@/lib/platform/migrate';
import { migrationsFolder } from '@/lib/platform/pending-migrations';
import { readClusterFile } from '@/lib/platform/postgres-cluster';
import { schemaDifference } from '@/lib/platform/schema-difference';

/** Runs `work` on a database with every migration, which is thrown away after. */
async function onScratch<T>(work: (url: string) => Promise<T>): Promise<T> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'hilo-migration-'));
  const postgres = await startEmbeddedPostgres({ dataDir, throwaway: true });
  const home = (await readClusterFile(dataDir))?.home ?? '';
  try {
    await migrate(postgres.url);
    return await work(postgres.url);
  } finally {
    await postgres.stop();
    const folders = path.isAbsolute(home) ? [dataDir, home] : [dataDir];
    await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
  }
}

async function main(name: string): Promise<void> {
  const sql = await onScratch(schemaDifference);
  if (!sql) {
    console.log('prisma/migrations already makes what prisma/schema says.');
    return;
  }
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const file = path.join(migrationsFolder(), `${stamp}_${name}`, 'migration.sql');
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${sql}\n`);
  console.log(`${path.relative('', file)}\n\n${sql}\n`);
  console.log('Read it before you keep it: checks, triggers and generated columns are beyond prisma/schema.');
}

const name = process.argv[2] ?? '';
if (/^[a-z][a-z0-9_]*$/.test(name)) {
  await main(name);
} else {
  console.error('usage: npm run db:migration what_it_does   (small letters, digits and underscores)');
  process.exitCode = 2;
}

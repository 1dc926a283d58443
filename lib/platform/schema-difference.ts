import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { openSchemaEngine } from './schema-engine';

async function schemaFiles(folder: string): Promise<{ path: string; content: string }[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.prisma'));
  return Promise.all(
    names.map(async (name) => {
      const file = path.join(folder, name);
      return { path: file, content: await readFile(file, 'utf8') };
    }),
  );
}

/**
 * The SQL that would turn the database at `url` into what `prisma/schema` says; empty when they agree. What Prisma's
 * schema has no words for (checks, triggers, generated columns) is not compared.
 */
export async function schemaDifference(url: string, folder = path.resolve('prisma/schema')): Promise<string> {
  const files = await schemaFiles(folder);
  const { engine, close } = await openSchemaEngine(url);
  try {
    const { stdout } = await engine.diff({
      // "The data source of this schema" is the engine's own connection.
      from: { tag: 'schemaDatasource', files, configDir: folder },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    const sql = (stdout ?? '').trim();
    return sql.includes('This is an empty migration') ? '' : sql;
  } finally {
    await close();
  }
}

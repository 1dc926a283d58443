import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile, utimes } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';

const run = promisify(execFile);

export interface FilesFound {
  /** Bytes that rows have, and the folder has not, or has others. */
  missing: string[];
  /** Bytes that no row has: a process died between naming them and writing the row. `storage check` removes them after a day. */
  unnamed: string[];
  /** Bytes that were still coming when their process died: removed by the hourly cleaning after a day. */
  staged: number;
  /** What was there of `unnamed` a day and the operator's `storage check --remove-orphans` later. */
  leftAfterGrace: string[];
}

async function walk(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

async function rowsOf(databaseUrl: string): Promise<{ blobs: Set<string>; thumbnails: Set<string> }> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'hilo faults' });
  await client.connect();
  try {
    const blobs = await client.query<{ sha: string }>(
      `SELECT DISTINCT encode(sha256, 'hex') AS sha FROM uploads WHERE sha256 IS NOT NULL AND scan <> 'infected'`,
    );
    const thumbnails = await client.query<{ id: string }>(`SELECT id FROM uploads WHERE thumbnail = 'made'`);
    return {
      blobs: new Set(blobs.rows.map(({ sha }) => sha)),
      thumbnails: new Set(thumbnails.rows.map(({ id }) => id)),
    };
  } finally {
    await client.end();
  }
}

async function compare(databaseUrl: string, folder: string): Promise<Pick<FilesFound, 'missing' | 'unnamed'>> {
  const { blobs, thumbnails } = await rowsOf(databaseUrl);
  const missing: string[] = [];
  const unnamed: string[] = [];
  for (const file of await walk(path.join(folder, 'sha256'))) {
    const name = path.basename(file);
    if (!blobs.delete(name)) unnamed.push(file);
    else if (
      createHash('sha256')
        .update(await readFile(file))
        .digest('hex') !== name
    )
      missing.push(`${file}: other bytes`);
  }
  for (const file of await walk(path.join(folder, 'thumbnails')))
    if (!thumbnails.delete(path.basename(file, '.webp'))) unnamed.push(file);
  missing.push(...blobs, ...[...thumbnails].map((id) => `thumbnail of ${id}`));
  return { missing, unnamed };
}

/**
 * Compares a storage folder with the rows. With `clean`, what nobody names is then made a day old and the operator's command run,
 * as the documentation says.
 */
export async function readFiles(
  databaseUrl: string,
  folder: string,
  { clean = true }: { clean?: boolean } = {},
): Promise<FilesFound> {
  const found = await compare(databaseUrl, folder);
  const staged = (await walk(path.join(folder, 'tmp'))).length;
  if (!clean || found.unnamed.length === 0) return { ...found, staged, leftAfterGrace: [] };
  const yesterday = new Date(Date.now() - 25 * 60 * 60 * 1000);
  for (const file of found.unnamed) await utimes(file, yesterday, yesterday);
  const command = ['--import', 'tsx', 'bin/hilo.ts', 'storage', 'check', '--quick', '--remove-orphans'];
  const HILO_SECRET = 'the secret of the tests, which guards nothing';
  const env = { ...process.env, DATABASE_URL: databaseUrl, HILO_STORAGE: folder, HILO_SECRET };
  await run(process.execPath, command, { env });
  return { ...found, staged, leftAfterGrace: (await compare(databaseUrl, folder)).unnamed };
}

import { createHash } from 'node:crypto';
import { readdir, readFile, utimes } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

export interface FilesFound {
  /** Bytes that rows have, and the folder has not, or has others: before or after the desk has cleared away. */
  missing: string[];
  /** Bytes that no row has: a process died between naming them and writing the row, or between removing the row and them. */
  unnamed: string[];
  /** Bytes that were still coming when their process died. */
  staged: number;
  /** What was left of both when they were old and the desk had cleared away for a day. */
  leftAfterGrace: string[];
}

const dayMs = 24 * 60 * 60 * 1000;

/** How often the desk clears away in a day: lib/worker/handlers.ts. */
const runsOfDay = 24;

/** How long a day of runs may take, one right after the other, in milliseconds. */
const patienceMs = 120_000;

/** The keys of what is in the folder. */
async function keysIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}

/** The keys of all that rows say is there. */
async function keysOfRows(client: pg.Client): Promise<Set<string>> {
  const { rows } = await client.query<{ key: string }>(
    `SELECT 'sha256/' || left(encode(sha256, 'hex'), 2) || '/' || encode(sha256, 'hex') AS key
       FROM uploads WHERE sha256 IS NOT NULL AND scan <> 'infected'
     UNION SELECT 'thumbnails/' || id || '.webp' FROM uploads WHERE thumbnail = 'made'
     UNION SELECT 'parts/' || upload_id || '/' || start FROM upload_parts`,
  );
  return new Set(rows.map(({ key }) => key));
}

async function compare(client: pg.Client, folder: string) {
  const named = await keysOfRows(client);
  const keys = await keysIn(folder);
  const there = new Set(keys);
  const missing = [...named].filter((key) => !there.has(key));
  for (const key of keys.filter((each) => named.has(each) && each.startsWith('sha256/'))) {
    const hash = createHash('sha256').update(await readFile(path.join(folder, key)));
    if (hash.digest('hex') !== path.basename(key)) missing.push(`${key}: other bytes`);
  }
  const isStaged = (key: string) => key.startsWith('tmp/');
  const unnamed = keys.filter((key) => !named.has(key) && !isStaged(key) && !key.startsWith('desks/'));
  return { missing, unnamed, staged: keys.filter(isStaged) };
}

/** Has the desk's own worker clear away, so often. Errors: where it does not come to it. */
async function clearAway(client: pg.Client, times: number): Promise<void> {
  await client.query(
    `SELECT graphile_worker.add_job('attachments.sweep', '{}'::json, queue_name => 'faults')
     FROM generate_series(1, $1::int)`,
    [times],
  );
  const waiting = `SELECT count(*) FROM graphile_worker.jobs WHERE task_identifier = 'attachments.sweep'`;
  for (const begun = performance.now(); performance.now() - begun < patienceMs; await sleep(50)) {
    const { rows } = await client.query<{ count: string }>(waiting);
    if (Number(rows[0]?.count) === 0) return;
  }
  throw new Error('The desk did not clear away what nobody names.');
}

/** Makes all that is there three days old, as if that long had passed; the desk has been there for four. */
async function age(client: pg.Client, folder: string): Promise<void> {
  const then = new Date(Date.now() - 3 * dayMs);
  for (const key of await keysIn(folder)) await utimes(path.join(folder, key), then, then);
  await client.query(`UPDATE storage_sweep SET kept_since = now() - interval '4 days'`);
}

/**
 * Compares a storage folder with the rows. Then time passes, for what rows name too, and the worker of the desk, which must be
 * running, does the job that clears away as often as it does in a day: what nobody names must be gone, and nothing else.
 */
export async function readFiles(databaseUrl: string, folder: string): Promise<FilesFound> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'hilo faults' });
  await client.connect();
  try {
    const found = await compare(client, folder);
    // With its first run it says that these files are its own.
    await clearAway(client, 1);
    await age(client, folder);
    await clearAway(client, runsOfDay);
    const left = await compare(client, folder);
    return {
      missing: [...new Set([...found.missing, ...left.missing])],
      unnamed: found.unnamed,
      staged: found.staged.length,
      leftAfterGrace: [...left.unnamed, ...left.staged],
    };
  } finally {
    await client.end();
  }
}

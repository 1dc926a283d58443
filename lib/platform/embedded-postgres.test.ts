import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import { AlreadyRunningError, type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres';
import { readClusterFile } from './postgres-cluster';
import { sharedBuffers } from './postgres-memory';

const overcommit = '/proc/sys/vm/overcommit_memory';
const folders: string[] = [];
const running: EmbeddedPostgres[] = [];

function newFolder(): string {
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'hilo-postgres-')));
  folders.push(folder);
  return folder;
}

async function start(dataDir: string): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dataDir, throwaway: true });
  running.push(postgres);
  return postgres;
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  // One that breaks amid a statement says so twice.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

const pidFile = (dataDir: string) => path.join(dataDir, 'postgres/data/postmaster.pid');
const postmaster = (dataDir: string) => Number(readFileSync(pidFile(dataDir), 'utf8').split('\n')[0]);

function spoilPid(file: string, pid: string): void {
  writeFileSync(file, [pid, ...readFileSync(file, 'utf8').split('\n').slice(1)].join('\n'));
}

/** An application in a process of its own, so that it can be killed. */
async function startElsewhere(dataDir: string): Promise<ChildProcess> {
  const script = `import { startEmbeddedPostgres } from './lib/platform/embedded-postgres.ts';
    await startEmbeddedPostgres({ dataDir: process.argv[1], throwaway: true });
    console.log('up'); setInterval(() => {}, 1000);`;
  const args = ['--import', 'tsx', '--input-type=module', '-e', script, dataDir];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

afterEach(async () => {
  for (const postgres of running.splice(0)) await postgres.stop();
  for (const folder of folders.splice(0)) {
    const home = (await readClusterFile(folder).catch(() => null))?.home ?? '';
    for (const each of path.isAbsolute(home) ? [folder, home] : [folder])
      rmSync(each, { recursive: true, force: true });
  }
});

describe('the embedded Postgres', { timeout: 60_000 }, () => {
  test('keeps its data, its password and its port from one start to the next', async () => {
    const dataDir = newFolder();
    const first = await start(dataDir);
    await query(first.url, 'CREATE TABLE kept AS SELECT 7 AS number');
    await first.stop();
    const second = await start(dataDir);
    expect(second.url).toBe(first.url);
    expect(await query(second.url, 'SELECT number FROM kept')).toEqual([{ number: 7 }]);
    expect(statSync(path.join(dataDir, 'database.json')).mode & 0o077).toBe(0);
  });

  test('takes a quarter of the memory in earnest, and what Postgres takes by itself for a test', async () => {
    const inEarnest = await startEmbeddedPostgres({ dataDir: newFolder() });
    running.push(inEarnest);
    const { url } = await start(newFolder());
    const [row] = (await query(inEarnest.url, `SELECT pg_size_bytes(current_setting('shared_buffers')) AS bytes`)) as [
      { bytes: string },
    ];
    expect(`${Number(row.bytes) / 2 ** 20}MB`).toBe(sharedBuffers());
    expect(await query(url, 'SHOW shared_buffers')).toEqual([{ shared_buffers: '128MB' }]);
  });

  test('serves one role, which owns its database and is no superuser, on loopback with a password', async () => {
    const { url } = await start(newFolder());
    expect(await query(url, 'SELECT current_user, rolsuper FROM pg_roles WHERE rolname = current_user')).toEqual([
      { current_user: 'hilo', rolsuper: false },
    ]);
    expect(await query(url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    await query(url, 'CREATE EXTENSION unaccent; CREATE EXTENSION pg_trgm');
    const wrong = new URL(url);
    wrong.password = 'guess';
    await expect(query(wrong.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
    wrong.username = 'postgres';
    await expect(query(wrong.href, 'SELECT 1')).rejects.toThrow('no pg_hba.conf entry');
  });

  test('knows letters beyond ASCII, in search too', async () => {
    const { url } = await start(newFolder());
    const text = "SELECT lower('ÁÑ') AS low, to_tsvector('simple', '¿Dónde está «España»?')::text AS words";
    expect(await query(url, text)).toEqual([{ low: 'áñ', words: "'dónde':1 'españa':3 'está':2" }]);
  });

  test('tells a second start where the first one serves, and leaves that alone', async () => {
    const dataDir = newFolder();
    const { url, lock } = await start(dataDir);
    lock.describe({ address: 'http://localhost:4100' });
    const second = startEmbeddedPostgres({ dataDir, throwaway: true });
    await expect(second).rejects.toThrow(AlreadyRunningError);
    await expect(second).rejects.toThrow(`at http://localhost:4100 (process ${process.pid})`);
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  // One that gives all that is asked for cannot show it.
  const givesAll = existsSync(overcommit) ? readFileSync(overcommit, 'utf8').trim() === '1' : true;
  test.skipIf(givesAll)('starts with less where the system refuses it its memory', async () => {
    const said: string[] = [];
    const memory = `${Math.ceil((4 * os.totalmem()) / 2 ** 20)}MB`;
    const postgres = await startEmbeddedPostgres({ dataDir: newFolder(), memory, log: (line) => said.push(line) });
    running.push(postgres);
    expect(await query(postgres.url, 'SHOW shared_buffers')).toEqual([{ shared_buffers: '128MB' }]);
    expect(said).toEqual([expect.stringContaining('no more memory')]);
  });

  test('ends the Postgres that a killed application left behind, and starts anew', async () => {
    const dataDir = newFolder();
    const child = await startElsewhere(dataDir);
    const orphan = postmaster(dataDir);
    await kill(child);
    expect(() => process.kill(orphan, 0)).not.toThrow();
    const { url } = await start(dataDir);
    expect(() => process.kill(orphan, 0)).toThrow('ESRCH');
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  for (const [what, spoil] of [
    ['is gone', (file: string) => rmSync(file)],
    ['names somebody else', (file: string) => spoilPid(file, String(process.ppid))],
    ['is empty', (file: string) => writeFileSync(file, '')],
  ] as const) {
    test(`ends the Postgres that was left behind though its pid file ${what}`, async () => {
      const dataDir = newFolder();
      const child = await startElsewhere(dataDir);
      const orphan = postmaster(dataDir);
      await kill(child);
      spoil(pidFile(dataDir));
      const { url } = await start(dataDir);
      expect(() => process.kill(orphan, 0)).toThrow('ESRCH');
      expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    });
  }

  test('comes back at once though a long statement goes on in the name of the one that was killed', async () => {
    const dataDir = newFolder();
    const { url } = await start(dataDir);
    const busy = query(url, 'SELECT count(*) FROM generate_series(1, 2e9)').catch((error: Error) => error.message);
    const active = `SELECT 1 AS one FROM pg_stat_activity WHERE query LIKE '%generate_series%' AND pid <> pg_backend_pid()`;
    await expect.poll(() => query(url, active)).toEqual([{ one: 1 }]);
    process.kill(postmaster(dataDir), 'SIGKILL');
    // The statement would take minutes.
    await expect.poll(() => query(url, 'SELECT 1 AS one').catch(() => null), { timeout: 30_000 }).toEqual([{ one: 1 }]);
    expect(await busy).toMatch(/terminat|closed/);
  });

  test('starts although the process number of a killed Postgres now belongs to somebody else', async () => {
    const dataDir = newFolder();
    const child = await startElsewhere(dataDir);
    const orphan = postmaster(dataDir);
    // The application first: it would start another at once.
    await kill(child);
    process.kill(orphan, 'SIGKILL');
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    spoilPid(pidFile(dataDir), String(stranger.pid));
    const { url } = await start(dataDir);
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(stranger.exitCode).toBeNull();
    await kill(stranger);
  });

  test('comes back by itself when it is killed alone', async () => {
    const dataDir = newFolder();
    const { url } = await start(dataDir);
    const first = postmaster(dataDir);
    process.kill(first, 'SIGKILL');
    await expect.poll(() => query(url, 'SELECT 1 AS one').catch(() => null), { timeout: 20_000 }).toEqual([{ one: 1 }]);
    expect(postmaster(dataDir)).not.toBe(first);
  });

  test('takes another port when somebody sits on the one it had', async () => {
    const dataDir = newFolder();
    const first = await start(dataDir);
    await first.stop();
    const taken = Number(new URL(first.url).port);
    const squatter = createServer().listen(taken, '127.0.0.1');
    await once(squatter, 'listening');
    const second = await start(dataDir);
    expect(Number(new URL(second.url).port)).not.toBe(taken);
    expect((await readClusterFile(dataDir))?.port).toBe(Number(new URL(second.url).port));
    squatter.close();
  });

  test('gets in again when the note with its password is lost', async () => {
    const dataDir = newFolder();
    const first = await start(dataDir);
    await query(first.url, 'CREATE TABLE kept AS SELECT 7 AS number');
    await first.stop();
    rmSync(path.join(dataDir, 'database.json'));
    const second = await start(dataDir);
    expect(await query(second.url, 'SELECT number FROM kept')).toEqual([{ number: 7 }]);
  });
});

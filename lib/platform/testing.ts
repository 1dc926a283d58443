import { mkdtemp, realpath, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from './embedded-postgres';
import { migrate } from './migrate';
import { readClusterFile } from './postgres-cluster';

/** A Postgres for one run of the tests, with a migrated and empty database to copy. */
export interface TestPostgres {
  /** A database to connect to for making others. */
  serverUrl: string;
  /** The name of the database to copy. */
  template: string;
}

export interface RunningTestPostgres extends TestPostgres {
  /** Drops what the run made, or with an embedded Postgres the whole of it. */
  stop(): Promise<void>;
}

const localHosts = new Set(['localhost', '127.0.0.1', '[::1]', '']);

/** Tests write and drop: a database on another machine may be somebody's real one. */
export function refuseRemote(url: string): string {
  const { hostname, searchParams } = new URL(url);
  const socket = searchParams.get('host') ?? '';
  const isLocal = localHosts.has(hostname) && (socket === '' || socket.startsWith('/') || localHosts.has(socket));
  if (!isLocal)
    throw new Error(`Tests only touch a Postgres of this machine; HILO_TEST_DATABASE_URL names ${socket || hostname}.`);
  return url;
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

async function withClient(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'hilo tests' });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

const run = (url: string, statement: string) => withClient(url, (client) => client.query(statement));

/** Somebody is connected to what is to be dropped. */
const isInUse = (error: unknown) => error instanceof pg.DatabaseError && error.code === '55006';

/**
 * Drops a database with whoever of ours is still connected to it. Those are ended here: WITH (FORCE) would end the autovacuum that
 * may be at work there too, and is refused where it may not; a plain DROP ends that by itself, and waits for all of them. What was
 * still to be done after a test's last word may open a connection between the two: it is ended the next time.
 * @param url of another database of that server
 */
export function dropDatabase(url: string, name: string): Promise<void> {
  return withClient(url, async (client) => {
    for (let tries = 1; ; tries += 1) {
      await client.query(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND usename = current_user AND pid <> pg_backend_pid()',
        [name],
      );
      try {
        await client.query(`DROP DATABASE IF EXISTS ${name}`);
        return;
      } catch (error) {
        if (tries === 3 || !isInUse(error)) throw error;
      }
    }
  });
}

function dropLike(url: string, prefix: string): Promise<void> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      'SELECT datname FROM pg_database WHERE starts_with(datname, $1)',
      [prefix],
    );
    for (const { datname } of rows) await dropDatabase(url, datname);
  });
}

async function startThrowaway(isDurable: boolean): Promise<{ url: string; stop(): Promise<void> }> {
  const dataDir = await realpath(await mkdtemp(path.join(os.tmpdir(), 'hilo-test-')));
  const postgres = await startEmbeddedPostgres({ dataDir, throwaway: !isDurable });
  return {
    url: postgres.url,
    async stop() {
      // Where root's Postgres user could not reach the folder, the files are elsewhere.
      const home = (await readClusterFile(dataDir))?.home;
      await postgres.stop();
      await Promise.all(
        [dataDir, home && path.isAbsolute(home) ? home : '']
          .filter(Boolean)
          .map((folder) => rm(folder, { recursive: true, force: true })),
      );
    },
  };
}

/**
 * Starts a throwaway embedded Postgres, or uses the one of `HILO_TEST_DATABASE_URL` (15 or later, this machine's; its role
 * may create databases), and makes the template: every migration applied, no rows.
 * @param ownUrl `HILO_TEST_DATABASE_URL`
 * @param isDurable waits for the disk as in earnest: for the benchmarks
 */
export async function startTestPostgres(
  ownUrl: string | undefined,
  { isDurable = false } = {},
): Promise<RunningTestPostgres> {
  const server = ownUrl ? { url: refuseRemote(ownUrl), stop: async () => undefined } : await startThrowaway(isDurable);
  const prefix = `hilo_test_${Date.now().toString(36)}_${process.pid}_`;
  const template = `${prefix}template`;
  const stop = async () => {
    if (ownUrl) await dropLike(server.url, prefix);
    await server.stop();
  };
  try {
    await run(server.url, `CREATE DATABASE ${template}`);
    await migrate(withDatabase(server.url, template));
    // A template that somebody is connected to cannot be copied.
    await run(server.url, `ALTER DATABASE ${template} WITH ALLOW_CONNECTIONS false`);
  } catch (error) {
    await stop();
    throw error;
  }
  return { serverUrl: server.url, template, stop };
}

/** A database of one's own, as the migrations leave it. Takes about 50 ms. */
export async function copyDatabase(postgres: TestPostgres): Promise<{ url: string; drop(): Promise<void> }> {
  const name = postgres.template.replace(/template$/, crypto.randomUUID().slice(0, 8));
  await run(postgres.serverUrl, `CREATE DATABASE ${name} TEMPLATE ${postgres.template}`);
  return {
    url: withDatabase(postgres.serverUrl, name),
    drop: () => dropDatabase(postgres.serverUrl, name),
  };
}

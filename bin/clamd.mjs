// The scanner of the tests: the machine's own clamd, else Debian's package. Its signatures are the tests' own: nothing is
// fetched, and neither freshclam nor a service is started.
import { spawnSync } from 'node:child_process';
import { accessSync, chmodSync, constants, existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const POLICY = '/usr/sbin/policy-rc.d';

/** The path of a clamd on this machine, or undefined. */
export function findClamd() {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter).filter(Boolean), '/usr/sbin', '/usr/local/sbin'];
  return folders
    .map((folder) => path.join(folder, 'clamd'))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

function run(command, args) {
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 300_000,
  });
  if (status !== 0)
    throw new Error(`${command} ${args.join(' ')} failed: ${error?.message ?? ''}\n${stdout ?? ''}${stderr ?? ''}`);
}

/** Debian's way to say that no service is to be started; it is taken back, unless the machine's own says so already. */
function withoutServices(work) {
  const isOurs = !existsSync(POLICY);
  if (isOurs) {
    writeFileSync(POLICY, '#!/bin/sh\nexit 101\n');
    chmodSync(POLICY, 0o755);
  }
  try {
    work();
  } finally {
    if (isOurs) rmSync(POLICY, { force: true });
  }
}

/**
 * Installs clamd when the machine has none, as root on a Debian. Without one the tests that need it are left out.
 * @returns what the tests will use, in words
 */
export function ensureClamd() {
  const found = findClamd();
  if (found) return found;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    return 'none here, so its tests are skipped; to run them: apt-get install clamav-daemon';
  }
  withoutServices(() => {
    run('apt-get', ['update', '-qq']);
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'clamav-daemon']);
  });
  return findClamd() ?? 'clamd';
}

// What the tests and measurements start beside Hilo: the machine's own programs, else Debian's packages. Nothing is fetched from
// elsewhere (the scanner's signatures are the tests' own), and none is started as a service.
import { spawnSync } from 'node:child_process';
import { accessSync, chmodSync, constants, existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const POLICY = '/usr/sbin/policy-rc.d';

/** Each program and the package of Debian that has it. */
const PACKAGES = {
  clamd: 'clamav-daemon',
  nginx: 'nginx-light',
  pgbouncer: 'pgbouncer',
  faketime: 'faketime',
  slowhttptest: 'slowhttptest',
};

/**
 * The path of a program on this machine, or undefined.
 * @param {string} name
 */
export function findProgram(name) {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter).filter(Boolean), '/usr/sbin', '/usr/local/sbin'];
  return folders
    .map((folder) => path.join(folder, name))
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
 * Installs those that the machine has not, as root on a Debian. The tests that need one that is not there are skipped, and say so.
 * @returns {string} what the tests will use, in words
 */
export function ensurePrograms() {
  const missing = () => Object.keys(PACKAGES).filter((name) => !findProgram(name));
  const absent = missing();
  if (absent.length > 0 && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    withoutServices(() => {
      run('apt-get', ['update', '-qq']);
      run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...absent.map((name) => PACKAGES[name])]);
    });
  }
  const still = missing();
  if (still.length === 0) return Object.keys(PACKAGES).join(', ');
  const packages = still.map((name) => PACKAGES[name]).join(' ');
  return `no ${still.join(', ')} here, so their tests are skipped; to run them: apt-get install ${packages}`;
}

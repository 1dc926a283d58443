// The browser of the end-to-end tests: the machine's own Chromium or Chrome, else Debian's package, else Playwright's download.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findProgram } from './programs.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** The path of a Chromium on this machine, or undefined. */
export function findBrowser() {
  return NAMES.map(findProgram).find(Boolean) ?? (existsSync(MAC) ? MAC : undefined);
}

/** What the browser is started with: no sandbox as root (it refuses otherwise), and nothing that calls home. */
export function browserFlags() {
  const quiet = ['--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
  return process.getuid?.() === 0 ? ['--no-sandbox', ...quiet] : quiet;
}

/**
 * Playwright's launch options for that browser; without one of the machine's, Playwright takes its own. Where no language is
 * set, as in a bare environment, Chromium could not write a file's name with an accent, and would call it `download`.
 */
export function launchOptions() {
  const env = { ...process.env, LANG: process.env.LANG || 'C.UTF-8' };
  return { executablePath: findBrowser(), args: browserFlags(), env };
}

function run(command, args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (status !== 0)
    throw new Error(`${command} ${args.join(' ')} failed: ${error?.message ?? ''}\n${stdout ?? ''}${stderr ?? ''}`);
}

/**
 * Installs a browser when the machine has none: as root on a Debian its package, else Playwright's own.
 * @returns the browser that the tests will use, in words
 */
export function ensureBrowser() {
  const found = findBrowser();
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    run('apt-get', ['update', '-qq']);
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-liberation']);
    return findBrowser() ?? 'chromium';
  }
  run(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium']);
  return 'Playwright’s Chromium';
}

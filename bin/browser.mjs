// The browser of the end-to-end tests: Chromium without windows, which takes a quarter less time, else the machine's own Chromium or
// Chrome, else Debian's package, else Playwright's download.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { findProgram } from './programs.mjs';

const WINDOWLESS = 'chromium-headless-shell';
const NAMES = [WINDOWLESS, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
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

function install(...packages) {
  run('apt-get', ['update', '-qq']);
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages, 'fonts-liberation']);
}

/**
 * Installs a browser: as root on a Debian its package without windows, where there is one, else, when the machine has none, that with
 * them, or Playwright's own.
 * @returns the browser that the tests will use, in words
 */
export function ensureBrowser() {
  const found = findBrowser();
  if (found && path.basename(found) === WINDOWLESS) return found;
  const isDebian = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (isDebian) {
    try {
      install(WINDOWLESS);
    } catch (error) {
      // Older ones have none.
      if (!found) install('chromium');
      else process.stderr.write(`No ${WINDOWLESS} here, which would be faster: ${error.message.split('\n')[0]}\n`);
    }
    return findBrowser() ?? 'chromium';
  }
  if (found) return found;
  run(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium']);
  return 'Playwright’s Chromium';
}

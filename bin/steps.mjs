// The steps from a fresh clone to something that runs: plain JavaScript without dependencies, for any Node >= 20.19.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
export const distDir = () => process.env.HILO_DIST_DIR || '.next';
/** The Node that the lock file pins; what runs this file is only the machine's. */
export const pinnedNode = path.join(root, 'node_modules/.bin/node');

const inRoot = (...parts) => path.join(root, ...parts);
const readText = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');

/** What the operator should read, and nothing else: no stack. */
export class StepError extends Error {}

const colour = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (code, text) => (colour ? `\x1b[${code}m${text}\x1b[0m` : text);

function seconds(ms) {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/**
 * Runs one step and prints it with its time. What `work` returns, if a string, is told beside the label.
 * On a terminal the line shows while the work goes on; `quiet` prints nothing unless it fails.
 */
export async function step(label, work, { quiet = false } = {}) {
  const start = performance.now();
  if (process.stdout.isTTY && !quiet) process.stdout.write(`  ${paint(2, '…')} ${label}`);
  const clear = process.stdout.isTTY && !quiet ? '\r\x1b[2K' : '';
  try {
    const note = await work();
    const text = typeof note === 'string' && note ? `${label}: ${note}` : label;
    const time = seconds(performance.now() - start);
    if (!quiet) console.log(`${clear}  ${paint(32, '✓')} ${text.padEnd(52)} ${paint(2, time.padStart(7))}`);
    return note;
  } catch (error) {
    process.stdout.write(clear);
    console.error(`  ${paint(31, '✗')} ${label} ${paint(2, seconds(performance.now() - start))}`);
    throw error;
  }
}

/** Runs a program, keeping its output for when it fails. */
function runProgram(command, args, { env = {}, hint = '' } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let output = '';
    const keep = (chunk) => {
      output = (output + chunk).slice(-20_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', (error) => reject(new StepError(`${command} cannot be run: ${error.message}`)));
    child.once('close', (code, signal) => {
      if (code === 0) return resolve(output);
      const last = output.trim().split('\n').slice(-40).join('\n');
      reject(
        new StepError(`${last}\n\n${command} ${args.join(' ')} failed (${signal ?? code}).${hint ? ` ${hint}` : ''}`),
      );
    });
  });
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** `npm start` and `npm test` may begin together on a fresh clone: one of them prepares, the other waits. */
async function alone(work) {
  const name = createHash('sha256').update(root).digest('hex').slice(0, 12);
  const lock = path.join(os.tmpdir(), `hilo-prepare-${name}-${os.userInfo().uid}.lock`);
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx', mode: 0o600 });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const holder = Number(readText(lock));
      // An empty file is one that is just being written, unless it stays so.
      const isFresh = !holder && existsSync(lock) && Date.now() - statSync(lock).mtimeMs < 2000;
      if (!isFresh && !(holder && isAlive(holder))) rmSync(lock, { force: true });
      else await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** A hash over the names and contents of files and folders, relative to the root. Tests and generated code do not count. */
function hashOf(entries) {
  const hash = createHash('sha256');
  const add = (name) => {
    const full = inRoot(name);
    if (!existsSync(full)) return;
    if (statSync(full).isDirectory()) {
      for (const entry of readdirSync(full).sort()) {
        if (entry !== 'generated' && !/\.test\.tsx?$/.test(entry)) add(path.join(name, entry));
      }
    } else {
      hash.update(`${name}\0`).update(readFileSync(full)).update('\0');
    }
  };
  for (const entry of entries) add(entry);
  return hash.digest('hex');
}

const PLATFORM = `${process.platform}-${process.arch}`;
const installStamp = inRoot('node_modules/.hilo-install');

/** Whether what npm put into node_modules is what the lock file asks for, whoever ran npm. */
function matchesLock() {
  const installed = readText(inRoot('node_modules/.package-lock.json'));
  if (!installed || !existsSync(pinnedNode)) return false;
  const have = JSON.parse(installed).packages;
  const want = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')).packages;
  return Object.entries(want).every(([name, entry]) => {
    if (name === '' || entry.link) return true;
    return have[name]
      ? have[name].version === entry.version
      : Boolean(entry.optional || entry.devOptional || entry.peer);
  });
}

/** Installs the dependencies when they are missing or not those of package-lock.json. */
export function ensureInstalled(options) {
  const wanted = `${hashOf(['package-lock.json'])} ${PLATFORM}`;
  const noted = readText(installStamp);
  if (noted === wanted) return Promise.resolve();
  return alone(async () => {
    if (readText(installStamp) === wanted) return;
    const isOtherPlatform = noted !== '' && !noted.endsWith(PLATFORM);
    if (isOtherPlatform || !matchesLock()) {
      const hint = 'Check that the npm registry can be reached (npm ping), then run npm start again.';
      await step('Dependencies installed', () => install(hint), options);
    }
    writeFileSync(installStamp, wanted);
  });
}

// Not `npm ci`: it refuses a lock file that was written where not every platform's optional builds could be had.
async function install(hint) {
  await runProgram('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], { hint });
  if (!existsSync(pinnedNode)) {
    throw new StepError('npm did not install the pinned Node (package "node"): was it told to skip install scripts?');
  }
}

const bin = (name) => inRoot('node_modules/.bin', name);
/** The programs of our dependencies must run on the pinned Node, whichever one runs us. */
const PATH = [inRoot('node_modules/.bin'), process.env.PATH].join(path.delimiter);

/** Generates the Prisma client when the schema, or Prisma, has changed. */
export function ensureGenerated(options) {
  const stamp = inRoot('lib/generated/.hilo-schema');
  const wanted = hashOf(['prisma/schema', 'prisma.config.ts', 'node_modules/prisma/package.json']);
  const isDone = () => readText(stamp) === wanted && existsSync(inRoot('lib/generated/prisma/client.ts'));
  if (isDone()) return Promise.resolve();
  return alone(async () => {
    if (isDone()) return;
    await step('Prisma client generated', () => generate(), options);
    mkdirSync(path.dirname(stamp), { recursive: true });
    writeFileSync(stamp, wanted);
  });
}

async function generate() {
  const env = { PATH, CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1' };
  await runProgram(bin('prisma'), ['generate'], { env });
}

const SOURCES = [
  'app',
  'components',
  'lib',
  'public',
  'prisma/schema',
  'bin/next-adapter.mjs',
  'proxy.ts',
  'next.config.mjs',
  'tailwind.config.ts',
  'postcss.config.mjs',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
];

/** Whether a running Hilo serves from this build: building over it would pull the files away from under it. */
function servedBy(dist) {
  if (!existsSync(inRoot(dist))) return null;
  for (const entry of readdirSync(inRoot(dist))) {
    const pid = Number(/^serving-(\d+)$/.exec(entry)?.[1]);
    if (!pid) continue;
    const file = inRoot(dist, entry);
    const command = existsSync('/proc/self') ? readProc(pid) : 'hilo';
    if (isAlive(pid) && command.includes('hilo')) return { pid, url: readText(file) };
    rmSync(file, { force: true });
  }
  return null;
}

function readProc(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

/** Builds the pages when any of their sources has changed. The stamp in the build says which it was made of. */
export function ensureBuilt({ distDir: dist = distDir(), quiet = false } = {}) {
  const stamp = inRoot(dist, 'hilo-build');
  const wanted = hashOf(SOURCES);
  if (readText(stamp) === wanted) return Promise.resolve();
  return alone(async () => {
    if (readText(stamp) === wanted) return;
    const server = servedBy(dist);
    if (server) {
      throw new StepError(
        `The source has changed, but Hilo (process ${server.pid}, ${server.url}) still serves from ${dist}: stop it first.`,
      );
    }
    rmSync(stamp, { force: true });
    const env = { PATH, HILO_DIST_DIR: dist, NODE_ENV: 'production' };
    await step('Pages built', () => runProgram(bin('next'), ['build'], { env }).then(() => ''), { quiet });
    writeFileSync(stamp, wanted);
  });
}

/**
 * What the pinned Node is told before `bin/hilo.ts`. Its young generation is emptied by the thread that answers, without helpers:
 * on few cores they wait for one another and for Postgres. What is left to the old one is collected when it has grown by 40 %: left
 * alone, V8 lets it double and more, and 100 MB are never given back. What each cost and saved: docs/performance.md, "Memory".
 */
export const nodeFlags = [
  '--max-semi-space-size=16',
  '--no-parallel-scavenge',
  '--heap-growing-percent=40',
  '--import',
  'tsx',
];

/**
 * What it is told besides. Each of its threads would keep a store of its own of memory that was given back, 80 MB in all: two serve
 * them all. An operator's own setting counts.
 */
export const nodeEnv = { MALLOC_ARENA_MAX: '2' };

/**
 * Replaces this process by `bin/hilo.ts` with arguments, on the pinned Node. Where the machine's Node cannot do that,
 * it runs as a child, with signals passed on and its exit status as ours.
 */
export function becomeHilo(args) {
  const command = [...nodeFlags, inRoot('bin/hilo.ts'), ...args];
  const env = { ...nodeEnv, ...process.env, PATH, NEXT_TELEMETRY_DISABLED: '1' };
  process.chdir(root);
  if (process.execve) process.execve(pinnedNode, [pinnedNode, ...command], env);
  const child = spawn(pinnedNode, command, { stdio: 'inherit', env, cwd: root });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // The shell that npm puts between dies of a signal without passing it on: losing that parent means the same.
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event) {
    setInterval(() => {
      if (process.ppid !== parent) child.kill('SIGTERM');
    }, 500).unref();
  }
  child.once('error', (error) => fail(error));
  child.once('exit', (code, signal) => {
    if (!signal) process.exit(code ?? 1);
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(name);
    process.kill(process.pid, signal);
  });
}

/** Says what went wrong and ends with status 1. */
export function fail(error) {
  console.error(`\n${error instanceof StepError ? error.message : (error?.stack ?? error)}\n`);
  process.exit(1);
}

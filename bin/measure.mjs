// `npm run bench`, `bench:seed`, `faults`, `attack`: installs, builds and finds a browser as far as the script that is named first
// needs it, then runs it with the other arguments. Plain JavaScript without dependencies. Ends as the script does: with 1 when
// a goal is missed or a promise is broken.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { ensurePrograms } from './programs.mjs';
import { ensureBuilt, ensureGenerated, ensureInstalled, fail, pinnedNode, root, step } from './steps.mjs';

// The tests' build, so that a running Hilo keeps its own.
const DIST = process.env.HILO_DIST_DIR || '.next-test';
const [script, ...args] = process.argv.slice(2);

try {
  await ensureInstalled();
  await ensureGenerated();
  const isAsking = args.includes('--help') || args.includes('-h');
  if (script !== 'bench/seed.ts' && !isAsking) {
    await step('Browser', ensureBrowser);
    await step('Programs beside it', ensurePrograms);
    // One that somebody named is theirs to keep up to date.
    if (!process.env.HILO_DIST_DIR) await ensureBuilt({ distDir: DIST });
  }
  const PATH = [path.join(root, 'node_modules/.bin'), process.env.PATH].join(path.delimiter);
  const env = { ...process.env, PATH, HILO_DIST_DIR: DIST };
  const { status } = spawnSync(pinnedNode, ['--import', 'tsx', script, ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  process.exitCode = status ?? 1;
} catch (error) {
  fail(error);
}

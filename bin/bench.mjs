// `npm run bench`: the create route beside a bare server, the size of the customer's form, files beside a bare server, and how
// quickly the desk goes from ticket to ticket. Plain JavaScript without dependencies. Arguments (--quick, --only
// create|page|files|desk) go to bench/run.ts. Ends with 1 when a goal is missed.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { ensureBuilt, ensureGenerated, ensureInstalled, fail, pinnedNode, root, step } from './steps.mjs';

// The tests' build, so that a running Hilo keeps its own.
const DIST = '.next-test';

try {
  await ensureInstalled();
  await ensureGenerated();
  await step('Browser', ensureBrowser);
  await ensureBuilt({ distDir: DIST });
  const PATH = [path.join(root, 'node_modules/.bin'), process.env.PATH].join(path.delimiter);
  const env = { ...process.env, PATH, HILO_DIST_DIR: DIST };
  const args = ['--import', 'tsx', 'bench/run.ts', ...process.argv.slice(2)];
  const { status } = spawnSync(pinnedNode, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
  process.exitCode = status ?? 1;
} catch (error) {
  fail(error);
}

// `npm start`: from a fresh clone to a running Hilo. `--dev` serves the sources and follows their changes.

import { readFileSync } from 'node:fs';
import { becomeHilo, ensureBuilt, ensureGenerated, ensureInstalled, fail, root } from './steps.mjs';

const args = process.argv.slice(2);

try {
  const { version } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));
  console.log(`\n  Hilo ${version}\n`);
  await ensureInstalled();
  await ensureGenerated();
  if (!args.includes('--dev')) await ensureBuilt();
  becomeHilo(['start', ...args]);
} catch (error) {
  fail(error);
}

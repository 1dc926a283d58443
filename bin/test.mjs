// `npm test`: everything, from a fresh clone. Plain JavaScript without dependencies, for any Node >= 20.19.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBrowser } from './browser.mjs';
import { ensurePrograms } from './programs.mjs';
import { ensureBuilt, ensureGenerated, ensureInstalled, pinnedNode, root, StepError, step } from './steps.mjs';

const HELP = `npm test -- [--only STEP[,STEP…]] [ARGUMENT…]

Checks and tests everything and stops at the first step that fails:
  lint      format and lint (Biome)
  types     TypeScript
  imports   who may import whom (dependency-cruiser, .dependency-cruiser.mjs)
  dead      files, exports and dependencies that nothing uses (Knip)
  unit      tests without a database (Vitest)
  db        tests on a throwaway Postgres (Vitest); HILO_TEST_DATABASE_URL names one of your own, 15 or later
  api       the API of a production build, from outside (Playwright)
  ui        its pages in a real browser (Playwright)
Arguments after the options go to Vitest or Playwright: npm test -- --only ui sign-in
`;

const DIST = '.next-test';
const REPORTS = 'test-results';
const bin = (name) => path.join(root, 'node_modules/.bin', name);
// What is kept to be shown when a step fails is coloured as for the terminal that it will go to. (Each runner is told in
// its own way: Node complains in every child about two variables that say opposite things.)
const colour = process.stdout.isTTY && !process.env.NO_COLOR ? { FORCE_COLOR: '1' } : {};
const { NO_COLOR: _, FORCE_COLOR: __, ...inherited } = process.env;
const env = {
  ...inherited,
  ...colour,
  PATH: [bin(''), process.env.PATH].join(path.delimiter),
  NEXT_TELEMETRY_DISABLED: '1',
  HILO_DIST_DIR: DIST,
};

let child;

/** Runs a program to its end. Fails with all that it printed. */
function run(command, args, more = {}) {
  return new Promise((resolve, reject) => {
    // A process group of its own, so that stopping it stops what it started.
    child = spawn(command, args, {
      cwd: root,
      env: { ...env, ...more },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const chunks = [];
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    child.once('error', (error) => reject(new StepError(`${command} cannot be run: ${error.message}`)));
    child.once('close', (code, signal) => {
      child = undefined;
      if (code === 0) return resolve('');
      const output = Buffer.concat(chunks).toString().trimEnd();
      reject(new StepError(`${output}\n\n${path.basename(command)} ${args.join(' ')} ended with ${signal ?? code}.`));
    });
  });
}

/** Stops what runs, and with it this. */
function interrupt() {
  if (!child) process.exit(130);
  // SIGINT, on which Vitest and Playwright stop their servers; after that for sure.
  const group = -child.pid;
  child.once('close', () => process.exit(130));
  process.kill(group, 'SIGINT');
  setTimeout(() => process.kill(group, 'SIGKILL'), 20_000).unref();
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, interrupt);
// npm, told to end, ends without telling us.
const parent = process.ppid;
const watch = setInterval(() => {
  if (process.ppid === parent) return;
  clearInterval(watch);
  interrupt();
}, 500).unref();

async function checkTypes() {
  await run(bin('next'), ['typegen']);
  // Apart from tsconfig.json, which also names what other builds left behind: pages that are gone by now.
  const include = ['../next-env.d.ts', '../**/*.ts', '../**/*.tsx', 'types/**/*.ts'];
  const config = {
    extends: '../tsconfig.json',
    compilerOptions: { incremental: false },
    include,
    exclude: ['../node_modules'],
  };
  writeFileSync(path.join(root, DIST, 'tsconfig.json'), JSON.stringify(config));
  await run(pinnedNode, ['node_modules/typescript/bin/tsc', '--noEmit', '-p', `${DIST}/tsconfig.json`]);
}

const ROOMS = ['app', 'attack', 'bench', 'bin', 'clients', 'components', 'e2e', 'faults', 'lib', 'prisma'];
const ALONE = [
  'proxy.ts',
  'next.config.mjs',
  'playwright.config.ts',
  'prisma.config.ts',
  'tailwind.config.ts',
  'vitest.config.ts',
];

function checkImports() {
  const args = ['--import', './bin/classic-typescript.mjs', bin('depcruise'), '--no-progress', ...ROOMS, ...ALONE];
  return run(pinnedNode, args);
}

const total = { passed: 0, failed: 0, skipped: [] };

/** Adds up what a runner's JSON report says, if it came to write one, and gives it in words. */
function count(file, read) {
  let report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return '';
  }
  const { passed, failed, skipped } = read(report);
  total.passed += passed;
  total.failed += failed;
  total.skipped.push(...skipped);
  return `${passed} passed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`;
}

async function counted(file, read, work) {
  const report = path.join(root, REPORTS, file);
  rmSync(report, { force: true });
  await work(report).catch((error) => {
    count(report, read);
    throw error;
  });
  return count(report, read);
}

function runVitest(projects, rest) {
  // The database's tests are two projects, one after the other: vitest.config.ts says why.
  const all = projects.flatMap((name) => (name === 'db' ? ['db', 'feed'] : [name]));
  const read = ({ numPassedTests, numFailedTests, testResults }) => ({
    passed: numPassedTests,
    failed: numFailedTests,
    skipped: testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status }) => status !== 'passed' && status !== 'failed')
      .map(({ fullName }) => fullName),
  });
  return counted('vitest.json', read, (report) => {
    const look = colour.FORCE_COLOR ? [] : ['--no-color'];
    const reporters = [...look, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    return run(bin('vitest'), ['run', ...reporters, ...all.flatMap((name) => ['--project', name]), ...rest]);
  });
}

function runPlaywright(projects, rest) {
  const specsOf = ({ suites = [], specs = [] }) => [...specs, ...suites.flatMap(specsOf)];
  const whyOf = (annotations) => annotations.flatMap(({ type, description }) => (type === 'skip' && description) || []);
  const read = ({ stats, suites }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: suites.flatMap(specsOf).flatMap(({ title, tests }) =>
      tests
        // Those that a failure before them kept from running have the same status.
        .filter(({ status, expectedStatus }) => status === 'skipped' && expectedStatus === 'skipped')
        .map(({ annotations }) => [title, ...new Set(whyOf(annotations))].join(': ')),
    ),
  });
  return counted('playwright.json', read, (report) =>
    run(bin('playwright'), ['test', ...projects.map((name) => `--project=${name}`), ...rest], {
      HILO_TEST_REPORT: report,
    }),
  );
}

/**
 * The steps in order. `for` says which of the names in --only ask for it; without, every run needs it. Those of
 * bin/steps.mjs show themselves, if there is anything to do.
 */
function plan(only, rest) {
  const wanted = (...names) => names.filter((name) => only.length === 0 || only.includes(name));
  const steps = [
    { label: 'Dependencies', showsItself: true, work: () => ensureInstalled() },
    { label: 'Prisma client', showsItself: true, work: () => ensureGenerated() },
    {
      label: 'Format and lint',
      for: ['lint'],
      work: () => run(bin('biome'), ['check', '--error-on-warnings', '--max-diagnostics=500', '.']),
    },
    { label: 'Types', for: ['types'], work: checkTypes },
    { label: 'Import table', for: ['imports'], work: checkImports },
    { label: 'Dead code', for: ['dead'], work: () => run(bin('knip'), ['--no-progress']) },
    { label: 'Programs beside it', for: ['unit', 'db', 'api'], work: ensurePrograms },
    { label: 'Unit and database tests', for: ['unit', 'db'], work: () => runVitest(wanted('unit', 'db'), rest) },
    { label: 'Browser', for: ['ui'], work: ensureBrowser },
    { label: 'Test build', showsItself: true, for: ['api', 'ui'], work: () => ensureBuilt({ distDir: DIST }) },
    { label: 'End-to-end tests', for: ['api', 'ui'], work: () => runPlaywright(wanted('api', 'ui'), rest) },
  ];
  return steps.filter((each) => !each.for || wanted(...each.for).length > 0);
}

/** Runs the steps up to the first that fails. */
async function runAll(steps) {
  for (const [index, { label, showsItself, work }] of steps.entries()) {
    try {
      await (showsItself ? work() : step(label, work));
    } catch (error) {
      console.error(`\n${error instanceof StepError ? error.message : error.stack}\n`);
      const left = steps.slice(index + 1).filter((each) => !each.showsItself);
      if (left.length > 0) console.error(`  Not run: ${left.map((each) => each.label).join(', ')}`);
      return label;
    }
  }
  return undefined;
}

const { values, positionals } = parseArgs({
  options: { only: { type: 'string', multiple: true }, help: { type: 'boolean', short: 'h' } },
  allowPositionals: true,
});
const names = ['lint', 'types', 'imports', 'dead', 'unit', 'db', 'api', 'ui'];
const only = (values.only ?? []).flatMap((text) => text.split(','));
const unknown = only.find((name) => !names.includes(name));

if (values.help) {
  console.log(HELP);
} else if (unknown !== undefined) {
  console.error(`There is no step ${unknown}; there are ${names.join(', ')}.`);
  process.exitCode = 2;
} else {
  const start = performance.now();
  mkdirSync(path.join(root, REPORTS), { recursive: true });
  console.log('\n  Hilo, checked\n');
  const failedStep = await runAll(plan(only, positionals));
  const minutes = ((performance.now() - start) / 60_000).toFixed(1);
  if (total.skipped.length > 0) console.log(`  Skipped:\n${total.skipped.map((each) => `    ${each}`).join('\n')}`);
  const cause = failedStep && total.failed === 0 ? ` (failed: ${failedStep})` : '';
  console.log(`\n  in ${minutes} min\n${total.passed} passed, ${total.failed} failed${cause}`);
  process.exitCode = failedStep ? 1 : 0;
}

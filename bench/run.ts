// Run by bin/measure.mjs (`npm run bench`), which installs, builds and finds a browser first. Measures, prints one table, writes
// it and the same lines as JSON into bench/results/, and ends with 1 when a goal is missed.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Command } from 'commander';
import { namesOf, numberFrom } from './arguments';
import { createSection } from './create-ticket';
import { deskSection } from './desk-speed';
import { filesSection } from './files';
import { growthSection } from './growth';
import { listsSection } from './lists';
import { memorySection } from './memory';
import { pageSection } from './page-size';
import { pagesSection } from './pages';
import { requestsSection } from './requests';
import { searchSection } from './search';
import type { Line, Plan, Section } from './section';
import { setStage } from './stage';
import { startUpSection } from './start-up';
import { streamsSection } from './streams';
import { machine, tableOf, writeResults } from './table';

// In this order. How one is written: bench/section.ts.
const sections: Record<string, Section> = {
  create: createSection,
  requests: requestsSection,
  lists: listsSection,
  search: searchSection,
  page: pageSection,
  pages: pagesSection,
  streams: streamsSection,
  'start-up': startUpSection,
  memory: memorySection,
  files: filesSection,
  desk: deskSection,
  growth: growthSection,
};

const names = Object.keys(sections);
const {
  only: wanted = names,
  quick: isQuick = false,
  tickets: big = isQuick ? 5_000 : 1_000_000,
  database,
  smallDatabase,
  profile: isProfiled = false,
  explain: isExplained = false,
} = new Command('npm run bench --')
  .description('Measures Hilo beside a bare server, prints one table, and ends with 1 when a goal is missed.')
  .option('--only <names>', `some of the sections: ${names.join(', ')}`, namesOf(names))
  .option('--quick', 'one short run of each: to see that it works')
  .option('--tickets <number>', 'of the big world (1,000,000, for which the goals are set)', numberFrom(20))
  .option('--database <url>', 'a big world that is seeded already (npm run bench:seed)')
  .option('--small-database <url>', 'the small one')
  .option(
    '--profile',
    'each server writes what its processor did (*.cpuprofile) when it ends; its figures are then worth little',
  )
  .option('--explain', 'each server asks Postgres, once, for the plan of every statement that reads')
  .parse()
  .opts<{
    only?: string[];
    quick?: boolean;
    tickets?: number;
    database?: string;
    smallDatabase?: string;
    profile?: boolean;
    explain?: boolean;
  }>();

const plan: Plan = isQuick
  ? { isQuick: true, runs: 1, seconds: 2, tickets: { big, small: 1_000 } }
  : { isQuick: false, runs: 3, seconds: 6, tickets: { big, small: 10_000 } };
const say = (line: string) => console.error(`  ${line}`);

// What the servers are told beside the usual, to look into them.
const at = new Date().toISOString().replaceAll(':', '-').slice(0, 19);
const kept = path.resolve('bench/results', at);
mkdirSync('bench/results', { recursive: true });
const options = [
  ...(isProfiled ? ['--cpu-prof', `--cpu-prof-dir=${kept}.profiles`] : []),
  ...(isExplained ? [`--import=${pathToFileURL('bench/explain.mjs')}`] : []),
];
const more: Record<string, string> = options.length > 0 ? { NODE_OPTIONS: options.join(' ') } : {};
if (isExplained) more.HILO_BENCH_PLANS = `${kept}.plans.md`;

const lines: Line[] = [];
const seeded = { big: database, small: smallDatabase };
const { stage, sizes, endSection, stop } = await setStage(plan, seeded, say, more);
try {
  for (const [name, section] of Object.entries(sections)) {
    if (!wanted.includes(name)) continue;
    say(`${name} …`);
    lines.push(...(await section(stage)));
    await endSection();
  }
} finally {
  await stop();
}
const worlds = [sizes.big, sizes.small].flatMap((tickets) => tickets?.toLocaleString('en') ?? []);
const measuredOn = worlds.length > 0 ? `; worlds of ${worlds.join(' and ')} tickets` : '';
// A smaller world says nothing of them.
const isJudged = sizes.big === undefined || sizes.big >= 1_000_000;
const note = isJudged ? '' : '\n\nThe goals of lists, searches and pages are set for 1,000,000 tickets.';
const markdown = `${machine()}; ${plan.runs} × ${plan.seconds} s in turn${measuredOn}${note}\n\n${tableOf(lines)}\n`;
const name = writeResults('bench', markdown, { plan, sizes, lines });
if (options.length > 0) console.log(`Looked into: ${path.relative('', kept)}.*`);
console.log(`\n${markdown}\nWritten to ${name}.md and .json`);
process.exitCode = lines.every((line) => line.isMet !== false) ? 0 : 1;

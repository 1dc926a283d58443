// Run by bin/measure.mjs (`npm run bench`), which installs, builds and finds a browser first. Measures, prints one table, writes
// it and the same lines as JSON into bench/results/, and ends with 1 when a goal is missed.
//   --only a,b        these sections alone, by the names below
//   --quick           one short run of each: to see that it works
//   --tickets N       of the big world (100,000; the goals are set for 1,000,000)
//   --database URL    a big world that is seeded already (`npm run bench:seed`); --small-database URL: the small one
import { parseArgs } from 'node:util';
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

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    tickets: { type: 'string' },
    database: { type: 'string' },
    'small-database': { type: 'string' },
  },
});
const wanted = values.only?.split(',') ?? Object.keys(sections);
const unknown = wanted.filter((name) => !sections[name]);
if (unknown.length > 0) throw new Error(`No section ${unknown}; there are ${Object.keys(sections).join(', ')}.`);

const big = Number(values.tickets ?? (values.quick ? 5_000 : 100_000));
const plan: Plan = values.quick
  ? { isQuick: true, runs: 1, seconds: 2, tickets: { big, small: 1_000 } }
  : { isQuick: false, runs: 3, seconds: 6, tickets: { big, small: 10_000 } };
const say = (line: string) => console.error(`  ${line}`);

const lines: Line[] = [];
const { stage, endSection, stop } = await setStage(
  plan,
  { big: values.database, small: values['small-database'] },
  say,
);
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
const markdown = `${machine()}; ${plan.runs} × ${plan.seconds} s in turn\n\n${tableOf(lines)}\n`;
const name = writeResults('bench', markdown, { plan, lines });
console.log(`\n${markdown}\nWritten to ${name}.md and .json`);
process.exitCode = lines.every((line) => line.isMet !== false) ? 0 : 1;

// Run by bin/measure.mjs (`npm run bench`), which installs, builds and finds a browser first. Measures, prints one table, writes
// it and the same lines as JSON into bench/results/, and ends with 1 when a goal is missed.
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
  tickets: big = isQuick ? 5_000 : 100_000,
  database,
  smallDatabase,
} = new Command('npm run bench --')
  .description('Measures Hilo beside a bare server, prints one table, and ends with 1 when a goal is missed.')
  .option('--only <names>', `some of the sections: ${names.join(', ')}`, namesOf(names))
  .option('--quick', 'one short run of each: to see that it works')
  .option('--tickets <number>', 'of the big world (100,000; the goals are set for 1,000,000)', numberFrom(20))
  .option('--database <url>', 'a big world that is seeded already (npm run bench:seed)')
  .option('--small-database <url>', 'the small one')
  .parse()
  .opts<{ only?: string[]; quick?: boolean; tickets?: number; database?: string; smallDatabase?: string }>();

const plan: Plan = isQuick
  ? { isQuick: true, runs: 1, seconds: 2, tickets: { big, small: 1_000 } }
  : { isQuick: false, runs: 3, seconds: 6, tickets: { big, small: 10_000 } };
const say = (line: string) => console.error(`  ${line}`);

const lines: Line[] = [];
const { stage, endSection, stop } = await setStage(plan, { big: database, small: smallDatabase }, say);
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

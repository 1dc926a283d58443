// Run by bin/measure.mjs (`npm run attack`), which installs, builds and finds a browser first. Everything happens between
// processes of this machine, on the loopback.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { namesOf, numberFrom } from '@/bench/arguments';
import { table } from '@/bench/table';
import { access } from './access';
import { withArena } from './arena';
import type { Attack, Outcome } from './attack';
import { csrf } from './csrf';
import { fields } from './fields';
import { fuzzAttack } from './fuzz';
import { headers } from './headers';
import { logins } from './logins';
import { proxyless } from './proxyless';
import { rolesAttack } from './roles';
import { sqlAttack } from './sql';
import { xssAttack } from './xss';

/** Every attack, in turn: each on a desk of its own, so that none finds what another left. */
const attacks: Attack[] = [
  access,
  rolesAttack,
  fields,
  headers,
  proxyless,
  csrf,
  logins,
  sqlAttack,
  xssAttack,
  fuzzAttack,
];

const {
  only,
  quick: isQuick = false,
  ...chance
} = new Command('npm run attack --')
  .description('Tries to get past Hilo, on a desk of its own on this machine, and ends with 1 on any finding.')
  .option('--only <names>', 'some of the attacks', namesOf(attacks.map(({ name }) => name)))
  .option('--quick', 'fewer ways of each kind')
  .option('--seed <number>', 'of fuzz and sql: what was once found can be had again', numberFrom(0))
  .option('--count <number>', 'so many requests of fuzz', numberFrom(1))
  .addHelpText('after', `\nAttacks:\n${attacks.map(({ name, what }) => `  ${name.padEnd(12)}${what}`).join('\n')}`)
  .parse()
  .opts<{ only?: string[]; quick?: boolean; seed?: number; count?: number }>();
const wanted = attacks.filter(({ name }) => only?.includes(name) ?? true);

type Result = Outcome & { name: string; what: string; seconds: number };

async function attempt({ name, what, env, rebuild, run }: Attack): Promise<Result> {
  const start = Date.now();
  const say = (line: string) => console.error(`  ${name}: ${line}`);
  const dist = await rebuild?.(process.env.HILO_DIST_DIR ?? '.next-test');
  const more = { ...env, ...(dist && { HILO_DIST_DIR: dist }) };
  const outcome = await withArena({ isQuick, say, more }, (arena) => run(arena, chance)).catch(
    (error: unknown): Outcome => {
      // What undici calls "fetch failed" says why in its cause.
      const why = error instanceof Error && error.cause ? ` (${error.cause})` : '';
      return { tried: 0, findings: [`did not get to its end: ${error}${why}`], saw: '' };
    },
  );
  if (dist) rmSync(dist, { recursive: true, force: true });
  const seconds = Math.round((Date.now() - start) / 1000);
  say(`${outcome.tried} tries in ${seconds} s, ${outcome.findings.length} findings`);
  for (const finding of outcome.findings.slice(0, 20)) say(finding.slice(0, 300));
  return { name, what, seconds, ...outcome };
}

const results: Result[] = [];
for (const attack of wanted) results.push(await attempt(attack));

const rows = results.map(({ name, what, tried, findings, saw, seconds }) => [
  `${name}: ${what}`,
  tried.toLocaleString('en'),
  String(findings.length),
  saw,
  `${seconds} s`,
]);
const found = results.flatMap(({ name, findings }) => findings.map((finding) => `- ${name}: ${finding}`));
const markdown = `${[table(['attack', 'tries', 'findings', 'seen', 'time'], rows), ...found].join('\n')}\n`;
const at = new Date().toISOString();
const file = `attack/results/${at.replaceAll(':', '-').slice(0, 19)}`;
mkdirSync('attack/results', { recursive: true });
writeFileSync(`${file}.md`, markdown);
writeFileSync(`${file}.json`, `${JSON.stringify({ at, isQuick, results }, null, 2)}\n`);
console.log(`\n${markdown}\nWritten to ${file}.md and .json`);
process.exitCode = found.length === 0 ? 0 : 1;

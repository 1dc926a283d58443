// Run by bin/measure.mjs (`npm run faults`).
import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { Command } from 'commander';
import { namesOf, numberFrom } from '@/bench/arguments';
import { appKilled, appKilledEmbedded } from './app-killed';
import { clock } from './clock';
import { databaseUnreachable } from './database-unreachable';
import { databaseFull, filesFull } from './disk-full';
import type { Fault, FaultResult } from './fault';
import { idleConnections } from './idle-connections';
import { poolTaken } from './pool-taken';
import { postgresKilled } from './postgres-killed';
import { report } from './report';
import { slowClients } from './slow-clients';
import { terminated } from './terminated';
import { tooManyConnections } from './too-many-connections';
import { workerKilled } from './worker-killed';

const faults: Fault[] = [
  ...[appKilled, appKilledEmbedded, postgresKilled, workerKilled, terminated],
  ...[poolTaken, databaseUnreachable, filesFull, databaseFull, clock, slowClients, idleConnections, tooManyConnections],
];

const {
  only: wanted,
  quick: isQuick = false,
  times,
} = new Command('npm run faults --')
  .description('Does to a production build what happens to servers, under load, and counts what is there afterwards.')
  .option('--only <names>', 'some of the faults', namesOf(faults.map(({ name }) => name)))
  .option('--quick', 'each a few times')
  .option('--times <number>', 'so often those that kill and end', numberFrom(1))
  .addHelpText('after', `\nFaults:\n${faults.map(({ name, about }) => `  ${name.padEnd(22)}${about}`).join('\n')}`)
  .parse()
  .opts<{ only?: string[]; quick?: boolean; times?: number }>();

const at = new Date().toISOString();
const machine = `${os.cpus().length} × ${os.cpus()[0]?.model.trim()}, ${Math.round(os.totalmem() / 2 ** 30)} GB, Node ${process.versions.node}`;
const results: FaultResult[] = [];
const failed: string[] = [];
for (const fault of faults.filter(({ name }) => wanted?.includes(name) ?? true)) {
  console.error(`${fault.name}: ${fault.about}`);
  try {
    results.push(await fault.run({ isQuick, times, say: (line) => console.error(`  ${line}`) }));
  } catch (error) {
    // The others are tried all the same.
    console.error(error);
    failed.push(`- **${fault.name}** could not be tried to its end: ${(error as Error).message.split('\n')[0]}`);
  }
}

const markdown = [`${machine}; ${at}${isQuick ? '; --quick' : ''}`, report(results, faults), failed.join('\n')];
const text = `${markdown.filter(Boolean).join('\n\n')}\n`;
mkdirSync('faults/results', { recursive: true });
const name = `faults/results/${at.replaceAll(':', '-').slice(0, 19)}`;
writeFileSync(`${name}.md`, text);
writeFileSync(`${name}.json`, `${JSON.stringify({ at, machine, results, failed }, null, 2)}\n`);
console.log(`\n${text}\nWritten to ${name}.md and .json`);
// The load of a fault that could not be tried to its end may still be at it.
process.exit(failed.length > 0 || results.some(({ broken }) => broken.length > 0) ? 1 : 0);

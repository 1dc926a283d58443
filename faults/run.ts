// Run by bin/measure.mjs (`npm run faults`). `--only NAME[,NAME]` takes some of the faults, `--quick` tries each a few times, and
// `--times N` the killing and ending ones N times.
import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { parseArgs } from 'node:util';
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

const { values } = parseArgs({
  options: { only: { type: 'string' }, quick: { type: 'boolean', default: false }, times: { type: 'string' } },
});
const wanted = values.only?.split(',');
const unknown = wanted?.filter((name) => !faults.some((fault) => fault.name === name)) ?? [];
if (unknown.length > 0) {
  console.error(`There is no fault ${unknown.join(', ')}. There are: ${faults.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

const at = new Date().toISOString();
const machine = `${os.cpus().length} × ${os.cpus()[0]?.model.trim()}, ${Math.round(os.totalmem() / 2 ** 30)} GB, Node ${process.versions.node}`;
const results: FaultResult[] = [];
const failed: string[] = [];
for (const fault of faults.filter(({ name }) => wanted?.includes(name) ?? true)) {
  console.error(`${fault.name}: ${fault.about}`);
  try {
    const times = values.times ? Number(values.times) : undefined;
    results.push(await fault.run({ isQuick: values.quick, times, say: (line) => console.error(`  ${line}`) }));
  } catch (error) {
    // The others are tried all the same.
    console.error(error);
    failed.push(`- **${fault.name}** could not be tried to its end: ${(error as Error).message.split('\n')[0]}`);
  }
}

const markdown = [`${machine}; ${at}${values.quick ? '; --quick' : ''}`, report(results, faults), failed.join('\n')];
const text = `${markdown.filter(Boolean).join('\n\n')}\n`;
mkdirSync('faults/results', { recursive: true });
const name = `faults/results/${at.replaceAll(':', '-').slice(0, 19)}`;
writeFileSync(`${name}.md`, text);
writeFileSync(`${name}.json`, `${JSON.stringify({ at, machine, results, failed }, null, 2)}\n`);
console.log(`\n${text}\nWritten to ${name}.md and .json`);
// The load of a fault that could not be tried to its end may still be at it.
process.exit(failed.length > 0 || results.some(({ broken }) => broken.length > 0) ? 1 : 0);

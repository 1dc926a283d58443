import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, FaultResult } from './fault';
import { attemptsOf, type Journal } from './journal';
import { countSince, type Scene, type Strain, type Strained, strain } from './strain';

const awayMs = 3_000;

/** In these ways nothing is answered: somebody must have been turned away. */
const away = ['refused', 'black hole'];
/** No write is done sooner than this over a slow line, in milliseconds. */
const leastMs: Record<string, number> = { 'latency 50–500 ms': 60, '10 kB/s': 20 };

/** What says that a line was as it always is. */
function unbroken(name: string, journal: Journal, begun: number, over: number, wereOpen: number): string[] {
  const during = attemptsOf({ ...journal, reads: [] }).filter(({ at, ms }) => at >= begun && at + ms < over);
  const quickest = Math.min(...during.filter(({ outcome }) => outcome === 'acknowledged').map(({ ms }) => ms));
  return [
    ...(quickest < (leastMs[name] ?? 0) ? [`${name}: a write took only ${Math.round(quickest)} ms`] : []),
    ...(wereOpen === 0 ? [`${name}: no connection was open`] : []),
  ];
}

/** What may become of the line to a database, and how it is well again. */
const ways: Record<string, (it: Strained) => Promise<void>> = {
  async refused({ line }) {
    line.cut();
    await sleep(awayMs);
  },
  async 'black hole'({ line }) {
    line.mute();
    await sleep(awayMs);
  },
  async 'reset mid-statement'({ line }) {
    for (let time = 0; time < 10; time += 1) {
      line.reset();
      await sleep(randomInt(20, 250));
    }
  },
  async 'latency 50–500 ms'({ line }) {
    for (const delayMs of [50, 150, 500]) {
      line.slow({ delayMs });
      await sleep(awayMs);
    }
  },
  async '10 kB/s'({ line }) {
    line.slow({ delayMs: 5, bytesPerSecond: 10_000 });
    await sleep(awayMs);
  },
};

/** Those that are named, by turns. */
export async function breakLine(it: Strained, { times, say }: Strain, names: string[]): Promise<Scene> {
  const recoveries: number[] = [];
  const also: string[] = [];
  const more: Record<string, string> = {};
  for (let time = 0; time < times; time += 1) {
    const name = names[time % names.length] ?? '';
    const begun = Date.now();
    it.load.journal.faultsBegun.push(begun);
    const wereOpen = it.line.count();
    await ways[name]?.(it);
    also.push(...unbroken(name, it.load.journal, begun, Date.now(), wereOpen));
    it.line.mend();
    const recovery = await it.recovery();
    recoveries.push(recovery);
    const before = it.load.acknowledged();
    for (let waited = 0; it.load.acknowledged() === before && waited < 200; waited += 1) await sleep(50);
    const unavailable = countSince(it.load.journal, begun, 'unavailable');
    more[name] = `${unavailable} × 503, ready ${Math.round(recovery)} ms after`;
    if (away.includes(name) && unavailable === 0) also.push(`${name}: nobody was turned away`);
    say(`${time + 1} of ${times}: ${name}; ${more[name]}; ${it.load.acknowledged()} acknowledged`);
    await sleep(randomInt(500));
  }
  return { recoveries, also, more };
}

/** The line to the database refuses, swallows all, breaks, or is slow; then it is well again. */
function tryUnreachable(trial: Strain): Promise<FaultResult> {
  const names = Object.keys(ways);
  return strain(databaseUnreachable, trial, {}, (it) => breakLine(it, trial, names));
}

export const databaseUnreachable: Fault = {
  name: 'database-unreachable',
  about: 'database refused, silent, reset, slow (proxy)',
  mayLeaveBytes: true,
  run: (trial) => tryUnreachable({ ...trial, times: trial.isQuick ? 5 : 20 }),
};

import { spawnSync } from 'node:child_process';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, FaultResult } from './fault';
import { attemptsOf } from './journal';
import { type Scene, type Strain, type Strained, strain } from './strain';

const few = 400;

/** What each of a crowd says before it stays, a crowd after the other: it asks for something, nothing at all, or half of what it wants. */
const words = ['GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n', '', 'GET /healthz HTTP/1.1\r\nHost: loc'];

/** Says how many files a process may have open from now on. */
function limitOpen(pid: number): void {
  const { status } = spawnSync('prlimit', ['--pid', String(pid), `--nofile=${few}:${few}`], { stdio: 'ignore' });
  if (status !== 0) throw new Error('The number of open files cannot be limited here: it takes prlimit.');
}

/** Whether anybody of the load is served within ten seconds from now. */
async function isServing({ load }: Strained): Promise<boolean> {
  const before = load.acknowledged();
  for (let waited = 0; load.acknowledged() === before && waited < 200; waited += 1) await sleep(50);
  return load.acknowledged() > before;
}

/** Limits the desk's open files for good, and opens more connections than that. */
export async function overflow(it: Strained, { times, say }: Strain): Promise<Scene> {
  const also: string[] = [];
  const port = Number(new URL(it.desk.url).port);
  limitOpen(it.desk.pid());
  // The desk looks once a second.
  await sleep(1_500);
  let most = 0;
  for (let time = 1; time <= times; time += 1) {
    const open = new Set<net.Socket>();
    const begun = Date.now();
    for (let count = 0; count < 2 * few; count += 1) {
      const socket = net.connect(port, '127.0.0.1');
      open.add(socket);
      socket.once('connect', () => socket.write(words[time % words.length] ?? ''));
      socket.on('error', () => undefined);
      socket.once('close', () => open.delete(socket));
    }
    await sleep(3_000);
    most = Math.max(most, open.size);
    if (!(await isServing(it))) also.push('nobody was served beside the crowd');
    for (const socket of open) socket.destroy();
    if (!(await isServing(it))) also.push('nobody was served any more');
    const wrong = attemptsOf(it.load.journal).filter(({ at, outcome }) => at >= begun && outcome === 'wrong').length;
    say(`${time} of ${times}: ${2 * few} connections at once, ${wrong} answers wrong`);
  }
  if (most >= few) also.push(`${most} connections stayed where ${few} files may be open: nobody was shed`);
  return { recoveries: [await it.recovery()], also, more: { 'most of them held': most }, mayCut: true };
}

/** More connections than the process may have files open: some are shed, and it goes on. */
function tryTooMany(trial: Strain): Promise<FaultResult> {
  return strain(tooManyConnections, trial, {}, (it) => overflow(it, trial));
}

export const tooManyConnections: Fault = {
  name: 'too-many-connections',
  about: `more connections than open files allowed (${few})`,
  run: (trial) => tryTooMany({ ...trial, times: trial.isQuick ? 2 : 10 }),
};

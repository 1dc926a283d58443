import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findProgram } from '@/bin/programs.mjs';
import type { Fault, FaultResult } from './fault';
import { attemptsOf } from './journal';
import { type Scene, type Strain, type Strained, strain } from './strain';

/** slowhttptest's ways: slow headers, slow bodies, many ranges at once, answers read a few bytes at a time. */
const ways: Record<string, (url: string, token: string) => string[]> = {
  'slow headers': (url) => ['-H', '-i', '2', '-u', `${url}/sign-in`],
  // By somebody who may: a stranger is refused before the body is read. (It takes no header of ours but by way of another one.)
  'slow bodies': (url, token) => [
    '-B',
    '-i',
    '2',
    '-s',
    '8192',
    '-t',
    'POST',
    '-f',
    'application/json',
    '-m',
    `*/*\r\nAuthorization: Bearer ${token}`,
    '-u',
    `${url}/v2/support-tickets`,
  ],
  'many ranges': (url) => ['-R', '-a', '1', '-b', '1000', '-u', `${url}/sign-in`],
  'slow reading': (url) => [
    '-X',
    '-n',
    '1',
    '-w',
    '8',
    '-y',
    '16',
    '-z',
    '8',
    '-k',
    '3',
    '-u',
    `${url}/v2/openapi.json`,
  ],
};

const percentile = (values: number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

/** Those that are slow for as long as they are let; what they want of the others is soon told. */
const lasting = new Set(['slow headers', 'slow bodies', 'slow reading']);

/**
 * How many connections slowhttptest says that it had, from the table that it writes: `came`, those that were closed by then among them;
 * `stayed`, so many were open in at least a third of the seconds that it was to take.
 */
function heldOf(table: string, seconds: number): { came: number; stayed: number } {
  const rows = table.trim().split('\n').slice(1);
  // Seconds, closed, pending, connected, whether the service answers.
  const told = rows.map((row) => row.split(',').map(Number));
  const came = Math.max(0, ...told.map(([, closed = 0, , open = 0]) => closed + open));
  const open = told.map(([, , , each = 0]) => each).toSorted((a, b) => b - a);
  return { came, stayed: open[Math.floor(seconds / 3)] ?? 0 };
}

/** Each of slowhttptest's ways for so many seconds. */
export async function sendSlowly(
  it: Strained,
  { times, say }: Strain,
  connections: number,
  seconds: number,
): Promise<Scene> {
  const program = findProgram('slowhttptest');
  if (!program) throw new Error('slowhttptest is not installed: apt-get install slowhttptest.');
  const also: string[] = [];
  const more: Record<string, string> = {};
  const names = Object.keys(ways);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'hilo-slow-'));
  for (let time = 0; time < times; time += 1) {
    const name = names[time % names.length] ?? '';
    const begun = Date.now();
    const told = path.join(folder, String(time));
    const bounds = ['-c', connections, '-r', connections, '-l', seconds, '-v', 0, '-p', 30, '-g', '-o', told].map(
      String,
    );
    const child = spawn(program, [...bounds, ...(ways[name]?.(it.desk.url, it.tokens.client) ?? [])], {
      stdio: 'ignore',
    });
    const [status] = await once(child, 'exit');
    const table = status === 0 ? readFileSync(`${told}.csv`, 'utf8') : '';
    const { came, stayed } = heldOf(table, seconds);
    if (came < 0.5 * connections) also.push(`${name}: only ${came} of ${connections} connections came (${status})`);
    if (lasting.has(name) && stayed < 0.5 * connections)
      also.push(`${name}: only ${stayed} of ${connections} connections stayed for a third of the ${seconds} s`);
    const during = attemptsOf(it.load.journal).filter(({ at }) => at >= begun);
    const failed = during.filter(({ outcome }) => !['acknowledged', 'refused'].includes(outcome)).length;
    const ms = during.map((attempt) => attempt.ms);
    more[name] =
      `${came} connections, ${stayed} of them long, ${during.length} others served, p99 ${Math.round(percentile(ms, 0.99))} ms, ${failed} failures`;
    if (failed > 0) also.push(`${name}: ${failed} requests of others failed`);
    if (during.length === 0) also.push(`${name}: nobody else was served`);
    say(`${time + 1} of ${times}: ${name}; ${more[name]}`);
    await sleep(500);
  }
  rmSync(folder, { recursive: true, force: true });
  return { recoveries: [await it.recovery()], also, more };
}

/** Some hundred clients that send or read next to nothing, for as long as they are let. */
function trySlowClients(trial: Strain, connections: number, seconds: number): Promise<FaultResult> {
  // Strangers have the limit that they have in earnest.
  const env = { HILO_RATE_LIMIT_ANONYMOUS: '120' };
  return strain(slowClients, trial, { env }, (it) => sendSlowly(it, trial, connections, seconds));
}

export const slowClients: Fault = {
  name: 'slow-clients',
  about: 'slow headers, bodies, ranges, readers (slowhttptest)',
  run: (trial) => trySlowClients({ ...trial, times: 4 }, 400, trial.isQuick ? 6 : 40),
};

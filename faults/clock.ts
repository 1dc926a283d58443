import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, FaultResult } from './fault';
import { inTurn, type Scene, type Strain, type Strained, strain } from './strain';

/** The library that tells a process another time, or undefined where it is not installed (Debian: faketime). */
export function clockLibrary(): string | undefined {
  const root = '/usr/lib';
  return readdirSync(root)
    .map((name) => path.join(root, name, 'faketime/libfaketimeMT.so.1'))
    .find((file) => existsSync(file));
}

const ticket = { title: 'El reloj', description: 'Salta dos horas.', priority: 'low', category: 'general' };

const begunAt = '+2h';
const hoursOf: Record<string, number> = { '+2h': 2, '-2h': -2, '+0': 0 };

/** That an answer was given at another time than its clock should tell: what is to be survived did not happen. */
function untouched(answer: Response, offset: string): string[] {
  const told = Date.parse(answer.headers.get('date') ?? '');
  const off = (told - Date.now()) / 3_600_000;
  return Math.abs(off - (hoursOf[offset] ?? 0)) < 0.1
    ? []
    : [`the clock should be at ${offset}, and is ${off.toFixed(2)} h off`];
}

/** What a caller finds who was here before the clock jumped. */
async function problemsOf(
  { desk, tokens, cookie }: Strained,
  key: string,
  first: string,
  offset: string,
): Promise<string[]> {
  const headers = { authorization: `Bearer ${tokens.client}`, 'content-type': 'application/json' };
  const again = await fetch(`${desk.url}/v2/support-tickets`, {
    method: 'POST',
    headers: { ...headers, 'idempotency-key': key },
    body: JSON.stringify(ticket),
  });
  const id = ((await again.json()) as { data?: { _id: string } }).data?._id;
  const page = await fetch(`${desk.url}/desk`, { headers: { cookie }, redirect: 'manual' });
  await page.arrayBuffer();
  const ends = Number(again.headers.get('ratelimit')?.match(/t=(\d+)/)?.[1] ?? 0);
  return [
    ...untouched(again, offset),
    ...(again.status === 201 && id === first ? [] : [`a key was not known again: ${again.status} ${id}`]),
    ...(page.status === 200 ? [] : [`a session was not known again: ${page.status}`]),
    ...(ends <= 60 ? [] : [`a minute of the limits is to last ${ends} s`]),
  ];
}

async function scene(it: Strained, { times, say }: Strain, file: string): Promise<Scene> {
  const also: string[] = [];
  const recoveries: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const key = crypto.randomUUID();
    const made = await fetch(`${it.desk.url}/v2/support-tickets`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${it.tokens.client}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      body: JSON.stringify(ticket),
    });
    // It began wrong.
    if (time === 0) also.push(...untouched(made, begunAt));
    const first = ((await made.json()) as { data: { _id: string } }).data._id;
    const offset = ['+2h', '-2h', '+0'][time % 3] ?? '+0';
    writeFileSync(file, offset);
    const before = it.load.acknowledged();
    await sleep(2_000);
    also.push(...(await problemsOf(it, key, first, offset)));
    recoveries.push(await it.recovery());
    say(`${time + 1} of ${times}: the clock at ${offset}, ${it.load.acknowledged() - before} acknowledged since`);
  }
  return { recoveries, also };
}

/** The clock of the desk's machine jumps hours while it runs, and Postgres' does not. `after` goes on on the same desk. */
export async function tryClock(
  trial: Strain,
  { env: more = {}, after }: { env?: Record<string, string>; after?: (it: Strained) => Promise<Scene> } = {},
): Promise<FaultResult> {
  const library = clockLibrary();
  if (!library) throw new Error('libfaketime is not installed: apt-get install faketime.');
  const folder = mkdtempSync(path.join(os.tmpdir(), 'hilo-clock-'));
  const file = path.join(folder, 'offset');
  // It begins wrong: a start is a fault of its own.
  writeFileSync(file, begunAt);
  const env = {
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_NO_CACHE: '1',
    // A clock that is set leaves timers alone.
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    DONT_FAKE_MONOTONIC: '1',
    HILO_RATE_LIMIT: '100000',
    ...more,
  };
  try {
    return await strain(clock, trial, { env }, (it) =>
      inTurn(it, (each) => scene(each, trial, file), ...(after ? [after] : [])),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export const clock: Fault = {
  name: 'clock',
  about: 'clock of the app ± 2 h, jumping (libfaketime)',
  run: (trial) => tryClock({ ...trial, times: trial.isQuick ? 3 : 12 }),
};

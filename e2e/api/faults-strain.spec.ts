import path from 'node:path';
import { findProgram } from '@/bin/programs.mjs';
import { clockLibrary, tryClock } from '@/faults/clock';
import { breakLine, databaseUnreachable } from '@/faults/database-unreachable';
import { filesFull, fillFiles, smallDisk, tryDatabaseFull } from '@/faults/disk-full';
import type { FaultResult } from '@/faults/fault';
import { stayIdle } from '@/faults/idle-connections';
import { takePool } from '@/faults/pool-taken';
import { sendSlowly } from '@/faults/slow-clients';
import { inTurn, type Strain, type Strained, strain } from '@/faults/strain';
import { overflow } from '@/faults/too-many-connections';
import { expect, test } from '../fixtures';

// The short form of `npm run faults`, of what comes from around a desk: docs/faults.md. Each starts a desk of its own, with a load
// whose journal is held against the database afterwards. How long answers take is judged by the long form.
test.describe.configure({ mode: 'default', timeout: 300_000 });

const brief = (times: number): Strain => ({ isQuick: true, isTimed: false, times, say: () => undefined });

function expectKept(result: FaultResult): void {
  expect(result.broken, JSON.stringify(result.more)).toEqual([]);
  expect(result.findings.found).toBeGreaterThan(0);
}

function mounted(mebibytes: number) {
  try {
    return smallDisk(mebibytes);
  } catch {
    return undefined;
  }
}

test('with the pool full of sleepers and the database out of reach nothing is lost, doubled or left hanging', async () => {
  const lines = ['black hole', 'refused', 'reset mid-statement', 'latency 50–500 ms'];
  // More than the pool has places.
  const load = { clients: 24, pauseMs: 100 };
  const result = await strain(databaseUnreachable, brief(1), { load }, (it) =>
    inTurn(
      it,
      (each) => takePool(each, brief(2)),
      (each) => breakLine(each, brief(lines.length), lines),
    ),
  );
  expectKept(result);
  expect(result.findings.unavailable).toBeGreaterThan(0);
});

test('with the disk of the files full nothing is half-written, and it goes on when there is room', async () => {
  const disk = mounted(16);
  test.info().skip(!disk, 'a small disk cannot be mounted here: it takes root');
  if (!disk) return;
  const env = { HILO_STORAGE: path.join(disk.folder, 'files') };
  try {
    const load = { mix: { ticket: 3, upload: 8 } };
    expectKept(await strain(filesFull, brief(1), { env, load }, (it) => fillFiles(disk, it, brief(1))));
  } finally {
    await disk.remove();
  }
});

test('with the disk of the database full nothing is lost, and it comes back by itself when there is room', async () => {
  const disk = mounted(1);
  test.info().skip(!disk, 'a small disk cannot be mounted here: it takes root');
  await disk?.remove();
  expectKept(await tryDatabaseFull(brief(1)));
});

test('a clock that jumps locks nobody out; beside idle and slow clients, and more than there may be, others are served', async () => {
  const hasSlow = findProgram('slowhttptest') !== undefined;
  const crowds = (it: Strained) =>
    inTurn(
      it,
      (each) => stayIdle(each, brief(1), 1_000, { waits: false }),
      ...(hasSlow ? [(each: Strained) => sendSlowly(each, brief(2), 200, 3)] : []),
      (each) => overflow(each, brief(1)),
    );
  const env = { HILO_RATE_LIMIT_ANONYMOUS: '120' };
  if (clockLibrary()) expectKept(await tryClock(brief(2), { env, after: crowds }));
  else expectKept(await strain(databaseUnreachable, brief(1), { env }, crowds));
  test.info().skip(!clockLibrary(), 'libfaketime is not installed: apt-get install faketime');
  test.info().skip(!hasSlow, 'slowhttptest is not installed: apt-get install slowhttptest');
});

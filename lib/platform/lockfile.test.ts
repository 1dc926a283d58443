import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { LockHeldError, readLockHolder, takeLock, waitForLock } from './lockfile';

function newFile(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'hilo-lock-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return path.join(folder, 'lock');
}

/** Another process that takes the lock, says so, and keeps it until it is killed. */
async function holdElsewhere(file: string): Promise<ChildProcess> {
  const script = `import { takeLock } from './lib/platform/lockfile.ts';
    takeLock(process.argv[1], 'start').describe({ address: 'http://localhost:1' });
    console.log('held'); setInterval(() => {}, 1000);`;
  const args = ['--import', 'tsx', '--input-type=module', '-e', script, file];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
}

test('one holds it, the next learns who', () => {
  const file = newFile();
  const lock = takeLock(file, 'start');
  lock.describe({ address: 'http://localhost:4100' });
  try {
    takeLock(file, 'start');
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(LockHeldError);
    expect((error as LockHeldError).holder).toMatchObject({ pid: process.pid, address: 'http://localhost:4100' });
  }
  lock.release();
  lock.release();
  takeLock(file, 'start').release();
  expect(readLockHolder(file)).toBeNull();
});

test('another process holds it until it is killed, however', async () => {
  const file = newFile();
  const child = await holdElsewhere(file);
  expect(() => takeLock(file, 'start')).toThrow(`process ${child.pid}`);
  child.kill('SIGKILL');
  await once(child, 'exit');
  // What it wrote about itself is still there, and does not count.
  expect(readLockHolder(file)?.pid).toBe(child.pid);
  const lock = takeLock(file, 'start');
  expect(readLockHolder(file)?.pid).toBe(process.pid);
  lock.release();
});

test('whoever may wait gets it when it is let go, and whoever may not is told at once', async () => {
  const file = newFile();
  const lock = takeLock(file, 'command');
  const isCommand = (holder: { what: string } | null) => holder?.what === 'command';
  const waiting = waitForLock(file, 'start', { waitMs: 10_000, mayWait: isCommand });
  lock.release();
  const second = await waiting;
  const third = waitForLock(file, 'start', { waitMs: 10_000, mayWait: isCommand });
  await expect(third).rejects.toThrow(LockHeldError);
  second.release();
});

test('of many at the same moment one wins', async () => {
  const file = newFile();
  const attempts = await Promise.allSettled(
    Array.from({ length: 20 }, async () => {
      await new Promise(setImmediate);
      return takeLock(file, 'start');
    }),
  );
  const won = attempts.filter((attempt) => attempt.status === 'fulfilled');
  expect(won).toHaveLength(1);
  won[0]?.value.release();
});

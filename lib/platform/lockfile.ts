import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

/** Who holds a lock, for the message to whoever comes second. `address` is the URL served, once there is one. */
export type LockHolder = { pid: number; what: string; since: string; address?: string; isReady?: boolean };

/** Somebody else holds the lock. `holder` is null when they have not written down who they are. */
export class LockHeldError extends Error {
  readonly holder: LockHolder | null;

  constructor(file: string, holder: LockHolder | null) {
    super(`${file} is held by ${holder ? `${holder.what} (process ${holder.pid})` : 'another process'}`);
    this.name = 'LockHeldError';
    this.holder = holder;
  }
}

export type Lock = {
  /** Says more about the holder (its address, that it is ready). */
  describe(more: Partial<LockHolder>): void;
  release(): void;
};

const description = (file: string) => `${file}.json`;

/** What the last holder of `file` wrote about itself, or null. It may be gone: only taking the lock tells. */
export function readLockHolder(file: string): LockHolder | null {
  try {
    return JSON.parse(readFileSync(description(file), 'utf8')) as LockHolder;
  } catch {
    return null;
  }
}

/**
 * Takes the lock `file` at once or throws LockHeldError.
 *
 * Not a pid file: an SQLite transaction holds an operating system lock on it, which the kernel drops with the process.
 * So there is no stale lock after `kill -9`, no mistaking of a reused pid, and of two at the same moment one wins.
 */
export function takeLock(file: string, what: string): Lock {
  const db = new DatabaseSync(file);
  try {
    // Nothing is ever written, so no journal need lie about.
    db.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    // By name, not by a descriptor: closing one of this file would drop the lock.
    chmodSync(file, 0o600);
  } catch (error) {
    db.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === 5) {
      throw new LockHeldError(file, readLockHolder(file));
    }
    throw error;
  }
  let holder: LockHolder = { pid: process.pid, what, since: new Date().toISOString() };
  const write = () => writeFileSync(description(file), JSON.stringify(holder), { mode: 0o600 });
  write();
  return {
    describe(more) {
      holder = { ...holder, ...more };
      write();
    },
    release() {
      if (!db.isOpen) return;
      rmSync(description(file), { force: true });
      db.close();
    },
  };
}

/**
 * Takes the lock, waiting up to `waitMs` while `mayWait(holder)` allows.
 * @throws LockHeldError
 */
export async function waitForLock(
  file: string,
  what: string,
  options: { waitMs: number; mayWait: (holder: LockHolder | null) => boolean },
): Promise<Lock> {
  const deadline = Date.now() + options.waitMs;
  for (;;) {
    try {
      return takeLock(file, what);
    } catch (error) {
      const isPatient = error instanceof LockHeldError && Date.now() < deadline && options.mayWait(error.holder);
      if (!isPatient) throw error;
      await sleep(50);
    }
  }
}

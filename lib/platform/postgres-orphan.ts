import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether process `pid` is a Postgres on `pgdata`, and not some other that got the number of one long gone. */
function isPostmaster(pid: number, pgdata: string): boolean {
  try {
    if (process.platform === 'linux') return realpathSync(`/proc/${pid}/cwd`) === realpathSync(pgdata);
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes(pgdata);
  } catch {
    return false;
  }
}

type Steps = readonly (readonly [signal: NodeJS.Signals, seconds: number])[];

/** Fast shutdown; after half a minute the immediate one, from which Postgres recovers at its next start. */
const gently: Steps = [
  ['SIGINT', 30],
  ['SIGQUIT', 10],
  ['SIGKILL', 5],
];

/** Ends a Postgres: gently, and if that does not help, for certain. */
export async function endProcess(pid: number, steps: Steps = gently): Promise<void> {
  for (const [signal, seconds] of steps) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    const deadline = Date.now() + seconds * 1000;
    while (Date.now() < deadline) {
      if (!isAlive(pid)) return;
      await sleep(20);
    }
  }
}

interface Found {
  pid: number;
  /** The one that started the others, not one of those that serve. */
  isPostmaster: boolean;
}

/** What process `pid` is of a Postgres that works in `folder`; null when it is none, or not ours to see. */
function postgresIn(folder: string, pid: number): Found | null {
  try {
    if (readlinkSync(`/proc/${pid}/cwd`) !== folder) return null;
    if (readFileSync(`/proc/${pid}/comm`, 'utf8').trim() !== 'postgres') return null;
    // Those that serve are called after what they do: `postgres: hilo hilo 127.0.0.1(…) idle`.
    return { pid, isPostmaster: !readFileSync(`/proc/${pid}/cmdline`, 'utf8').startsWith('postgres: ') };
  } catch {
    return null;
  }
}

/** Every Postgres that works in `pgdata`, whatever its `postmaster.pid` says, postmasters first. Known on Linux alone. */
function postgresesIn(pgdata: string): Found[] {
  if (process.platform !== 'linux') return [];
  const folder = realpathSync(pgdata);
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  const found = pids.map((pid) => postgresIn(folder, pid)).filter((each) => each !== null);
  return found.toSorted((one, other) => Number(other.isPostmaster) - Number(one.isPostmaster));
}

/** Ends what no `postmaster.pid` tells of. Two Postgres on one folder, each unaware of the other, would ruin it. */
async function endStrays(pgdata: string): Promise<boolean> {
  const strays = postgresesIn(pgdata);
  for (const { pid, isPostmaster } of strays) {
    if (isPostmaster) await endProcess(pid);
    // It serves nobody any more: its postmaster is dead. Amid a long statement it would not have noticed yet.
    else
      await endProcess(pid, [
        ['SIGQUIT', 5],
        ['SIGKILL', 5],
      ]);
  }
  return strays.some(({ isPostmaster }) => isPostmaster);
}

/**
 * Makes way for a new start: ends a Postgres left behind on `pgdata` by a killed application, and those who still work in the name of
 * one that was killed itself. Must be called by whoever holds the folder's lock, while nothing of theirs runs there.
 * @returns whether there was one
 */
export async function clearOrphan(pgdata: string): Promise<boolean> {
  const file = path.join(pgdata, 'postmaster.pid');
  const pid = notedPid(file);
  const isNoted = pid !== null && isAlive(pid);
  const isOurs = isNoted && isPostmaster(pid, pgdata);
  if (isOurs) await endProcess(pid);
  const hadStrays = await endStrays(pgdata);
  if (isNoted && !isOurs) disown(file);
  return isOurs || hadStrays;
}

/** The process that `postmaster.pid` names; null where it names none. */
function notedPid(file: string): number | null {
  try {
    const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
    return pid > 1 ? pid : null;
  } catch {
    return null;
  }
}

/**
 * Its number belongs to a stranger now, and Postgres would refuse to start. Naming its own parent (us) tells it that the file is stale,
 * and it still checks by the rest of the file that no old worker uses the shared memory.
 */
function disown(file: string): void {
  try {
    const lines = readFileSync(file, 'utf8').split('\n');
    writeFileSync(file, [String(process.pid), ...lines.slice(1)].join('\n'));
  } catch {
    // It went with the one that was just ended.
  }
}

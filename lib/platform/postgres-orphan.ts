import { execFileSync } from 'node:child_process';
import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
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

/** Ends a Postgres: gently, and if that does not help, for certain. */
export async function endProcess(pid: number): Promise<void> {
  // Fast shutdown; after half a minute the immediate one, from which Postgres recovers at its next start.
  for (const [signal, seconds] of [
    ['SIGINT', 30],
    ['SIGQUIT', 10],
    ['SIGKILL', 5],
  ] as const) {
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

/**
 * Makes way for a new start: ends a Postgres left behind on `pgdata` by a killed application.
 * @returns whether there was one
 */
export async function clearOrphan(pgdata: string): Promise<boolean> {
  const file = path.join(pgdata, 'postmaster.pid');
  let lines: string[];
  try {
    lines = readFileSync(file, 'utf8').split('\n');
  } catch {
    return false;
  }
  const pid = Number(lines[0]);
  if (!(pid > 1) || !isAlive(pid)) return false;
  if (isPostmaster(pid, pgdata)) {
    await endProcess(pid);
    return true;
  }
  // Its number belongs to a stranger now, and Postgres would refuse to start. Naming its own parent (us) tells it that
  // the file is stale, and it still checks by the rest of the file that no old worker uses the shared memory.
  writeFileSync(file, [String(process.pid), ...lines.slice(1)].join('\n'));
  return false;
}

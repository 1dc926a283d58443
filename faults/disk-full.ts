import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, FaultResult } from './fault';
import { countSince, type Scene, type Strain, type Strained, strain, stranger } from './strain';

/** A disk so small that it can be filled. */
export interface SmallDisk {
  folder: string;
  /** Leaves no room. */
  fill(): Promise<void>;
  /** Makes room again. */
  free(): Promise<void>;
  /** What still uses it must have ended. */
  remove(): Promise<void>;
}

const run = (command: string, ...args: string[]) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** Mounts a tmpfs of so many MiB on a folder. Errors: where mounting is not allowed; it needs root. */
export function smallDisk(mebibytes: number, folder = mkdtempSync(path.join(os.tmpdir(), 'hilo-disk-'))): SmallDisk {
  if (!run('mount', '-t', 'tmpfs', '-o', `size=${mebibytes}m,mode=0711`, 'tmpfs', folder))
    throw new Error('A small disk cannot be mounted here: it takes root.');
  const ballast = path.join(folder, 'ballast');
  return {
    folder,
    async fill() {
      // As far as it goes: the rest is less than a page of it.
      await writeFile(ballast, Buffer.alloc(mebibytes * 2 ** 20)).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOSPC') throw error;
      });
    },
    free: () => rm(ballast, { force: true }),
    async remove() {
      run('umount', '-l', folder);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Fills the disk of the files, and makes room again. */
export async function fillFiles(disk: SmallDisk, it: Strained, { times, say }: Strain): Promise<Scene> {
  const recoveries: number[] = [];
  const also: string[] = [];
  const uploads = () => it.load.journal.writes.filter(({ kind }) => kind === 'upload');
  const taken = () =>
    uploads().filter(({ attempts }) => attempts.some(({ outcome }) => outcome === 'acknowledged')).length;
  for (let time = 1; time <= times; time += 1) {
    const begun = Date.now();
    await disk.fill();
    const full = () =>
      uploads().some(({ attempts }) => attempts.some(({ status, at }) => status === 507 && at >= begun));
    for (let waited = 0; !full() && waited < 300; waited += 1) await sleep(50);
    if (!full()) also.push('no upload was refused for want of room');
    await sleep(1_000);
    await disk.free();
    const before = taken();
    for (let waited = 0; taken() === before && waited < 300; waited += 1) await sleep(50);
    if (taken() === before) also.push('no upload was taken again when there was room');
    recoveries.push(await it.recovery());
    say(`full ${time} of ${times} times, ${countSince(it.load.journal, begun, 'unavailable')} × 507`);
  }
  return { recoveries, also };
}

/** The disk of the files is full, then has room. */
async function tryFilesFull(trial: Strain): Promise<FaultResult> {
  const disk = smallDisk(16);
  try {
    const env = { HILO_STORAGE: path.join(disk.folder, 'files') };
    const mix = { ticket: 3, upload: 8 };
    return await strain(filesFull, trial, { env, load: { mix } }, (it) => fillFiles(disk, it, trial));
  } finally {
    await disk.remove();
  }
}

export const filesFull: Fault = {
  name: 'files-full',
  about: 'disk of the files full (tmpfs)',
  run: (trial) => tryFilesFull({ ...trial, times: trial.isQuick ? 2 : 10 }),
};

/** Of the database: 16 MiB of its log at a time are made as they are needed, so it is full within moments of the ballast. */
async function fillDatabase(disk: SmallDisk, it: Strained, { times, say }: Strain): Promise<Scene> {
  const recoveries: number[] = [];
  const also: string[] = [];
  const writer = await stranger(it.databaseUrl);
  await writer.query('CREATE TABLE ballast (bytes text)').finally(() => writer.end());
  for (let time = 1; time <= times; time += 1) {
    const begun = Date.now();
    await disk.fill();
    const refused = () => countSince(it.load.journal, begun, 'unavailable');
    for (let waited = 0; refused() === 0 && waited < 100; waited += 1) await writeLog(it.databaseUrl);
    if (refused() === 0) also.push('nothing was turned away: the disk was never full');
    await sleep(3_000);
    await disk.free();
    recoveries.push(await it.recovery());
    const before = it.load.acknowledged();
    for (let waited = 0; it.load.acknowledged() === before && waited < 400; waited += 1) await sleep(50);
    if (it.load.acknowledged() === before) also.push('nothing was taken again when there was room');
    say(`full ${time} of ${times} times, ${refused()} × 503, ready ${Math.round(recoveries.at(-1) ?? 0)} ms after`);
  }
  const last = await stranger(it.databaseUrl);
  await last.query('DROP TABLE ballast').finally(() => last.end());
  return { recoveries, also };
}

/** Has Postgres write a megabyte. It may refuse, or be gone. */
async function writeLog(databaseUrl: string): Promise<void> {
  const writer = await stranger(databaseUrl).catch(() => null);
  await writer
    ?.query(`INSERT INTO ballast SELECT repeat(md5(random()::text), 30) FROM generate_series(1, 1000)`)
    .catch(() => undefined);
  await writer?.end().catch(() => undefined);
  await sleep(50);
}

/** The disk of the database is full, then has room. */
export async function tryDatabaseFull(trial: Strain): Promise<FaultResult> {
  let disk: SmallDisk | undefined;
  const files = mkdtempSync(path.join(os.tmpdir(), 'hilo-disk-'));
  const embedded = (dataDir: string) => {
    const made = smallDisk(320, dataDir);
    disk = made;
    return made.remove;
  };
  try {
    return await strain(databaseFull, trial, { env: { HILO_STORAGE: files }, embedded }, async (it) => {
      if (!disk) throw new Error('There is no disk.');
      return fillDatabase(disk, it, trial);
    });
  } finally {
    await rm(files, { recursive: true, force: true });
  }
}

export const databaseFull: Fault = {
  name: 'database-full',
  about: 'disk of the database full (tmpfs)',
  mayLeaveBytes: true,
  run: (trial) => tryDatabaseFull({ ...trial, times: trial.isQuick ? 2 : 5 }),
};

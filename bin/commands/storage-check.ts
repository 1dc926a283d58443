import type { StoredBytes } from '@/lib/attachments/queries/stored';
import { toPublicId } from '@/lib/platform/ids';
import { blobKey, STALE_MS, type Storage } from '@/lib/platform/storage';
import { countOf, measure, PREFIXES, showProgress, sideBySide, sizeOf } from './storage-progress';
import { CommandError, printTable } from './terminal';

interface CheckOptions {
  quick?: boolean;
  removeOrphans?: boolean;
}

interface Found {
  size: number;
  modifiedAt: Date;
}

interface Trouble {
  what: 'missing' | 'damaged' | 'orphaned';
  key: string;
  size: number;
  note: string;
}

const WIDTH = 4;

async function listAll(storage: Storage): Promise<Map<string, Found>> {
  const found = new Map<string, Found>();
  for (const prefix of PREFIXES) for await (const { key, ...rest } of storage.list(prefix)) found.set(key, rest);
  return found;
}

/** What is wrong with bytes that uploads have; null when nothing is, or when the uploads went meanwhile. */
async function examine(storage: Storage, bytes: StoredBytes, quick: boolean): Promise<Trouble | null> {
  const { uploadsOfBytes } = await import('@/lib/attachments/queries/stored');
  const key = blobKey(bytes.sha256);
  const size = await storage.size(key);
  const content = size === null || size !== bytes.size || quick ? null : await measure(storage, key);
  const isRight = size === bytes.size && (quick || content?.sha256 === bytes.sha256);
  if (isRight || (await uploadsOfBytes(bytes.sha256)).length === 0) return null;
  const whose = bytes.uploads.map(({ id, filename }) => `${toPublicId('attachment', id)} ${JSON.stringify(filename)}`);
  const how = size === null ? '' : size === bytes.size ? 'other bytes: ' : `${sizeOf(size)}: `;
  return { what: size === null ? 'missing' : 'damaged', key, size: bytes.size, note: how + whose.join(', ') };
}

/** Of any number of keys, those that no row names now. */
async function* unnamed(keys: string[]): AsyncGenerator<string> {
  const { unnamedAmong } = await import('@/lib/attachments/queries/stored');
  for (let at = 0; at < keys.length; at += 1_000) yield* await unnamedAmong(keys.slice(at, at + 1_000));
}

async function lookThrough(storage: Storage, quick: boolean) {
  const { madeThumbnails, storedBytes, unnamedAmong } = await import('@/lib/attachments/queries/stored');
  const found = await listAll(storage);
  const wanted: StoredBytes[] = [];
  for await (const bytes of storedBytes()) wanted.push(bytes);
  const total = { count: wanted.length, bytes: wanted.reduce((sum, { size }) => sum + size, 0) };
  const troubles: Trouble[] = [];
  const progress = showProgress(total);
  await sideBySide(wanted, WIDTH, async (bytes) => {
    const key = blobKey(bytes.sha256);
    // Of a listing its sizes are enough for a quick look.
    const isListed = quick && found.get(key)?.size === bytes.size;
    const trouble = isListed ? null : await examine(storage, bytes, quick);
    if (trouble) troubles.push(trouble);
    found.delete(key);
    progress.step(bytes.size);
  });
  progress.done();
  for (const id of await madeThumbnails()) {
    const key = `thumbnails/${id}.webp`;
    if (found.delete(key) || (await storage.size(key)) !== null || (await unnamedAmong([key])).length > 0) continue;
    troubles.push({ what: 'missing', key, size: 0, note: `thumbnail of ${toPublicId('attachment', id)}` });
  }
  const orphans: (Trouble & { isOld: boolean })[] = [];
  for await (const key of unnamed([...found.keys()])) {
    const { size, modifiedAt } = found.get(key) as Found;
    const isOld = Date.now() - modifiedAt.getTime() >= STALE_MS;
    const note = isOld ? 'since ' : 'for less than a day, since ';
    orphans.push({ what: 'orphaned', key, size, isOld, note: note + modifiedAt.toISOString().slice(0, 10) });
  }
  return { total, troubles, orphans };
}

/** `hilo storage check`: compares the storage with the database. With `removeOrphans`, what no row names goes, if older than a day. */
export async function checkStorage({ quick = false, removeOrphans = false }: CheckOptions): Promise<void> {
  const { storage: open } = await import('@/lib/platform/storage-place');
  const storage = open();
  const { total, troubles, orphans } = await lookThrough(storage, quick);
  const byKey = (one: Trouble, other: Trouble) =>
    one.what.localeCompare(other.what) || one.key.localeCompare(other.key);
  const rows = [...troubles, ...orphans].toSorted(byKey);
  if (rows.length > 0) {
    const cells = rows.map(({ what, key, size, note }) => [what, sizeOf(size), key, note]);
    printTable(['what', 'size', 'key', 'whose, or why'], cells);
    console.log();
  }
  const old = orphans.filter(({ isOld }) => isOld);
  if (removeOrphans) {
    const { removeUnnamed } = await import('@/lib/attachments/commands/remove');
    for (const { key } of old) await removeUnnamed(key);
  }
  const counts = (['missing', 'damaged'] as const).map((what) => {
    return `${troubles.filter((trouble) => trouble.what === what).length} ${what}`;
  });
  console.log(
    `${countOf(total.count, 'file')} (${sizeOf(total.bytes)}) in ${storage.place}: ${counts.join(', ')}, ${orphans.length} orphaned`,
  );
  if (quick) console.log('Only their sizes were compared: without --quick every byte is read.');
  if (removeOrphans) console.log(`${countOf(old.length, 'orphan')} removed`);
  else if (old.length > 0)
    console.log(`${countOf(old.length, 'orphan')} older than a day: --remove-orphans removes them`);
  if (troubles.length > 0) throw new CommandError('Files are missing or damaged: get them back from a backup.');
}

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { AppError } from '@/lib/platform/errors';
import { promisedBy, type Storage } from '@/lib/platform/storage';
import { parseStorageAddress, type StorageAddress } from '@/lib/platform/storage-address';
import { withReason } from './problems';
import { countOf, measure, PREFIXES, type Progress, showProgress, sideBySide, sizeOf } from './storage-progress';
import { CommandError } from './terminal';

interface MoveOptions {
  to: string;
  from?: string;
  quick?: boolean;
}

interface Item {
  key: string;
  size: number;
}

/** How often in a row a storage may be away before the rest is left for another time. */
const PATIENCE = 3;
const WIDTH = 4;

function addressOf(option: string, text: string): StorageAddress {
  try {
    return parseStorageAddress(text);
  } catch (error) {
    throw new CommandError(`${option} ${(error as Error).message}.`, 2);
  }
}

async function list(storage: Storage): Promise<Item[]> {
  const items: Item[] = [];
  for (const prefix of PREFIXES) for await (const { key, size } of storage.list(prefix)) items.push({ key, size });
  return items;
}

/** Whether bytes in a storage are those that its key promises, or as many as there should be. */
async function isRight(storage: Storage, { key, size }: Item): Promise<boolean> {
  const promised = promisedBy(key);
  return promised ? (await measure(storage, key))?.sha256 === promised : (await storage.size(key)) === size;
}

type Outcome = 'copied' | 'gone' | { problem: string };

/** Copies one key, and looks whether what arrived is right; what is not does not stay. */
async function copy(from: Storage, to: Storage, item: Item): Promise<Outcome> {
  const source = await from.read(item.key);
  if (!source) return 'gone';
  const hash = createHash('sha256');
  async function* hashed(): AsyncGenerator<Uint8Array> {
    for await (const chunk of source as AsyncIterable<Uint8Array>) {
      hash.update(chunk);
      yield chunk;
    }
  }
  const staged = await to.stage(hashed());
  try {
    const promised = promisedBy(item.key);
    if (promised && hash.digest('hex') !== promised) return { problem: 'is damaged where it is' };
    if (!promised && staged.size !== item.size) return { problem: 'changed while it was copied' };
    await staged.commit(item.key);
  } finally {
    await staged.discard();
  }
  if (await isRight(to, item)) return 'copied';
  await to.remove(item.key);
  return { problem: 'arrived damaged' };
}

interface Counts {
  copied: number;
  bytes: number;
  there: number;
  failed: number;
}

/** Copies what is not there yet, several at once. What fails is told at once and counted. */
async function copyAll(from: Storage, to: Storage, items: Item[], quick: boolean, progress: Progress): Promise<Counts> {
  const there = new Map((await list(to)).map(({ key, size }) => [key, size]));
  const counts: Counts = { copied: 0, bytes: 0, there: 0, failed: 0 };
  let isAway = 0;
  await sideBySide(items, WIDTH, async (item) => {
    const fail = (problem: string) => {
      counts.failed += 1;
      progress.say(`${item.key}: ${problem}`);
    };
    try {
      if (there.get(item.key) === item.size && (quick || (await isRight(to, item)))) counts.there += 1;
      else {
        const outcome = await copy(from, to, item);
        if (typeof outcome === 'object') fail(outcome.problem);
        else if (outcome === 'copied') {
          counts.copied += 1;
          counts.bytes += item.size;
        }
      }
      isAway = 0;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      fail(withReason(error));
      isAway += 1;
      if (error.code === 'STORAGE_FULL' || isAway >= PATIENCE) throw error;
    }
    progress.step(item.size);
  }).catch((error) => {
    if (!(error instanceof AppError)) throw error;
    progress.say('The rest is left for another time.');
  });
  return counts;
}

/** `hilo storage move`: copies every file from one place to another. It deletes nothing, and needs no database. */
export async function moveStorage({ to: toText, from: fromText, quick = false }: MoveOptions): Promise<void> {
  const { openStorage, storageText } = await import('@/lib/platform/storage-place');
  const target = addressOf('--to', toText);
  const to = openStorage(target);
  const source = addressOf('--from', fromText ?? storageText());
  const from = openStorage(source);
  if (JSON.stringify(source) === JSON.stringify(target)) throw new CommandError('The files are there already.', 2);
  if (source.kind === 'folder' && !existsSync(source.root))
    throw new CommandError(`There is no folder ${source.root}.`, 2);
  const items = await list(from);
  const bytes = items.reduce((sum, { size }) => sum + size, 0);
  console.log(`${countOf(items.length, 'file')} (${sizeOf(bytes)}) in ${from.place}, to ${to.place}`);
  const progress = showProgress({ count: items.length, bytes });
  const counts = await copyAll(from, to, items, quick, progress);
  progress.done();
  console.log(
    `${countOf(counts.copied, 'file')} (${sizeOf(counts.bytes)}) copied, ${counts.there.toLocaleString('en')} there already`,
  );
  const left = items.length - counts.copied - counts.there;
  if (counts.failed > 0) {
    throw new CommandError(
      `${countOf(left, 'file')} not copied, ${counts.failed} of them for what is told above. Run it again: it goes on.`,
    );
  }
  const setting = target.kind === 'folder' ? target.root : toText;
  console.log(`
What came meanwhile is not all there: stop Hilo, and run this once more with --quick. Then set
  HILO_STORAGE=${/^[\w./:-]+$/.test(setting) ? setting : `'${setting}'`}
start Hilo, and look: npm run -s hilo -- storage check
Nothing was removed from ${from.place}.`);
}

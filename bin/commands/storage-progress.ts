import { createHash } from 'node:crypto';
import type { Storage } from '@/lib/platform/storage';

/** Where Hilo keeps what: the beginnings of all its keys. */
export const PREFIXES = ['sha256/', 'thumbnails/', 'parts/'];

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'];

/** A number of bytes for people: `3.1 GB`. */
export function sizeOf(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  return power === 0 ? `${bytes} bytes` : `${(bytes / 1000 ** power).toFixed(1)} ${UNITS[power]}`;
}

/** A number of things for people: `1 file`, `1,204 files`. */
export function countOf(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}

export interface Progress {
  /** One more is done, of so many bytes. */
  step(bytes: number): void;
  /** Prints a line for the operator, above what moves. */
  say(line: string): void;
  done(): void;
}

const clearLine = '\r\u001b[K';

/** How far a long work is: a line that moves on a terminal, elsewhere a line for each tenth. On standard error. */
export function showProgress(total: { count: number; bytes: number }, noun = 'file'): Progress {
  const { stderr } = process;
  const startedAt = performance.now();
  let count = 0;
  let bytes = 0;
  let shownAt = 0;
  let tenth = 0;
  const line = () => {
    const rate = bytes / Math.max(1, performance.now() - startedAt);
    const part = total.bytes > 0 ? bytes / total.bytes : count / Math.max(1, total.count);
    const bar = '█'.repeat(Math.round(part * 20)).padEnd(20, '░');
    const sizes = `${sizeOf(bytes)} of ${sizeOf(total.bytes)}`;
    const counts = `${count.toLocaleString('en')} of ${countOf(total.count, noun)}`;
    return `${stderr.isTTY ? `${bar} ` : ''}${counts}, ${sizes}, ${sizeOf(Math.round(rate * 1000))} a second`;
  };
  return {
    step(size) {
      count += 1;
      bytes += size;
      if (stderr.isTTY) {
        if (performance.now() - shownAt < 100) return;
        shownAt = performance.now();
        stderr.write(clearLine + line());
      } else if (Math.floor((count * 10) / total.count) > tenth) {
        tenth = Math.floor((count * 10) / total.count);
        stderr.write(`${line()}\n`);
      }
    },
    say: (text) => void stderr.write(`${stderr.isTTY ? clearLine : ''}${text}\n`),
    done: () => void (stderr.isTTY && stderr.write(clearLine)),
  };
}

/** Does the work of each item, up to `width` of them at once. The first error ends it, after what was begun. */
export async function sideBySide<T>(
  items: Iterable<T>,
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const rest = items[Symbol.iterator]();
  let failed: { error: unknown } | undefined;
  const lane = async () => {
    for (let next = rest.next(); !next.done && !failed; next = rest.next()) {
      await work(next.value).catch((error) => {
        failed ??= { error };
      });
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
  if (failed) throw failed.error;
}

/** What stands under a key: its SHA-256 in hexadecimal and its size in bytes; null when there is nothing. */
export async function measure(storage: Storage, key: string): Promise<{ sha256: string; size: number } | null> {
  const stream = await storage.read(key);
  if (!stream) return null;
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of stream) {
    hash.update(chunk as Buffer);
    size += (chunk as Buffer).length;
  }
  return { sha256: hash.digest('hex'), size };
}

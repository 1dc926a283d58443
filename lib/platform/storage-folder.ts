import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, opendir, readdir, rename, rm, rmdir, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { checkKey, STALE_MS, type Staged, type Storage } from './storage';
import { untilAborted } from './storage-source';
import { fromFileSystem, onDisk } from './storage-trouble';

const OWNER_ONLY = { folder: 0o700, file: 0o600 };

const isMissing = (error: unknown) => ['ENOENT', 'ENOTDIR'].includes(String((error as NodeJS.ErrnoException).code));

/** What the file system answers, or null where there is no such file. */
async function orNull<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (isMissing(error)) return null;
    throw fromFileSystem(error);
  }
}

/** Makes sure that names in a folder outlive a power cut. Some file systems know no such thing. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    if (!['EINVAL', 'ENOTSUP', 'EPERM'].includes(String((error as NodeJS.ErrnoException).code))) throw error;
  } finally {
    await handle.close();
  }
}

/** Makes a folder inside of `root` with all above it, durably. */
async function makeFolder(root: string, folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: OWNER_ONLY.folder });
  if (!first) return;
  for (let made = folder; made !== root; made = path.dirname(made)) {
    await syncFolder(path.dirname(made));
    if (made === first) return;
  }
}

async function writeAll(handle: FileHandle, chunks: AsyncIterable<Uint8Array>): Promise<number> {
  let size = 0;
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.byteLength; ) at += (await onDisk(handle.write(chunk, at))).bytesWritten;
    size += chunk.byteLength;
  }
  return size;
}

/** Renames a file that is synced already, so that its name is durable too. */
async function giveName(root: string, from: string, to: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    await makeFolder(root, path.dirname(to));
    try {
      await rename(from, to);
      break;
    } catch (error) {
      // A remove() in the same folder may just have swept it away, as empty.
      if (!isMissing(error) || tries === 10) throw error;
      await stat(from);
    }
  }
  await syncFolder(path.dirname(to));
}

/** Bytes in a folder of this machine, or of one that is mounted. It is made on first use, for its owner alone. */
export function folderStorage(root: string): Storage {
  const drafts = path.join(root, 'tmp');
  const fileOf = (key: string) => path.join(root, checkKey(key));
  let made: Promise<unknown> | undefined;
  /** Once only: a folder that vanishes later, as of a disk that was taken away, must not be made anew elsewhere. */
  const ready = () => {
    made ??= onDisk(mkdir(root, { recursive: true, mode: OWNER_ONLY.folder })).catch((error) => {
      made = undefined;
      throw error;
    });
    return made;
  };
  /** Nothing is there: because it is not, or because nothing at all is. */
  const absent = async (): Promise<null> => {
    await onDisk(stat(root));
    return null;
  };

  function staged(draft: string, size: number): Staged {
    let named: { key: string; done: Promise<void> } | undefined;
    return {
      size,
      commit(key) {
        if (named && named.key !== key) throw new Error('These bytes have a name already.');
        if (named) return named.done;
        const done = onDisk(giveName(root, draft, fileOf(key))).catch((error) => {
          named = undefined;
          throw error;
        });
        named = { key, done };
        return done;
      },
      async discard() {
        if (!named) await onDisk(rm(draft, { force: true }));
      },
    };
  }

  async function* walk(folder: string, prefix: string): ReturnType<Storage['list']> {
    // A thousand at a time: a folder may hold more names than there is memory for.
    const entries = await orNull(opendir(path.join(root, folder), { bufferSize: 1_000 }));
    if (!entries) return;
    try {
      for await (const entry of entries) {
        const key = folder ? `${folder}/${entry.name}` : entry.name;
        if (key === 'tmp') continue;
        if (entry.isDirectory()) {
          if (`${key}/`.startsWith(prefix) || prefix.startsWith(`${key}/`)) yield* walk(key, prefix);
        } else if (entry.isFile() && key.startsWith(prefix)) {
          const found = await orNull(stat(path.join(root, key)));
          if (found) yield { key, size: found.size, modifiedAt: found.mtime };
        }
      }
    } catch (error) {
      throw fromFileSystem(error);
    }
  }

  return {
    place: root,
    async stage(source, { signal } = {}) {
      const draft = path.join(drafts, randomUUID());
      await ready();
      await onDisk(
        mkdir(drafts, { mode: OWNER_ONLY.folder }).catch((error) => {
          if (error.code !== 'EEXIST') throw error;
        }),
      );
      const handle = await onDisk(open(draft, 'wx', OWNER_ONLY.file));
      try {
        const size = await writeAll(handle, untilAborted(source, signal));
        await onDisk(handle.sync());
        await onDisk(handle.close());
        return staged(draft, size);
      } catch (error) {
        await handle.close().catch(() => undefined);
        await rm(draft, { force: true }).catch(() => undefined);
        throw error;
      }
    },
    async read(key, range): Promise<Readable | null> {
      await ready();
      const handle = await orNull(open(fileOf(key), 'r'));
      if (!handle) return absent();
      if (!(await onDisk(handle.stat())).isFile()) {
        await handle.close();
        return null;
      }
      const stream = handle.createReadStream({ highWaterMark: 256 * 1024, ...range });
      const destroy = stream._destroy.bind(stream);
      stream._destroy = (error, done) =>
        destroy(error, (after) => done(fromFileSystem(after ?? error) as Error | null));
      return stream;
    },
    async size(key) {
      await ready();
      const found = await orNull(stat(fileOf(key)));
      if (!found) return absent();
      return found.isFile() ? found.size : null;
    },
    async *list(prefix) {
      await ready();
      await absent();
      yield* walk(prefix.split('/').slice(0, -1).join('/'), prefix);
    },
    async remove(key) {
      await ready();
      const file = fileOf(key);
      if ((await orNull(unlink(file))) === null) await absent();
      // Folders go with the last of what is in them.
      for (let folder = path.dirname(file); folder !== root; folder = path.dirname(folder)) {
        const isGone = await rmdir(folder).then(
          () => true,
          () => false,
        );
        if (!isGone) break;
      }
    },
    async clean() {
      const names = (await orNull(readdir(drafts))) ?? [];
      let count = 0;
      for (const name of names) {
        const found = await orNull(stat(path.join(drafts, name)));
        if (!found || Date.now() - found.mtimeMs < STALE_MS) continue;
        await onDisk(rm(path.join(drafts, name), { force: true, recursive: true }));
        count++;
      }
      return count;
    },
  };
}

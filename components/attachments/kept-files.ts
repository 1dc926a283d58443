import type { AttachmentLink } from '@/lib/tickets/schema';

/** A file on its way, as this browser keeps it over a reload. */
export interface KeptFile {
  key: string;
  /** What it belongs to: a form's draft, with its reader's id, as browsers are shared. */
  place: string;
  file: Blob;
  name: string;
  type: string;
  /** Where the server takes it, once it has been told of it. */
  url?: string;
  /** Once it is there and the message may not have it yet. */
  done?: AttachmentLink;
  /** Milliseconds since 1970. */
  at: number;
}

/** The server forgets what nobody used after as long. */
const maxAge = 24 * 60 * 60 * 1000;

const name = 'hilo-files';
const store = 'files';

function settled<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

let opening: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  if (opening) return opening;
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () =>
    request.result.createObjectStore(store, { keyPath: 'key' }).createIndex('place', 'place');
  opening = settled(request);
  opening.catch(() => {
    opening = undefined;
  });
  return opening;
}

/** Does something with the store. Where there is none, or it is full, `otherwise`: then a reload loses what was on its way. */
async function use<Result>(
  mode: IDBTransactionMode,
  act: (files: IDBObjectStore) => Promise<Result>,
  otherwise: Result,
): Promise<Result> {
  try {
    const database = await open();
    return await act(database.transaction(store, mode).objectStore(store));
  } catch {
    return otherwise;
  }
}

/** Files that are on their way up, kept in this browser until they are there. */
export const keptFiles = {
  put: (file: KeptFile) => use('readwrite', async (files) => void (await settled(files.put(file))), undefined),
  /** Changes one that is still kept. */
  change: (key: string, change: Partial<Pick<KeptFile, 'url' | 'done'>>) =>
    use(
      'readwrite',
      async (files) => {
        const kept: KeptFile | undefined = await settled(files.get(key));
        if (kept) await settled(files.put({ ...kept, ...change }));
      },
      undefined,
    ),
  read: (key: string) => use<KeptFile | undefined>('readonly', async (files) => settled(files.get(key)), undefined),
  drop: (key: string) => use('readwrite', async (files) => void (await settled(files.delete(key))), undefined),
  /** Those of a place, oldest first. What is too old, of whatever place, goes. */
  of: (place: string) =>
    use<KeptFile[]>(
      'readwrite',
      async (files) => {
        const all: KeptFile[] = await settled(files.index('place').getAll(place));
        const walk = files.openCursor();
        walk.onsuccess = () => {
          const cursor = walk.result;
          if (!cursor) return;
          if ((cursor.value as KeptFile).at < Date.now() - maxAge) cursor.delete();
          cursor.continue();
        };
        return all.filter(({ at }) => at >= Date.now() - maxAge).sort((one, other) => one.at - other.at);
      },
      [],
    ),
};

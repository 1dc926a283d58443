// Longer than most: what becomes of a file between its choice and its message, and who else must hear of it, is one story.
import { newIdempotencyKey } from '@/components/forms/draft-store';
import type { AttachmentLink } from '@/lib/tickets/schema';
import { type KeptFile, keptFiles } from './kept-files';
import type { startTransfer, Transfer } from './transfer';
import { isUnderWay, type UploadItem, type UploadProblem } from './upload-rules';

/** How many files go up at once; the others stand in line. */
const atOnce = 3;

/** How long a draft may take to be written, in milliseconds: until then a file that is there is kept here, too. */
const untilDrafted = 2_000;

const images = /^image\/(png|jpeg|gif|webp|avif)$/;

interface Taker {
  /** A file is there: the message takes it. */
  take: (file: AttachmentLink) => void;
  /** Something is to be said aloud. */
  tell: (item: UploadItem) => void;
}

/** Keeps two pages of a browser from sending the same file. Where a browser knows no locks, both do. */
function lock(key: string): Promise<() => void> {
  if (!navigator.locks) return Promise.resolve(() => undefined);
  return new Promise((resolve) => {
    const hold = () => new Promise<void>((release) => resolve(release));
    navigator.locks.request(`hilo-file:${key}`, hold).catch(() => resolve(() => undefined));
  });
}

/** Brings a file to the server, by what is loaded only for whoever sends one. */
function transferOf(...[file, about, listener]: Parameters<typeof startTransfer>): Transfer {
  let transfer: Transfer | undefined;
  let isOver = false;
  import('./transfer').then(
    (module) => {
      if (!isOver) transfer = module.startTransfer(file, about, listener);
    },
    () => isOver || listener.failed(navigator.onLine ? { kind: 'network', canRetry: true } : 'offline'),
  );
  const ending = (how: keyof Transfer) => () => {
    isOver = true;
    transfer?.[how]();
  };
  return { stop: ending('stop'), cancel: ending('cancel') };
}

/**
 * The files of one draft that are on their way. It outlives what is drawn: whoever leaves finds them further on or there, after
 * a reload as well.
 */
export class UploadQueue {
  /** In the order in which they were chosen; another array with each change. */
  items: readonly UploadItem[] = [];
  private readonly files = new Map<string, Blob>();
  private readonly urls = new Map<string, string>();
  private readonly running = new Map<string, Transfer>();
  private readonly locks = new Map<string, () => void>();
  private readonly taken = new Set<string>();
  private readonly listeners = new Set<() => void>();
  private taker: Taker | undefined;
  private hasLooked = false;

  constructor(private readonly place: string) {
    addEventListener('offline', () => this.pause());
    addEventListener('online', () => this.resume());
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** From now on the message takes what is there; first what came while nobody did. Gives how to end it. */
  listen(taker: Taker): () => void {
    this.taker = taker;
    for (const { key, file } of this.items) if (file && !this.taken.has(key)) this.handOver(key, file);
    if (!this.hasLooked) void this.restore();
    return () => {
      if (this.taker === taker) this.taker = undefined;
    };
  }

  /** Puts a file in line, or shows why it cannot go. */
  add(file: Blob, name: string, problem?: UploadProblem): void {
    const key = newIdempotencyKey();
    const { size, type } = file;
    this.show({ key, name, size, type, sent: 0, problem, state: problem ? 'failed' : 'waiting' }, file);
    if (problem) return;
    void lock(key).then((release) => this.locks.set(key, release));
    void keptFiles.put({ key, place: this.place, file, name, type, at: Date.now() });
    this.pump();
  }

  /** Tries again what failed. */
  retry(key: string): void {
    this.change(key, { state: 'waiting', problem: undefined });
    this.pump();
  }

  /** Takes one out of the line, and stops it at the server as well; one that is there is only forgotten. */
  cancel(key: string): void {
    this.running.get(key)?.cancel();
    this.forget(key);
    this.pump();
  }

  /** After the message was sent or given up: nothing of it goes on, but what was not among those `sent`. */
  clear(sent?: readonly AttachmentLink[]): void {
    const isOver = ({ file }: UploadItem) => !sent || sent.some(({ url }) => url === file?.url);
    for (const { key } of this.items.filter(isOver)) {
      this.running.get(key)?.cancel();
      this.forget(key);
    }
  }

  private forget(key: string): void {
    const { preview } = this.items.find((item) => item.key === key) ?? {};
    if (preview) URL.revokeObjectURL(preview);
    this.items = this.items.filter((item) => item.key !== key);
    this.running.delete(key);
    this.files.delete(key);
    this.urls.delete(key);
    void keptFiles.drop(key).then(() => this.unlock(key));
    this.emit();
  }

  private unlock(key: string): void {
    this.locks.get(key)?.();
    this.locks.delete(key);
  }

  /** What an earlier page was sending goes on, once no other page does. */
  private async restore(): Promise<void> {
    this.hasLooked = true;
    for (const { key } of await keptFiles.of(this.place)) {
      if (this.files.has(key)) continue;
      void lock(key).then(async (release) => {
        const kept = await keptFiles.read(key);
        if (!kept) return release();
        this.locks.set(key, release);
        this.goOn(kept);
      });
    }
  }

  private goOn({ key, file, name, type, url, done }: KeptFile): void {
    if (url) this.urls.set(key, url);
    this.show({ key, name, size: file.size, type, sent: 0, state: done ? 'done' : 'waiting', file: done }, file);
    if (done) this.handOver(key, done);
    else this.pump();
  }

  private show(item: UploadItem, file: Blob): void {
    this.files.set(item.key, file);
    const preview = images.test(item.type) && !item.problem ? URL.createObjectURL(file) : undefined;
    this.items = [...this.items, { ...item, preview }];
    this.emit();
    if (item.problem) this.taker?.tell(item);
  }

  private pump(): void {
    for (const { key } of this.items.filter(({ state }) => state === 'waiting')) {
      if (this.running.size >= atOnce) return;
      this.start(key);
    }
  }

  private start(key: string): void {
    const item = this.items.find((each) => each.key === key);
    const file = this.files.get(key);
    if (!item || !file) return;
    this.change(key, { state: 'sending' });
    const transfer = transferOf(
      file,
      { ...item, url: this.urls.get(key) },
      {
        at: (url) => {
          if (this.urls.get(key) === url) return;
          this.urls.set(key, url);
          void keptFiles.change(key, { url });
        },
        sent: (sent) => this.change(key, { sent }),
        done: (done) => {
          this.running.delete(key);
          void keptFiles.change(key, { done });
          this.change(key, { state: 'done', file: done, sent: file.size });
          this.handOver(key, done);
          this.pump();
        },
        failed: (problem) => {
          this.running.delete(key);
          if (problem === 'offline') this.change(key, { state: 'offline' });
          else this.change(key, { state: 'failed', problem });
          this.tell(key);
          this.pump();
        },
      },
    );
    this.running.set(key, transfer);
  }

  private handOver(key: string, file: AttachmentLink): void {
    this.tell(key);
    if (!this.taker) return;
    this.taken.add(key);
    this.taker.take(file);
    setTimeout(() => void keptFiles.drop(key).then(() => this.unlock(key)), untilDrafted);
  }

  private pause(): void {
    for (const [key, transfer] of this.running) {
      transfer.stop();
      this.running.delete(key);
      this.change(key, { state: 'offline' });
    }
  }

  private resume(): void {
    for (const { key, state, problem } of this.items)
      if (state === 'offline' || problem?.kind === 'network')
        this.change(key, { state: 'waiting', problem: undefined });
    this.pump();
  }

  private change(key: string, change: Partial<UploadItem>): void {
    this.items = this.items.map((item) => (item.key === key ? { ...item, ...change } : item));
    this.emit();
  }

  private tell(key: string): void {
    const item = this.items.find((each) => each.key === key);
    if (item) this.taker?.tell(item);
  }

  private emit(): void {
    for (const listener of this.listeners) listener();
  }

  /** Resolves once nothing is under way. With an aborted signal at once. */
  settled(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.subscribe(look);
      const self = this;
      function look() {
        if (!signal.aborted && self.items.some(isUnderWay)) return;
        stop();
        resolve();
      }
      signal.addEventListener('abort', look);
      look();
    });
  }
}

const queues = new Map<string, UploadQueue>();

/** The one queue of a draft in this page. `place` names the draft, with its reader's id. */
export function uploadQueue(place: string): UploadQueue {
  const known = queues.get(place);
  if (known) return known;
  const queue = new UploadQueue(place);
  queues.set(place, queue);
  return queue;
}

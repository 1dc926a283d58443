import type { DetailedError, HttpResponse } from 'tus-js-client';
import { apiFetch } from '@/components/forms/api';
import type { AttachmentLink } from '@/lib/tickets/schema';
import { problemOf, type UploadProblem } from './upload-rules';

/** Where files go up; the protocol is tus 1.0. */
const endpoint = '/v2/attachments/tus';

/** Bytes in one request: as much as a line that breaks may have to send again. */
const chunkSize = 5 * 2 ** 20;

/** Waits before each new try, in milliseconds; after the last one it is said that it failed. */
const retryDelays = [0, 1_000, 3_000, 5_000, 10_000];

/** How long a request may stand still, in milliseconds. Lines that die say nothing. */
const patience = 45_000;

interface Listener {
  /** Where the server takes it, to go on there later. */
  at: (url: string) => void;
  sent: (bytes: number) => void;
  done: (file: AttachmentLink) => void;
  failed: (problem: UploadProblem | 'offline') => void;
}

export interface Transfer {
  /** Stands still, to go on with another transfer to the same address. */
  stop: () => void;
  /** Ends it, here and at the server. */
  cancel: () => void;
}

const mayPass = (status: number) => status === 0 || status >= 500 || status === 409 || status === 423 || status === 429;

/** What the server has received, as a message names it. */
async function received(url: string): Promise<AttachmentLink | UploadProblem> {
  const id = url.split('/').at(-1) ?? '';
  const result = await apiFetch<AttachmentLink>(`/v2/attachments/${id}`);
  if (!result.ok) return problemOf(result.status, JSON.stringify({ message: result.code, error: result.message }));
  const { filename, url: address, size, type } = result.data;
  return { filename, url: address, size, type };
}

/** Whether the file can be read: a folder cannot, nor one that changed since it was chosen. */
const isReadable = (file: Blob) =>
  file
    .slice(0, 1)
    .arrayBuffer()
    .then(
      () => true,
      () => false,
    );

/** Brings a file to the server, or goes on doing so where `url` says that it was begun. */
export function startTransfer(
  file: Blob,
  about: { name: string; type: string; url?: string },
  listener: Listener,
): Transfer {
  let isOver = false;
  let halt = () => {};
  let end = () => {};

  async function run(begunAt?: string) {
    // Only who sends a file needs the protocol.
    const [{ Upload }, canRead] = await Promise.all([import('tus-js-client'), isReadable(file)]);
    if (isOver) return;
    if (!canRead) return listener.failed({ kind: 'unreadable', canRetry: false });
    let timer: ReturnType<typeof setTimeout>;
    const finish = (then: () => void) => {
      clearTimeout(timer);
      if (!isOver) then();
      isOver = true;
    };
    const watch = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        watch();
        void upload.abort().then(() => isOver || upload.start());
      }, patience);
    };
    const upload = new Upload(file, {
      // Where it was begun it goes on: with an endpoint, a server that is away a moment would have it begin anew.
      endpoint: begunAt ? null : endpoint,
      uploadUrl: begunAt,
      chunkSize,
      retryDelays,
      storeFingerprintForResuming: false,
      metadata: { filename: about.name, filetype: about.type },
      headers: { 'accept-language': document.documentElement.lang, accept: 'application/json' },
      onShouldRetry: ({ originalResponse }) => navigator.onLine && mayPass(originalResponse?.getStatus() ?? 0),
      onUploadUrlAvailable() {
        upload.options.endpoint = null;
        listener.at(pathOf(upload.url));
      },
      onProgress(bytes) {
        watch();
        if (!isOver) listener.sent(bytes);
      },
      onSuccess: () =>
        void received(pathOf(upload.url)).then((file) =>
          finish(() => ('kind' in file ? listener.failed(file) : listener.done(file))),
        ),
      onError(error) {
        const response: HttpResponse | null | undefined = (error as Partial<DetailedError>).originalResponse;
        const status = response?.getStatus() ?? 0;
        if (upload.url !== null && (status === 404 || status === 410)) {
          clearTimeout(timer);
          // What it was begun with is gone.
          if (!isOver) start();
          return;
        }
        const isOffline = status === 0 && !navigator.onLine;
        finish(() => listener.failed(isOffline ? 'offline' : problemOf(status, response?.getBody() ?? '')));
      },
    });
    halt = () => {
      clearTimeout(timer);
      void upload.abort();
    };
    // A server that cannot be reached lets it go by itself after a day.
    end = () => {
      clearTimeout(timer);
      void upload.abort(true).catch(() => undefined);
    };
    watch();
    upload.start();
  }

  function start(begunAt?: string) {
    // Offline the protocol's own code cannot be fetched either.
    run(begunAt).catch(
      () => isOver || listener.failed(navigator.onLine ? { kind: 'network', canRetry: true } : 'offline'),
    );
  }
  start(about.url);

  return {
    stop() {
      isOver = true;
      halt();
    },
    cancel() {
      isOver = true;
      end();
    },
  };
}

/** Servers may call themselves by another name than the page does. */
function pathOf(url: string | null): string {
  return url === null ? '' : new URL(url, location.href).pathname;
}

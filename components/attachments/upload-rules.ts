import type { AttachmentLink } from '@/lib/tickets/schema';

/** What this desk takes. `origin` is the scheme and host at which it holds files. */
export interface UploadLimits {
  /** Bytes of one file. */
  file: number;
  /** Bytes of all files of a message. */
  message: number;
  /** Files and links of a message. */
  count: number;
  /** Characters of a name. */
  filename: number;
  origin: string;
}

/** Why a file did not go up. `refused` is the API's word, with its code and its sentence. */
export type UploadProblem =
  | { kind: 'tooLarge' | 'tooLargeTogether' | 'unreadable'; canRetry: false }
  | { kind: 'signedOut' | 'network'; canRetry: true }
  | { kind: 'refused'; code: string; text: string; canRetry: boolean };

export interface UploadItem {
  key: string;
  name: string;
  /** Bytes, in all and of them sent. */
  size: number;
  sent: number;
  type: string;
  /** `done` until the message it belongs to has it, and from then on to tell where it stood. */
  state: 'waiting' | 'sending' | 'offline' | 'failed' | 'done';
  problem?: UploadProblem;
  /** A `blob:` address of an image. */
  preview?: string;
  /** Once it is done. */
  file?: AttachmentLink;
}

/** Those of a message's files that did not go with what was `sent`: they came while it was on its way. */
export const withoutSent = (files: readonly AttachmentLink[], sent: readonly AttachmentLink[]): AttachmentLink[] =>
  files.filter(({ url }) => sent.every((each) => each.url !== url));

interface Chosen<Picked> {
  file: Picked;
  problem?: UploadProblem;
}

/**
 * Says of chosen files, before anything is sent, which go up, which are too large, and the names of those for which there is no
 * room. `held` is what the message has already, in files and bytes.
 */
export function judge<Picked extends { name: string; size: number }>(
  files: readonly Picked[],
  held: { count: number; bytes: number },
  most: UploadLimits,
): { chosen: Chosen<Picked>[]; left: string[] } {
  let { count, bytes } = held;
  const chosen: Chosen<Picked>[] = [];
  const left: string[] = [];
  for (const file of files) {
    if (file.size > most.file) chosen.push({ file, problem: { kind: 'tooLarge', canRetry: false } });
    else if (count >= most.count) left.push(file.name);
    else if (bytes + file.size > most.message)
      chosen.push({ file, problem: { kind: 'tooLargeTogether', canRetry: false } });
    else {
      chosen.push({ file });
      count += 1;
      bytes += file.size;
    }
  }
  return { chosen, left };
}

/** Refusals that another try may not meet: all others need another file. */
const mayPass = new Set(['RATE_LIMITED', 'UPLOAD_QUOTA_EXCEEDED', 'STORAGE_FULL', 'STORAGE_UNAVAILABLE']);

/** What an answer without success means. `status` is 0 when there was none; `body` is the API's envelope, or anything. */
export function problemOf(status: number, body: string): UploadProblem {
  if (status === 0) return { kind: 'network', canRetry: true };
  if (status === 401) return { kind: 'signedOut', canRetry: true };
  let said: { message?: unknown; error?: unknown } = {};
  try {
    said = Object(JSON.parse(body));
  } catch {
    // Something between us and the server answered.
  }
  const code = typeof said.message === 'string' ? said.message : 'INTERNAL_ERROR';
  if (code === 'FILE_TOO_LARGE') return { kind: 'tooLarge', canRetry: false };
  const text = typeof said.error === 'string' ? said.error : '';
  return { kind: 'refused', code, text, canRetry: status >= 500 || mayPass.has(code) };
}

/** Whether somebody still has to wait for it. */
export const isUnderWay = ({ state }: UploadItem) => state === 'waiting' || state === 'sending' || state === 'offline';

const ofClipboard = /^image\.(png|jpe?g|gif|webp)$/i;
const two = (number: number) => String(number).padStart(2, '0');

/**
 * The name of what was pasted. Browsers call every screenshot `image.png`: such a one is named by `word` and the time,
 * `captura-2026-11-21-1432.png`; any other keeps its name.
 */
export function pastedName(name: string, word: string, now: Date): string {
  const ending = ofClipboard.exec(name)?.[1];
  if (!ending) return name;
  const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join('-');
  return `${word}-${day}-${two(now.getHours())}${two(now.getMinutes())}.${ending.toLowerCase()}`;
}

/** A limit of so many bytes as people are told of it: never more than what is taken, "25 MB" of 25 MiB. */
export function formatLimit(bytes: number, locale: string): string {
  const mebi = bytes / 2 ** 20;
  const shown = mebi >= 1 ? Math.floor(mebi) : Math.floor(bytes / 1e4) / 100;
  return `${new Intl.NumberFormat(locale).format(shown)} MB`;
}

/**
 * A message's files in the order in which they were chosen, though they came in another: first what it had before, last its
 * links.
 */
export function inOrder(
  files: readonly AttachmentLink[],
  items: readonly UploadItem[],
  isLink: (file: AttachmentLink) => boolean,
): AttachmentLink[] {
  const place = (file: AttachmentLink) =>
    isLink(file) ? items.length : items.findIndex((item) => item.file?.url === file.url);
  return files
    .map((file) => ({ file, at: place(file) }))
    .sort((one, other) => one.at - other.at)
    .map(({ file }) => file);
}

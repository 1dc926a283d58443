import type { Readable } from 'node:stream';

/** Bytes that are written but stand under no name yet. */
export interface Staged {
  size: number;
  /** Gives them their name, all at once and for good: a crash leaves them whole under it, or not there. Naming again what is there already is no error. */
  commit(key: string): Promise<void>;
  /** Throws them away; after commit() it does nothing. */
  discard(): Promise<void>;
}

/**
 * Where bytes live: a folder, or a bucket. A key is `[a-z0-9./-]+`, without a leading slash and `..`:
 * `sha256/ab/abcd…` for the bytes of files, `thumbnails/…`, `parts/…`, and `desks/…` for whose they are.
 * Errors of all: `STORAGE_FULL`, `STORAGE_UNAVAILABLE` (AppError); nothing hangs longer than half a minute without progress.
 */
export interface Storage {
  /** Where, without secrets, for operators: `/srv/hilo/files`, `s3://bucket/prefix`. */
  readonly place: string;
  /** Writes a stream; `signal` and an error of the source leave nothing behind. */
  stage(source: AsyncIterable<Uint8Array>, options?: { signal?: AbortSignal }): Promise<Staged>;
  /** Bytes from `start` to `end`, both included; all without a range. Null when there is no such key. */
  read(key: string, range?: { start: number; end: number }): Promise<Readable | null>;
  /** Null when there is no such key. */
  size(key: string): Promise<number | null>;
  /** Every key that begins with the prefix, in any order. */
  list(prefix: string): AsyncIterable<{ key: string; size: number; modifiedAt: Date }>;
  /** What is not there is no error. */
  remove(key: string): Promise<void>;
  /** Throws away what was staged more than a day ago by processes that were killed over it, and says how many there were. */
  clean(): Promise<number>;
  /**
   * An address where anybody may fetch it for some seconds; undefined where there is no such thing: a folder, or a bucket
   * that browsers are not to be sent to.
   */
  link?(key: string, options: { seconds: number; disposition: string; type: string }): Promise<string>;
}

/** Staging takes no longer: in milliseconds. */
export const STALE_MS = 24 * 60 * 60 * 1000;

/** The key itself. Throws where it is not of the shape that every storage can hold: keys are ours, not people's. */
export function checkKey(key: string): string {
  if (!/^[a-z0-9][a-z0-9.-]*(\/[a-z0-9][a-z0-9.-]*)+$/.test(key) || key.startsWith('tmp/')) {
    throw new Error('This is no key of the storage.');
  }
  return key;
}

/** The key of a file's bytes. `sha256` is in hexadecimal. */
export function blobKey(sha256: string): string {
  return `sha256/${sha256.slice(0, 2)}/${sha256}`;
}

/** The SHA-256 that the name of bytes promises; undefined of keys that are named otherwise. */
export const promisedBy = (key: string): string | undefined => /^sha256\/[0-9a-f]{2}\/([0-9a-f]{64})$/.exec(key)?.[1];

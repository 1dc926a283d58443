import type { Readable } from 'node:stream';
import { AppError } from '@/lib/platform/errors';
import { log } from '@/lib/platform/log';
import { blobKey } from '@/lib/platform/storage';
import { storage } from '@/lib/platform/storage-place';
import { servedAs } from '../rules';
import type { UploadRow } from './readable';

/** The bytes of a file and how they are to be sent: see `SentFile` in lib/http/file.ts. */
export interface StoredFile {
  filename: string;
  type: string;
  isInline: boolean;
  size: number;
  etag: string;
  cacheControl: string;
  open(range?: { start: number; end: number }): Promise<Readable | null>;
  elsewhere?(disposition: string): Promise<string>;
}

/** How long an address of the bucket's own lasts, in seconds: for the one download that is sent there. */
const linkSeconds = 300;

/** Seconds after which the scanner has usually been. */
const scanSeconds = 3;

/**
 * Refuses what must not be read, or not yet, of a file that the reader may know of. Gives the hash of its bytes.
 * Errors: `ATTACHMENT_NOT_FOUND` (not all there yet), `ATTACHMENT_NOT_SCANNED`, `ATTACHMENT_INFECTED`.
 */
function requireReadable({ sha256, scan }: UploadRow): string {
  if (sha256 === null) throw new AppError('ATTACHMENT_NOT_FOUND');
  if (scan === 'infected') throw new AppError('ATTACHMENT_INFECTED');
  if (scan === 'pending') throw new AppError('ATTACHMENT_NOT_SCANNED', { retryAfter: scanSeconds });
  return sha256;
}

/**
 * The file's bytes. They are asked for anew each time, by their tag, for who may read them can change from one day to the
 * next. Errors: `ATTACHMENT_NOT_FOUND` where `filename` is not its name too, `ATTACHMENT_NOT_SCANNED`, `ATTACHMENT_INFECTED`.
 */
export function fileOf(row: UploadRow, filename: string): StoredFile {
  if (filename !== row.filename) throw new AppError('ATTACHMENT_NOT_FOUND');
  const sha256 = requireReadable(row);
  const key = blobKey(sha256);
  const { link } = storage();
  const { type, isInline } = servedAs(row.type);
  return {
    filename,
    type,
    isInline,
    size: row.size,
    etag: `"${sha256}"`,
    cacheControl: 'private, no-cache',
    open: (range) => storage().read(key, range),
    // PDF is drawn by our pages, which may ask nobody but us.
    ...(link &&
      type !== 'application/pdf' && {
        elsewhere: (disposition) => link(key, { seconds: linkSeconds, disposition, type }),
      }),
  };
}

/**
 * Its thumbnail. A page shows many at a time, and whoever saw one has seen it: a browser keeps it for an hour, for the same
 * session. Errors: as `fileOf`; `ATTACHMENT_NOT_FOUND` until it is made; `STORAGE_UNAVAILABLE` where it is lost.
 */
export async function thumbnailOf(row: UploadRow, filename: string): Promise<StoredFile> {
  const { etag } = fileOf(row, filename);
  if (row.thumbnail !== 'made') throw new AppError('ATTACHMENT_NOT_FOUND');
  const key = `thumbnails/${row.id}.webp`;
  const size = await storage().size(key);
  if (size === null) {
    log().error({ uploadId: row.id }, 'a thumbnail is not in storage');
    throw new AppError('STORAGE_UNAVAILABLE', { retryAfter: 5 });
  }
  return {
    filename: `${filename}.webp`,
    type: 'image/webp',
    isInline: true,
    size,
    etag: `${etag.slice(0, -1)}-thumbnail"`,
    cacheControl: 'private, max-age=3600',
    open: (range) => storage().read(key, range),
  };
}

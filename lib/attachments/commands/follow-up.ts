import type { Queryable } from '@/lib/platform/db';
import { env } from '@/lib/platform/env';
import { enqueue } from '@/lib/platform/queue';

/** Of what thumbnails are made: pictures that every browser shows. (SVG is a program; sharp as installed reads no HEIC.) */
const pictures = new Set(['image/png', 'image/apng', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);

/** A larger picture gets no thumbnail: it is read into memory to make one. */
const largest = 64 * 1024 * 1024;

/** What is to happen to a file whose bytes are all there: the first values of `uploads.scan` and `uploads.thumbnail`. */
export function firstStates(type: string, size: number): { scan: 'none' | 'pending'; thumbnail: 'none' | 'pending' } {
  return {
    scan: env().HILO_CLAMD ? 'pending' : 'none',
    thumbnail: pictures.has(type) && size > 0 && size <= largest ? 'pending' : 'none',
  };
}

/** Has a file looked at by the scanner, or, where nothing scans or it is through, its thumbnail made. In the transaction that says so. */
export async function enqueueFollowUp(
  tx: Queryable,
  upload: { id: string; scan: string; thumbnail: string },
): Promise<void> {
  if (upload.scan === 'pending') await enqueueScan(tx, upload.id);
  else if (upload.thumbnail === 'pending') {
    await enqueue(tx, 'attachments.thumbnail', { uploadId: upload.id }, { key: `attachments.thumbnail:${upload.id}` });
  }
}

/** Has a file looked at by the scanner, at once or after so many milliseconds. A job for it that waits is replaced. */
export function enqueueScan(tx: Queryable, id: string, afterMs?: number): Promise<void> {
  return enqueue(tx, 'attachments.scan', { uploadId: id }, { key: `attachments.scan:${id}`, afterMs });
}

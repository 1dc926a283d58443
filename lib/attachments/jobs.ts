import { z } from 'zod';
import { makeThumbnailOf } from './commands/make-thumbnail';
import { mendUploads } from './commands/mend';
import { scanUpload } from './commands/scan';
import { sweepStorage } from './commands/sweep';

const uploadSchema = z.object({ uploadId: z.uuid() });

/** How many files are scanned or made thumbnails of at once in one process: each takes memory and a core. */
export const filePlaces = 2;

/** `attachments.scan`: the scanner looks at a file. */
export async function scanFile(payload: unknown, signal: AbortSignal): Promise<void> {
  await scanUpload(uploadSchema.parse(payload).uploadId, signal);
}

/** `attachments.thumbnail`: a picture gets its thumbnail. */
export async function makeFileThumbnail(payload: unknown): Promise<void> {
  await makeThumbnailOf(uploadSchema.parse(payload).uploadId);
}

/** `attachments.mend`: takes up what waits for a scan or a thumbnail and nobody is at. */
export async function mendFiles(): Promise<void> {
  await mendUploads();
}

/** `attachments.sweep`: clears away bytes that nobody names, in a share of the storage. */
export async function sweepFiles(_: unknown, signal: AbortSignal): Promise<void> {
  await sweepStorage({ signal });
}

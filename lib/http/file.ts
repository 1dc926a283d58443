import type { Readable } from 'node:stream';
import { AppError } from '@/lib/platform/errors';
import { log } from '@/lib/platform/log';
import { announceLength } from '@/lib/platform/own-response';
import { chunkPassed } from '@/lib/platform/passing-bytes';
import { disposition } from './disposition';
import { isUnchanged } from './endpoint';
import { type ByteRange, rangeOf } from './range';
import { replyError } from './reply';

/** A file to be sent, as the bytes are: nothing of it is ever in memory whole. */
export interface SentFile {
  filename: string;
  /** The media type that is told. */
  type: string;
  /** Browsers may show it; else it is only ever a download. */
  isInline: boolean;
  /** In bytes. */
  size: number;
  /** A strong entity tag: of the same bytes the same. */
  etag: string;
  cacheControl: string;
  /** Its bytes; null when they are lost. */
  open(range?: ByteRange): Promise<Readable | null>;
  /** An address elsewhere where it may be fetched for a moment, where there is one. Of downloads only: our headers stay behind. */
  elsewhere?(disposition: string): Promise<string>;
}

/**
 * What keeps a file from doing anything, whatever is in it and wherever it is opened: no script, no form, no request, not even
 * the origin of the desk; no other site may show it; its type is what we say.
 */
const harmless = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "sandbox; default-src 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
};

/**
 * The chunks of a stream as a body of exactly `size` bytes. The next is read when the one before has gone out; a reader who
 * leaves ends the stream. What fails, or ends too soon, cuts the connection: it must not look whole.
 */
async function bodyOf(
  source: Readable,
  { size, name, signal }: { size: number; name: string; signal: AbortSignal },
): Promise<ReadableStream<Uint8Array>> {
  let isLeft = false;
  const leave = () => {
    isLeft = true;
    source.destroy();
  };
  // Whoever leaves before the answer begins never cancels its body.
  signal.addEventListener('abort', leave, { once: true });
  if (signal.aborted) leave();
  const chunks = source.iterator() as AsyncIterator<Uint8Array>;
  let left = size;
  const read = async () => {
    const { done, value } = await chunks.next();
    if (done && left > 0) throw new Error(`${left} of ${size} bytes are missing`);
    left -= done ? 0 : value.byteLength;
    if (!done) chunkPassed(value.byteLength);
    if (left < 0) throw new Error(`there are more than ${size} bytes`);
    return done ? undefined : value;
  };
  // What is wrong from the start is answered as any error.
  let next = await read();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (next === undefined) return controller.close();
        controller.enqueue(next);
        try {
          next = await read();
        } catch (error) {
          if (isLeft) return;
          source.destroy();
          log().error({ err: error, file: name }, 'a file was cut');
          controller.error(error);
        }
      },
      cancel: leave,
    },
    { highWaterMark: 0 },
  );
}

async function openFile(
  { signal }: Request,
  file: SentFile,
  range: ByteRange | undefined,
): Promise<ReadableStream<Uint8Array>> {
  const size = range ? range.end - range.start + 1 : file.size;
  const source = await file.open(range);
  try {
    if (!source) throw new Error('its bytes are not in storage');
    return await bodyOf(source, { size, name: file.etag, signal });
  } catch (error) {
    source?.destroy();
    if (error instanceof AppError) throw error;
    // Nobody waits for the answer, and nothing is wrong that an operator should read of.
    if (signal.aborted) throw new AppError('STORAGE_UNAVAILABLE', { retryAfter: 5 });
    log().error({ err: error, file: file.etag }, 'a file cannot be read');
    throw new AppError('STORAGE_UNAVAILABLE', { retryAfter: 5, cause: error });
  }
}

/** `If-Range` lets a range in only while the file is the one that the reader has the rest of. */
function wantedRange(request: Request, file: SentFile): ByteRange | 'unsatisfiable' | undefined {
  const condition = request.headers.get('if-range');
  if (request.method !== 'GET' || (condition !== null && condition.trim() !== file.etag)) return undefined;
  return rangeOf(request.headers.get('range'), file.size);
}

/**
 * Sends a file, or the one stretch of it that is asked for; 304 to whom has it already. `requestId` is for a 416.
 * Errors: `STORAGE_UNAVAILABLE`, also where its bytes are lost: then it is logged.
 */
export async function replyFile(request: Request, file: SentFile, requestId: string): Promise<Response> {
  const known = { etag: file.etag, 'cache-control': file.cacheControl, vary: 'authorization, cookie' };
  if (isUnchanged(request.headers.get('if-none-match') ?? undefined, file.etag))
    return new Response(null, { status: 304, headers: known });
  const named = disposition(file.isInline ? 'inline' : 'attachment', file.filename);
  if (file.elsewhere && !file.isInline && request.method === 'GET') {
    const location = await file.elsewhere(named);
    return new Response(null, { status: 302, headers: { location, 'cache-control': 'private, no-store' } });
  }
  const range = wantedRange(request, file);
  if (range === 'unsatisfiable')
    return replyError(request, new AppError('RANGE_NOT_SATISFIABLE'), requestId, {
      'content-range': `bytes */${file.size}`,
    });
  const body = request.method === 'HEAD' ? null : await openFile(request, file, range);
  announceLength(range ? range.end - range.start + 1 : file.size);
  const headers = {
    ...known,
    ...harmless,
    'content-type': file.type,
    'content-disposition': named,
    'accept-ranges': 'bytes',
    ...(range && { 'content-range': `bytes ${range.start}-${range.end}/${file.size}` }),
  };
  return new Response(body, { status: range ? 206 : 200, headers });
}

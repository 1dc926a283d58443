import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyInstance } from '@fastify/busboy';
import { parse } from 'content-disposition';
import { AppError, invalid } from '@/lib/platform/errors';
import { arrivingRequest } from '@/lib/platform/own-response';

/** What stands in a multipart body around its file: boundaries, and headers of the part. */
const wrapping = 64 * 1024;

/** A file on its way in. */
interface SentFile {
  /** As its sender calls it. */
  filename: string;
  /** In bytes, where the sender said it. */
  expectedSize?: number;
  /** To be read once. Errors: `INVALID_UPLOAD` when it is cut off or badly wrapped, `FILE_TOO_LARGE`. */
  bytes: AsyncIterable<Uint8Array>;
}

/**
 * The chunks of a body, to be read once. Whoever leaves early leaves the rest unread but the connection whole, so that the
 * answer still goes out on it; then the server bounds what may still come.
 */
function chunksOf(request: Request): AsyncIterable<Uint8Array> {
  const arriving = arrivingRequest();
  if (arriving) return arriving.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
  return request.body?.values({ preventCancel: true }) ?? Readable.from([]);
}

/** The bytes of a body, of which there may be no more than `max`. Errors: as `SentFile.bytes`. */
async function* bytesOf(request: Request, max: number): AsyncGenerator<Uint8Array> {
  let size = 0;
  try {
    for await (const chunk of chunksOf(request)) {
      size += chunk.byteLength;
      if (size > max) throw new AppError('FILE_TOO_LARGE');
      yield chunk;
    }
  } catch (error) {
    throw asInvalid(error);
  }
}

/** Whoever hangs up or sends what cannot be read has sent no file; what we throw ourselves stays. */
function asInvalid(error: unknown): AppError {
  return error instanceof AppError ? error : new AppError('INVALID_UPLOAD', { cause: error });
}

const noName = () => invalid({ field: 'filename', code: 'INVALID_FILENAME' });

/** Headers hold bytes. A name that was put there as UTF-8, which is not allowed but done, is read as that. */
function asUtf8(name: string): string {
  if (!/[\u0080-\u00ff]/.test(name) || /[^\0-\u00ff]/.test(name)) return name;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(name, 'latin1'));
  } catch {
    return name;
  }
}

function rawFile(request: Request, max: number): SentFile {
  const { filename } = parse(request.headers.get('content-disposition') ?? '').parameters;
  if (!filename) throw noName();
  const length = request.headers.get('content-length');
  return {
    filename: asUtf8(filename),
    ...(length !== null && { expectedSize: Number(length) }),
    bytes: bytesOf(request, max),
  };
}

function parserOf(contentType: string): BusboyInstance {
  try {
    const limits = { parts: 2, headerPairs: 16, headerSize: 16 * 1024, fieldSize: 1024 };
    return new Busboy({ headers: { 'content-type': contentType }, limits });
  } catch (error) {
    throw asInvalid(error);
  }
}

/** The one part `file` of a form. Its bytes end only when the form has ended well, with nothing else in it. */
function fileOfForm(request: Request, contentType: string, max: number): Promise<SentFile> {
  const parser = parserOf(contentType);
  const left = new AbortController();
  return new Promise((resolve, reject) => {
    let part: Readable | undefined;
    const source = Readable.from(bytesOf(request, max + wrapping), { objectMode: false });
    const done = pipeline(source, parser, { signal: left.signal });
    const refuse = () => parser.destroy(new AppError('INVALID_UPLOAD'));
    done.then(
      () => reject(new AppError('INVALID_UPLOAD')),
      (error) => {
        part?.destroy(asInvalid(error));
        reject(asInvalid(error));
      },
    );
    async function* bytes(file: Readable) {
      try {
        yield* file;
        await done;
      } catch (error) {
        throw asInvalid(error);
      } finally {
        left.abort();
      }
    }
    for (const event of ['field', 'partsLimit'] as const) parser.on(event, refuse);
    parser.on('file', (name, file, filename) => {
      // Heard by whoever reads it, who may not have begun.
      file.on('error', () => undefined);
      if (name !== 'file' || part) return refuse();
      if (!filename) return parser.destroy(noName());
      part = file;
      resolve({ filename, bytes: bytes(file) });
    });
  });
}

/**
 * The file that a request brings: the part `file` of a `multipart/form-data`, which must be its only one, or the body itself,
 * named by `Content-Disposition`. What is announced larger than `max` bytes is refused unread.
 * Errors: `FILE_TOO_LARGE`, `INVALID_UPLOAD`, `INVALID_FILENAME` (none), `UNSUPPORTED_MEDIA_TYPE` (a compressed body).
 */
export async function sentFile(request: Request, max: number): Promise<SentFile> {
  const contentType = request.headers.get('content-type') ?? '';
  const isForm = /^multipart\/form-data\s*(;|$)/i.test(contentType.trim());
  const length = Number(request.headers.get('content-length') ?? 0);
  if (length > max + (isForm ? wrapping : 0)) throw new AppError('FILE_TOO_LARGE');
  if (!/^(identity)?$/i.test(request.headers.get('content-encoding') ?? '')) {
    throw new AppError('UNSUPPORTED_MEDIA_TYPE');
  }
  return isForm ? fileOfForm(request, contentType, max) : rawFile(request, max);
}

/** How many files one person may be sending at once: each may take its time, and holds a connection and room on the disk. */
const mostAtOnce = 50;
const sending = new Map<string, number>();

/**
 * Does what a body is read for, which `userId` sends; when the client hangs up over it, that is no failure of ours.
 * Errors: `RATE_LIMITED` where they are sending too many already.
 */
export async function whileSent<T>(request: Request, userId: string, work: () => Promise<T>): Promise<T> {
  const before = sending.get(userId) ?? 0;
  if (before >= mostAtOnce) throw new AppError('RATE_LIMITED', { retryAfter: 5 });
  sending.set(userId, before + 1);
  try {
    return await work();
  } catch (error) {
    throw request.signal.aborted ? asInvalid(error) : error;
  } finally {
    const left = (sending.get(userId) ?? 1) - 1;
    if (left > 0) sending.set(userId, left);
    else sending.delete(userId);
  }
}

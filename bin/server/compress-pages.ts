import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, createBrotliCompress, createGzip, gzip } from 'node:zlib';

/** An answer that is not over by then goes out as it comes: a page of which a part is still being waited for. */
const WAIT_MS = 20;
/** Nor is more than this held back. */
const MOST_BYTES = 1_000_000;
/** Smaller answers fit in one packet as they are. */
const LEAST_BYTES = 1_000;

const compressible = /^text\/(?!event-stream)|\b(json|javascript|xml)\b|\+(json|xml)\b/;

const brotli = (sizeHint: number) => ({
  params: {
    [constants.BROTLI_PARAM_QUALITY]: 4,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_SIZE_HINT]: sizeHint,
  },
});
/** How each packs a body that is whole, and one that comes in pieces. */
const encodings = {
  br: {
    pack: (body: Buffer) => promisify(brotliCompress)(body, brotli(body.length)),
    packer: () => createBrotliCompress(brotli(0)),
  },
  gzip: { pack: (body: Buffer) => promisify(gzip)(body), packer: () => createGzip() },
};
type Encoding = keyof typeof encodings;

/** Which of ours the reader takes: of `br;q=0` and the like it does not. */
export function encodingFor(accepted: string | undefined): Encoding | undefined {
  const taken = new Set<string>();
  for (const each of (accepted ?? '').toLowerCase().split(',')) {
    const [name = '', ...rest] = each.split(';').map((part) => part.trim());
    if (!rest.some((part) => /^q=0(\.0*)?$/.test(part))) taken.add(name);
  }
  return taken.has('br') ? 'br' : taken.has('gzip') ? 'gzip' : undefined;
}

type Write = (chunk: unknown, encoding?: unknown, done?: unknown) => boolean;
type End = (chunk?: unknown, encoding?: unknown, done?: unknown) => ServerResponse;

function bytesOf(chunk: unknown, encoding: unknown): Buffer {
  if (typeof chunk !== 'string') return chunk as Buffer;
  return Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8');
}

/** Whether this answer is to be compressed, as far as its head tells by now. */
function isMeant(req: IncomingMessage, res: ServerResponse): boolean {
  if (req.method === 'HEAD' || res.statusCode === 204 || res.statusCode === 304) return false;
  // A part of a file is told by the bytes of the whole.
  if (res.hasHeader('Content-Encoding') || res.hasHeader('Content-Range')) return false;
  if (String(res.getHeader('Cache-Control')).includes('no-transform')) return false;
  return compressible.test(String(res.getHeader('Content-Type') ?? ''));
}

/**
 * Compresses what Next answers (its own `compress` is off): in one piece, by another thread, for nearly every page is over within a
 * moment of its beginning; what is not goes out in pieces as it comes. Next's way is by pieces always, each of which waits
 * for a thread: a fifth of a page's time (docs/performance.md).
 */
export function compressPage(req: IncomingMessage, res: ServerResponse): void {
  const raw = {
    write: res.write.bind(res) as Write,
    end: res.end.bind(res) as End,
    flushHeaders: res.flushHeaders.bind(res),
  };
  const encoding = encodingFor(req.headers['accept-encoding'] as string | undefined);
  let held: Buffer[] | undefined;
  let heldBytes = 0;
  let timer: NodeJS.Timeout | undefined;

  /** From here on the answer is written by `ways`; what looks at it finds its own head again. */
  const go = (ways: { write: Write; end: End }) => {
    clearTimeout(timer);
    held = undefined;
    Reflect.deleteProperty(res, 'headersSent');
    Object.assign(res, ways, { flushHeaders: raw.flushHeaders });
  };

  const inPieces = () => {
    if (!encoding || !held || res.destroyed) return;
    const pieces = held;
    const encoder = encodings[encoding].packer();
    encoder.on('data', (chunk: Buffer) => {
      if (!raw.write(chunk)) encoder.pause();
    });
    encoder.on('end', () => raw.end());
    // Whoever writes waits for the response, which may have had room all along.
    encoder.on('drain', () => res.emit('drain'));
    encoder.on('error', (error) => res.destroy(error));
    res.on('drain', () => encoder.resume());
    res.once('close', () => encoder.destroy());
    const write: Write = (chunk, form) => {
      const hasRoom = encoder.write(bytesOf(chunk, form));
      encoder.flush();
      return hasRoom;
    };
    const end: End = (chunk, form) => {
      if (chunk !== undefined && chunk !== null && typeof chunk !== 'function') encoder.write(bytesOf(chunk, form));
      encoder.end();
      return res;
    };
    go({ write, end });
    res.setHeader('Content-Encoding', encoding);
    res.removeHeader('Content-Length');
    for (const piece of pieces) encoder.write(piece);
    encoder.flush();
  };

  const inOne = (body: Buffer) => {
    if (!encoding || body.length < LEAST_BYTES) {
      go(raw);
      return void raw.end(body);
    }
    // Nothing else may begin or end this answer meanwhile.
    go({ write: () => false, end: () => res });
    Object.defineProperty(res, 'headersSent', { value: true, configurable: true });
    encodings[encoding].pack(body).then(
      (packed) => {
        Reflect.deleteProperty(res, 'headersSent');
        if (res.destroyed) return;
        res.setHeader('Content-Encoding', encoding);
        res.setHeader('Content-Length', packed.length);
        raw.end(packed);
      },
      (error: Error) => res.destroy(error),
    );
  };

  /** Begins to hold back, or finds that this answer is to go as it is. */
  const hold = (): boolean => {
    if (held) return true;
    const isOurs = !res.headersSent && isMeant(req, res);
    const vary = res.getHeader('Vary');
    if (isOurs) res.setHeader('Vary', vary ? `${String(vary)}, Accept-Encoding` : 'Accept-Encoding');
    if (!isOurs || !encoding) {
      go(raw);
      return false;
    }
    held = [];
    timer = setTimeout(inPieces, WAIT_MS);
    // As if it were out: whoever fails from now on must not begin another answer behind this one's pieces.
    Object.defineProperty(res, 'headersSent', { value: true, configurable: true });
    return true;
  };

  const write: Write = (chunk, form, done) => {
    if (!hold()) return raw.write(chunk, form, done);
    const bytes = bytesOf(chunk, form);
    held?.push(bytes);
    heldBytes += bytes.length;
    if (heldBytes > MOST_BYTES) inPieces();
    return true;
  };
  const end: End = (chunk, form, done) => {
    if (chunk === undefined || chunk === null || typeof chunk === 'function') {
      if (!held) {
        go(raw);
        return raw.end(chunk, form, done);
      }
    } else if (!hold()) return raw.end(chunk, form, done);
    else held?.push(bytesOf(chunk, form));
    inOne(Buffer.concat(held ?? []));
    return res;
  };
  Object.assign(res, { write, end, flushHeaders: () => undefined });
}

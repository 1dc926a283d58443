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
export function encodingFor(accepted: string | string[] | undefined): Encoding | undefined {
  const taken = new Set<string>();
  for (const each of String(accepted ?? '')
    .toLowerCase()
    .split(',')) {
    const [name = '', ...rest] = each.split(';').map((part) => part.trim());
    if (!rest.some((part) => /^q=0(\.0*)?$/.test(part))) taken.add(name);
  }
  return taken.has('br') ? 'br' : taken.has('gzip') ? 'gzip' : undefined;
}

type Done = (error?: Error | null) => void;
type Write = (chunk: unknown, form?: unknown, done?: unknown) => boolean;
type End = (chunk?: unknown, form?: unknown, done?: unknown) => ServerResponse;

/** Where an answer is over or its reader gone. */
const shut = (res: ServerResponse) => ({ write: () => false, end: () => res });

function bytesOf(chunk: unknown, form: unknown): Buffer {
  if (typeof chunk !== 'string') return chunk as Buffer;
  return Buffer.from(chunk, typeof form === 'string' ? (form as BufferEncoding) : 'utf8');
}

/** What is to be called when it is done: the last argument, wherever it stands. */
const doneOf = (...given: unknown[]) => given.find((each): each is Done => typeof each === 'function');

/** Whether this answer is one of those that come in several packings, as far as its head tells by now. */
function isPackable(res: ServerResponse): boolean {
  // A part of a file is told by the bytes of the whole.
  if (res.hasHeader('Content-Encoding') || res.hasHeader('Content-Range')) return false;
  if (String(res.getHeader('Cache-Control')).includes('no-transform')) return false;
  return compressible.test(String(res.getHeader('Content-Type') ?? ''));
}

const hasNoBody = (req: IncomingMessage, { statusCode }: ServerResponse) =>
  req.method === 'HEAD' || statusCode === 204 || statusCode === 304;

/**
 * Compresses what Next answers (its own `compress` is off): in one piece, by another thread, for nearly every page is over within a
 * moment of its beginning; what is not goes out in pieces as it comes. Next's way is by pieces always, each of which waits
 * for a thread: a fifth of a page's time (docs/performance.md).
 */
export function compressPage(req: IncomingMessage, res: ServerResponse): void {
  const { writeHead } = res;
  const raw = {
    write: res.write.bind(res) as Write,
    end: res.end.bind(res) as End,
    flushHeaders: res.flushHeaders.bind(res),
  };
  const encoding = encodingFor(req.headers['accept-encoding']);
  let held: Buffer[] | undefined;
  let heldBytes = 0;
  let timer: NodeJS.Timeout | undefined;

  /** As if the head were out: whoever fails from now on must not begin another answer in this one's place. */
  const seal = () => {
    Object.defineProperty(res, 'headersSent', { value: true, configurable: true });
    res.writeHead = () => {
      throw Object.assign(new Error('The head of this answer is on its way.'), { code: 'ERR_HTTP_HEADERS_SENT' });
    };
  };
  const unseal = () => {
    Reflect.deleteProperty(res, 'headersSent');
    res.writeHead = writeHead;
  };

  /** From here on the answer is written by `ways`. */
  const go = (ways: { write: Write; end: End }) => {
    clearTimeout(timer);
    held = undefined;
    unseal();
    Object.assign(res, ways, { flushHeaders: raw.flushHeaders });
  };

  const inPieces = () => {
    if (!encoding || !held || res.destroyed) return;
    const pieces = held;
    const encoder = encodings[encoding].packer();
    encoder.on('data', (chunk: Buffer) => {
      unseal();
      if (!raw.write(chunk)) encoder.pause();
    });
    encoder.on('end', () => raw.end());
    // Whoever writes waits for the response, which may have had room all along.
    encoder.on('drain', () => res.emit('drain'));
    encoder.on('error', (error) => res.destroy(error));
    res.on('drain', () => encoder.resume());
    res.once('close', () => encoder.destroy());
    const write: Write = (chunk, form, done) => {
      if (res.destroyed) return false;
      const hasRoom = encoder.write(bytesOf(chunk, form), doneOf(form, done));
      encoder.flush();
      return hasRoom;
    };
    const end: End = (chunk, form, done) => {
      const last = doneOf(chunk, form, done);
      if (last) res.once('finish', last);
      if (chunk !== undefined && chunk !== null && chunk !== last) encoder.write(bytesOf(chunk, form));
      encoder.end();
      Object.assign(res, shut(res));
      return res;
    };
    go({ write, end });
    res.setHeader('Content-Encoding', encoding);
    res.removeHeader('Content-Length');
    for (const piece of pieces) encoder.write(piece);
    encoder.flush();
    // Until the first of them is packed.
    seal();
  };

  const inOne = (body: Buffer) => {
    if (!encoding || body.length < LEAST_BYTES) {
      go(raw);
      return void raw.end(body);
    }
    go(shut(res));
    seal();
    encodings[encoding]
      .pack(body)
      .then((packed) => {
        unseal();
        if (res.destroyed) return;
        res.setHeader('Content-Encoding', encoding);
        res.setHeader('Content-Length', packed.length);
        raw.end(packed);
      })
      .catch((error: Error) => res.destroy(error));
  };

  /** Begins to hold back, or finds that this answer is to go as it is. */
  const hold = (): boolean => {
    if (held) return true;
    const varies = !res.headersSent && (res.statusCode === 304 || isPackable(res));
    const vary = res.getHeader('Vary');
    if (varies) res.setHeader('Vary', vary ? `${String(vary)}, Accept-Encoding` : 'Accept-Encoding');
    if (!varies || !encoding || hasNoBody(req, res)) {
      go(raw);
      return false;
    }
    held = [];
    timer = setTimeout(inPieces, WAIT_MS);
    seal();
    return true;
  };

  const write: Write = (chunk, form, done) => {
    if (!hold()) return raw.write(chunk, form, done);
    const next = doneOf(form, done);
    if (next) queueMicrotask(next);
    if (res.destroyed) return false;
    const bytes = bytesOf(chunk, form);
    held?.push(bytes);
    heldBytes += bytes.length;
    if (heldBytes > MOST_BYTES) inPieces();
    return true;
  };
  const end: End = (chunk, form, done) => {
    if (!hold()) return raw.end(chunk, form, done);
    const last = doneOf(chunk, form, done);
    if (last) res.once('finish', last);
    if (chunk !== undefined && chunk !== null && chunk !== last) held?.push(bytesOf(chunk, form));
    inOne(Buffer.concat(held ?? []));
    return res;
  };
  Object.assign(res, { write, end, flushHeaders: () => undefined });
}

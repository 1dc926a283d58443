import type { IncomingMessage, ServerResponse } from 'node:http';
import { env } from '@/lib/platform/env';

/** How long a client may still send a body that nobody reads, so that it gets to see the answer. */
const LINGER_MS = 3_000;
/** As much is read of a body that nobody wants and that does not say how long it is, in bytes: some never end. */
const MOST_UNTOLD = 1_048_576;
/** How long a body may take to arrive, however small. */
const BODY_MS = 120_000;
/** A file may take longer, as long as it comes no slower than this on the whole, in bytes a millisecond; what does not move at all is cut before. */
const SLOWEST = 4;

const cutLater = (req: IncomingMessage) =>
  setTimeout(() => {
    // Node takes the socket away from a request whose connection has ended.
    if (!req.complete) (req.socket as typeof req.socket | null)?.destroy();
  }, LINGER_MS).unref();

/** A client that goes on sending after its answer is cut off, rather than read to the end of its patience. */
export function boundUnreadBody(req: IncomingMessage, res: ServerResponse): void {
  res.once('finish', () => {
    if (req.complete) return;
    // Read on for that long: what lies unread when a connection ends takes the answer with it, and the connection's next request
    // stands behind it. Whoever was reading may have stopped for want of room, and would stop again.
    let left = Number(req.headers['content-length'] ?? MOST_UNTOLD) || 0;
    req.removeAllListeners('data').removeAllListeners('readable');
    req.on('data', (chunk: Buffer) => {
      left -= chunk.byteLength;
      if (left < 0) req.pause();
    });
    setImmediate(() => req.resume());
    cutLater(req);
  });
}

const isFile = ({ method }: IncomingMessage, pathname: string) =>
  (method === 'POST' || method === 'PATCH') && /^\/v2\/attachments(\/|$)/.test(pathname);

/** How long the body of a request may take, in milliseconds. */
export function patienceFor(req: IncomingMessage, pathname: string): number {
  if (!isFile(req, pathname)) return BODY_MS;
  const max = env().HILO_UPLOAD_MAX;
  const size = Math.min(Number(req.headers['content-length'] ?? max) || 0, max);
  return BODY_MS + size / SLOWEST;
}

/** Cuts off a body that takes longer than `patienceMs`. Node's own clock for that knows one time for all requests. */
export function boundSlowBody(req: IncomingMessage, res: ServerResponse, patienceMs: number): void {
  if (!req.headers['transfer-encoding'] && !Number(req.headers['content-length'])) return;
  const clock = setTimeout(() => {
    if (req.complete) return;
    if (res.headersSent) return void req.socket.destroy();
    // Past the answer that a handler may still be about to give: it has no body to answer to.
    req.socket.end('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    cutLater(req);
  }, patienceMs).unref();
  req.once('close', () => clearTimeout(clock));
}

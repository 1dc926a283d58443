import type { IncomingMessage, ServerResponse } from 'node:http';

/** Requests that may wait behind another one on their connection. Browsers send none ahead, proxies few. */
const MOST = 32;

const waiting = new WeakMap<object, number>();

/**
 * Resolves when it is this answer's turn on its connection, and never where that ends before. Node hands over a request that was
 * sent behind another one (pipelining) at once, but does not tell its response when the connection ends: a stream or a file that
 * was begun for it would stay open for nobody. Nor does Node stop reading while nothing is written: a connection on which too
 * many wait is ended, for each is 4.5 kB made of the 27 bytes that ask for it.
 */
export function turnOf({ socket }: IncomingMessage, res: ServerResponse): Promise<void> {
  if (res.socket) return Promise.resolve();
  const count = (waiting.get(socket) ?? 0) + 1;
  waiting.set(socket, count);
  if (count > MOST) socket.destroy();
  return new Promise((resolve) => {
    if (count <= MOST)
      res.once('socket', () => {
        waiting.set(socket, (waiting.get(socket) ?? 1) - 1);
        resolve();
      });
  });
}

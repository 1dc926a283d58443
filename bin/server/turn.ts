import type { ServerResponse } from 'node:http';

/**
 * Resolves when it is this answer's turn on its connection, and never where that ends before. Node hands over a request that was
 * sent behind another one (pipelining) at once, but does not tell its response when the connection ends: a stream or a file that
 * was begun for it would stay open for nobody.
 */
export function turnOf(res: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    if (res.socket) resolve();
    else res.once('socket', () => resolve());
  });
}

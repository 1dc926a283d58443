import type { Server, ServerResponse } from 'node:http';
import { type Socket, Server as TcpServer } from 'node:net';
import { setImmediate as afterArrivals, setTimeout as delay } from 'node:timers/promises';
import { answerOn } from './answer-on';

export interface Leaving {
  /** Answers `/readyz` while we leave, and once the port is closed lets no answer keep its connection. Gives whether it answered. */
  handle(pathname: string, res: ServerResponse): boolean;
  /** Takes no more requests, and resolves when the last one was answered, or cut off. */
  leave(): Promise<void>;
}

export interface LeavingOptions {
  /** How long the port stays open while `/readyz` says 503, for balancers that ask it. */
  announceMs: number;
  /** How long an idle connection may still bring a request that was on its way when we stopped: a proxy's, which keeps them. */
  lingerMs: number;
  /** After that, how long answers may take. */
  graceMs: number;
  /** Ends what would go on for as long as somebody listens. */
  endStreams(): Promise<void>;
}

/** Has the answer that is being made on a connection, if any, be its last. */
function lastOn(socket: Socket): void {
  const answer = answerOn(socket);
  if (answer && !answer.headersSent) answer.shouldKeepAlive = false;
}

/**
 * The end of a server that stands behind a balancer: first it says so, then it takes no more connections, and each that is
 * still open is closed by the answer to its next request. A connection closed while a request travels on it is one that the
 * balancer may not send again.
 */
export function leaving(server: Server, sockets: Set<Socket>, options: LeavingOptions): Leaving {
  let isLeaving = false;
  let isClosed = false;
  const leave = async () => {
    const { announceMs, lingerMs, graceMs, endStreams } = options;
    isLeaving = true;
    // Connections stay open meanwhile: each new one could be the one that the port's closing resets.
    await delay(announceMs);
    // Once more round the loop: what the kernel took in meanwhile is ours, where a closing port would reset it.
    await afterArrivals();
    isClosed = true;
    for (const socket of sockets) lastOn(socket);
    // The port alone: http's own close() would also cut the idle connections, now.
    const closed = new Promise<void>((resolve) => TcpServer.prototype.close.call(server, () => resolve()));
    await endStreams();
    // Not closeAllConnections(): it forgets those that were upgraded (development's live reload).
    const cut = setTimeout(() => {
      for (const socket of sockets) socket.destroy();
    }, lingerMs + graceMs);
    const left = Date.now() + lingerMs;
    const sweep = setInterval(() => Date.now() >= left && server.closeIdleConnections(), 50);
    await closed;
    clearTimeout(cut);
    clearInterval(sweep);
    server.close();
  };
  return {
    handle(pathname, res) {
      if (!isLeaving) return false;
      if (isClosed) res.shouldKeepAlive = false;
      if (pathname !== '/readyz') return false;
      const body = JSON.stringify({ status: 'unavailable', reason: 'stopping' });
      res.writeHead(503, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' }).end(body);
      return true;
    },
    leave,
  };
}

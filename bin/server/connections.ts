import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { answerOn } from './answer-on';

/** Of the files that a process may have open, those kept for its database, its files and whatever it starts. */
const OTHERS = 200;
/** Where the system does not say how many there may be. */
const USUAL = 4_096;

/** When there are too many, those go that are older than this and have no answer under way, though they be amid a request's head. */
const SILENT_MS = 1_000;

/** How many files this process may have open, connections included. */
function mostOpen(): number {
  try {
    const limits = readFileSync('/proc/self/limits', 'utf8');
    return Number(/^Max open files\s+(\d+)/m.exec(limits)?.[1] ?? Number.POSITIVE_INFINITY);
  } catch {
    return USUAL;
  }
}

/**
 * Takes no more connections than leave room for everything else: without it a crowd of idle ones would cost the database its
 * own. When there are too many, those that say nothing go first.
 */
export function boundConnections(server: Server, most = mostOpen): void {
  const bound = () => {
    const limit = most();
    if (Number.isFinite(limit)) server.maxConnections = Math.max(Math.ceil(limit / 2), limit - OTHERS);
  };
  bound();
  // An operator may change it while we run (prlimit).
  setInterval(bound, 1_000).unref();
  const since = new Map<Socket, number>();
  server.on('connection', (socket) => {
    since.set(socket, performance.now());
    socket.once('close', () => since.delete(socket));
  });
  let last = 0;
  server.on('drop', () => {
    // Once for all that come at the same moment.
    if (performance.now() - last < 1_000) return;
    last = performance.now();
    // Those that had an answer and ask for nothing more; then those that have not come to ask for anything.
    server.closeIdleConnections();
    for (const [socket, at] of since) if (!answerOn(socket) && last - at > SILENT_MS) socket.destroy();
  });
}

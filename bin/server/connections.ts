import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';

/** Of the files that a process may have open, those kept for its database, its files and whatever it starts. */
const OTHERS = 200;
/** Where the system does not say how many there may be. */
const USUAL = 4_096;

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
  let last = 0;
  server.on('drop', () => {
    // Once for all that come at the same moment.
    if (performance.now() - last < 1_000) return;
    last = performance.now();
    server.closeIdleConnections();
  });
}

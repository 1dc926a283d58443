import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** How a line passes bytes on, in each direction and each of its connections. */
export interface Pace {
  /** How much later they come. */
  delayMs: number;
  bytesPerSecond?: number;
}

/** A way to a database that can fail as lines do. */
export interface Line {
  /** The database's address, by this line. */
  url: string;
  /** Cuts what is open, and refuses what comes. */
  cut(): void;
  /** Resets what is open, in the middle of whatever is said, and takes what comes. */
  reset(): void;
  /** A black hole: what is open and what comes stays so, and nothing that is said arrives any more. */
  mute(): void;
  /** Passes everything on at this pace, also what is open. */
  slow(pace: Pace): void;
  /** All is well again. What was open while it was mute stays dead, as behind a firewall that has forgotten it. */
  mend(): void;
  /** How many connections are open. */
  count(): number;
  close(): void;
}

const fast: Pace = { delayMs: 0 };

/** Lays a loopback port that leads to the database of `databaseUrl`. */
export async function layLine(databaseUrl: string): Promise<Line> {
  const target = new URL(databaseUrl);
  const sockets = new Set<net.Socket>();
  const deaf = new WeakSet<net.Socket>();
  let state: 'open' | 'cut' | 'mute' = 'open';
  let pace = fast;

  /** Each piece goes out when it is due, one after the other; the next are taken in meanwhile, as on a long line. */
  async function carry(from: net.Socket, to: net.Socket): Promise<void> {
    let passed = Promise.resolve();
    let freeAt = 0;
    for await (const chunk of from as AsyncIterable<Buffer>) {
      const { delayMs, bytesPerSecond } = pace;
      const now = performance.now();
      freeAt = Math.max(freeAt, now) + (bytesPerSecond ? (chunk.byteLength / bytesPerSecond) * 1000 : 0);
      const ms = freeAt + delayMs - now;
      passed = passed.then(async () => {
        if (ms > 0) await sleep(Math.max(0, now + ms - performance.now()), undefined, { ref: false });
        if (!deaf.has(from) && !to.destroyed) to.write(chunk);
      });
    }
    await passed;
    to.end();
  }

  const server = net.createServer((near) => {
    if (state === 'cut') return near.destroy();
    const far = net.connect(Number(target.port), target.hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      socket.setNoDelay(true);
      sockets.add(socket);
      if (state === 'mute') deaf.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      carry(socket, other).catch(() => undefined);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as net.AddressInfo).port);
  const drop = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href,
    cut() {
      state = 'cut';
      drop();
    },
    reset() {
      for (const socket of sockets) socket.resetAndDestroy();
    },
    mute() {
      state = 'mute';
      for (const socket of sockets) deaf.add(socket);
    },
    slow(next) {
      pace = next;
    },
    mend() {
      state = 'open';
      pace = fast;
    },
    count: () => sockets.size / 2,
    close() {
      drop();
      server.close();
    },
  };
}

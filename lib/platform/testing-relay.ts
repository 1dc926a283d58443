import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A line to a server of this machine, which can be bad. */
export interface Relay {
  port: number;
  /** From now on, for new and open connections: passes all on, or takes and never answers. */
  set(mode: 'pass' | 'silent'): void;
  /** The next answers break off after as many bytes: the line is cut, or nothing more comes. */
  breakAfter(bytes: number, how: 'cut' | 'silent'): void;
  /** The first lines of the requests that were passed on: `PUT /hilo/…`. */
  requests: string[];
  /** How many connections are open, on both sides of it. */
  open(): number;
  stop(): Promise<void>;
}

/** Starts a line to a port of the loopback. */
export async function startRelay(target: number): Promise<Relay> {
  const sockets = new Set<Socket>();
  const requests: string[] = [];
  let mode: 'pass' | 'silent' = 'pass';
  let end: { left: number; how: 'cut' | 'silent' } | undefined;
  const server = createServer((client) => {
    const peer = connect(target, '127.0.0.1');
    for (const socket of [client, peer]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        peer.destroy();
      });
    }
    client.on('data', (chunk) => {
      if (mode === 'silent') return;
      const [request] = /^[A-Z]+ \S+(?= HTTP\/)/.exec(chunk.toString('latin1', 0, 2000)) ?? [];
      if (request) requests.push(request);
      peer.write(chunk);
    });
    peer.on('data', (chunk) => {
      if (mode === 'silent') return;
      if (!end) return void client.write(chunk);
      const passed = chunk.subarray(0, end.left);
      end.left -= passed.length;
      client.write(passed);
      if (end.left === 0 && end.how === 'cut') client.destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    set(next) {
      mode = next;
      end = undefined;
    },
    breakAfter(left, how) {
      mode = 'pass';
      end = { left, how };
    },
    requests,
    open: () => sockets.size,
    async stop() {
      for (const socket of sockets) socket.destroy();
      if (server.listening) await new Promise((done) => server.close(done));
    },
  };
}

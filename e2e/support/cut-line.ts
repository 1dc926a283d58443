import { once } from 'node:events';
import net from 'node:net';

/** A line to a server that is cut. */
export interface CutLine {
  url: string;
  /** How many bytes went over it to the server. */
  sent(): number;
  /** How many cuts there were. */
  cuts(): number;
  stop(): void;
}

/** Lays a loopback port that leads to the server at `url` and loses its connections each time so many bytes more were sent. */
export async function cutLine(url: string, after: number[]): Promise<CutLine> {
  const { hostname, port } = new URL(url);
  const waiting = [...after];
  const open = new Set<net.Socket>();
  let sent = 0;
  let next = waiting.shift() ?? Number.POSITIVE_INFINITY;
  let cuts = 0;
  const server = net.createServer((near) => {
    const far = net.connect(Number(port), hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        open.delete(socket);
        other.destroy();
      });
    }
    far.pipe(near);
    near.on('data', (chunk) => {
      sent += chunk.byteLength;
      if (!far.write(chunk)) near.pause();
      if (sent < next) return;
      cuts += 1;
      next = sent + (waiting.shift() ?? Number.POSITIVE_INFINITY);
      for (const socket of open) socket.destroy();
    });
    far.on('drain', () => near.resume());
    near.on('end', () => far.end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`,
    sent: () => sent,
    cuts: () => cuts,
    stop() {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}

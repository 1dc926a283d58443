// The other end of many streams of events, in a process of its own so that reading them takes no time from whoever measures:
// URL=… node bench/stream-readers.ts, then `{ tokens, each }` as a message. Tells `open` when all streams have begun, and then, for each
// event, when its last reader and each hundredth of them had it.
import { connect } from 'node:net';

interface Begin {
  tokens: string[];
  /** Streams of each token. */
  each: number;
  path: string;
}

const { hostname, port } = new URL(process.env.URL ?? '');
const now = () => performance.timeOrigin + performance.now();
const heard = new Map<string, number[]>();
let open = 0;
let broken = 0;

function hear(id: string, at: number, all: number): void {
  const times = heard.get(id) ?? [];
  heard.set(id, times);
  times.push(at);
  if (times.length < all) return;
  heard.delete(id);
  process.send?.({ id, times });
}

/** One stream: counts the events that come, by their number in the feed. */
function read(token: string, path: string, all: number): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let rest = '';
    let isOpen = false;
    socket.on('connect', () => {
      const head = [`GET ${path} HTTP/1.1`, `Host: ${hostname}:${port}`, `Authorization: Bearer ${token}`];
      socket.write(`${head.join('\r\n')}\r\nAccept: text/event-stream\r\n\r\n`);
    });
    socket.on('data', (chunk) => {
      rest += chunk.toString('latin1');
      if (!isOpen && rest.includes('retry:')) {
        isOpen = true;
        open += 1;
        resolve();
      }
      const at = now();
      for (;;) {
        const end = rest.indexOf('\n\n');
        if (end < 0) break;
        const frame = rest.slice(0, end);
        rest = rest.slice(end + 2);
        const id = /(?:^|\n)id: (\S+)\nevent: ticket\./.exec(frame)?.[1];
        if (id) hear(id, at, all);
      }
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      if (!isOpen) console.error('  a stream did not begin:', rest.slice(0, 500));
      broken += 1;
      process.send?.({ broken });
      resolve();
    });
  });
}

process.on('message', async ({ tokens, each, path }: Begin) => {
  const wanted = tokens.flatMap((token) => Array.from({ length: each }, () => token));
  // A hundred at a time, as people come: not all in the same millisecond.
  for (let at = 0; at < wanted.length; at += 100) {
    await Promise.all(wanted.slice(at, at + 100).map((token) => read(token, path, wanted.length)));
  }
  process.send?.({ open, broken });
});

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { turnOf } from './turn';

/** How many requests Node has handed over. */
let handed = 0;
const servers: ReturnType<typeof createServer>[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** Sends all requests at once on one connection. */
async function pipelined(paths: string[], handle: (req: IncomingMessage, res: ServerResponse) => Promise<void>) {
  const server = createServer((req, res) => {
    handed += 1;
    void turnOf(req, res).then(() => handle(req, res));
  });
  handed = 0;
  servers.push(server);
  server.listen(0);
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port);
  socket.write(paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`).join(''));
  return socket;
}

test('requests of one connection are answered one after the other', async () => {
  const order: string[] = [];
  const socket = await pipelined(['/a', '/b', '/c'], async (req, res) => {
    order.push(`${req.url} begins`);
    await delay(req.url === '/a' ? 50 : 5);
    order.push(`${req.url} ends`);
    res.end(req.url);
  });
  let text = '';
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  await expect.poll(() => text.match(/(?<=\r\n\r\n)\/\w/g)).toEqual(['/a', '/b', '/c']);
  expect(order).toEqual(['/a begins', '/a ends', '/b begins', '/b ends', '/c begins', '/c ends']);
  socket.destroy();
});

test('what waits behind an answer that goes on is not begun when its reader leaves', async () => {
  const begun: string[] = [];
  const { promise: left, resolve: leave } = Promise.withResolvers<void>();
  const socket = await pipelined(['/stream', '/behind'], async (req, res) => {
    begun.push(req.url ?? '');
    res.once('close', leave).write('on and on');
  });
  await once(socket, 'data');
  socket.destroy();
  await left;
  await delay(50);
  expect(begun).toEqual(['/stream']);
});

test('a connection on which too many wait is ended, and nothing of it is begun any more', async () => {
  const begun: string[] = [];
  const socket = await pipelined(['/first', ...Array.from({ length: 40 }, () => '/behind')], async (req) => {
    begun.push(req.url ?? '');
  });
  socket.on('error', () => undefined);
  await once(socket, 'close');
  const before = handed;
  expect(before).toBeGreaterThan(33);
  await delay(50);
  expect([begun, handed]).toEqual([['/first'], before]);
});

test('as many as anybody sends ahead are all answered, again and again', async () => {
  const socket = await pipelined(
    Array.from({ length: 30 }, (_, index) => `/${index}`),
    async (_, res) => void res.end('here'),
  );
  let text = '';
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  await expect.poll(() => text.split('here').length - 1).toBe(30);
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(30));
  await expect.poll(() => text.split('here').length - 1).toBe(60);
  socket.destroy();
});

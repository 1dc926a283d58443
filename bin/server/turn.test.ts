import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { turnOf } from './turn';

const servers: ReturnType<typeof createServer>[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** Sends all requests at once on one connection. */
async function pipelined(paths: string[], handle: (req: IncomingMessage, res: ServerResponse) => Promise<void>) {
  const server = createServer((req, res) => void turnOf(res).then(() => handle(req, res)));
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

import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { boundConnections } from './connections';

/** A server that takes ten connections, and a way to ask it for something on a new one. */
async function crowded(answer: RequestListener) {
  const server = createServer(answer);
  boundConnections(server, () => 20);
  expect(server.maxConnections).toBe(10);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const open: net.Socket[] = [];
  const say = (words: string) =>
    new Promise<string>((resolve) => {
      const socket = net.connect(port, '127.0.0.1');
      open.push(socket);
      socket.once('connect', () => socket.write(words));
      socket.once('data', (data) => resolve(data.toString().split('\r\n')[0] ?? ''));
      socket.on('error', () => resolve('cut'));
      socket.once('close', () => resolve('cut'));
    });
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  return { say, ask: () => say('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n') };
}

test('of too many connections the idle ones go, and whoever comes then is served', async () => {
  const { ask } = await crowded((_, res) => res.end('here'));
  for (let count = 0; count < 10; count += 1) expect(await ask()).toBe('HTTP/1.1 200 OK');
  expect(await ask()).toBe('cut');
  await expect.poll(ask).toBe('HTTP/1.1 200 OK');
});

test.each([
  ['nothing', ''],
  ['half a head', 'GET / HTTP/1.1\r\nHost: loc'],
])('so do those that say %s, while who waits for an answer keeps it', async (_, words) => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const { say, ask } = await crowded(async (req, res) => {
    if (req.url === '/slow') await promise;
    res.end('here');
  });
  const slow = say('GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n');
  const silent = Array.from({ length: 9 }, () => say(words));
  await delay(2_000);
  await expect.poll(ask).toBe('HTTP/1.1 200 OK');
  expect(new Set(await Promise.all(silent))).toEqual(new Set(['cut']));
  resolve();
  expect(await slow).toBe('HTTP/1.1 200 OK');
});

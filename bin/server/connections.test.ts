import { once } from 'node:events';
import { createServer } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { boundConnections } from './connections';

test('of too many connections the idle ones go, and whoever comes then is served', async () => {
  const server = createServer((_, res) => res.end('here'));
  boundConnections(server, () => 20);
  expect(server.maxConnections).toBe(10);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const open: net.Socket[] = [];
  const ask = () =>
    new Promise<string>((resolve) => {
      const socket = net.connect(port, '127.0.0.1');
      open.push(socket);
      socket.once('connect', () => socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'));
      socket.once('data', (data) => resolve(data.toString().split('\r\n')[0] ?? ''));
      socket.on('error', () => resolve('cut'));
      socket.once('close', () => resolve('cut'));
    });
  try {
    for (let count = 0; count < 10; count += 1) expect(await ask()).toBe('HTTP/1.1 200 OK');
    expect(await ask()).toBe('cut');
    await expect.poll(ask).toBe('HTTP/1.1 200 OK');
  } finally {
    for (const socket of open) socket.destroy();
    server.close();
  }
});

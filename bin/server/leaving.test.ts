import { once } from 'node:events';
import { Agent, createServer, get, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { expect, test } from 'vitest';
import { type LeavingOptions, leaving } from './leaving';

const usual: LeavingOptions = { announceMs: 0, lingerMs: 0, graceMs: 10_000, endStreams: async () => undefined };

/** A server that leaves by `options`, and a proxy's way to ask it on connections that it keeps. */
async function serve(
  options: Partial<LeavingOptions>,
  answer: (res: ServerResponse) => unknown = (res) => res.end('ok'),
) {
  const sockets = new Set<Socket>();
  const server = createServer((req, res) => {
    if (!ending.handle(req.url ?? '', res)) answer(res);
  });
  server.on('connection', (socket) => sockets.add(socket));
  const ending = leaving(server, sockets, { ...usual, ...options });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = async (path = '/', by: Agent | false = agent) => {
    const [response] = (await once(get({ port, path, agent: by, host: '127.0.0.1' }), 'response')) as [IncomingMessage];
    for await (const _ of response);
    return { status: response.statusCode, connection: response.headers.connection };
  };
  return { ask, leave: ending.leave };
}

test('whoever asks is told first, and the port closes after', async () => {
  const { ask, leave } = await serve({ announceMs: 3_000 });
  expect(await ask('/readyz')).toEqual({ status: 200, connection: 'keep-alive' });
  const left = leave();
  expect((await ask('/readyz')).status).toBe(503);
  // Others are answered as ever, and keep their connections.
  expect(await ask()).toEqual({ status: 200, connection: 'keep-alive' });
  expect((await ask('/', false)).status).toBe(200);
  await left;
  await expect(ask('/', false)).rejects.toThrow('ECONNREFUSED');
});

test('a connection that a proxy keeps brings one request more, and is closed by the answer', async () => {
  const { ask, leave } = await serve({ lingerMs: 5_000 });
  await ask();
  const left = leave();
  await expect.poll(() => ask('/', false).catch((error) => error.code)).toBe('ECONNREFUSED');
  expect(await ask()).toEqual({ status: 200, connection: 'close' });
  await left;
});

test('an answer under way is waited for; one that takes for ever is cut', async () => {
  const arrived = Promise.withResolvers<ServerResponse>();
  const first = await serve({}, arrived.resolve);
  const asked = first.ask();
  const answer = await arrived.promise;
  const left = first.leave();
  await expect.poll(() => first.ask('/readyz', false).catch((error) => error.code)).toBe('ECONNREFUSED');
  answer.end('late');
  expect(await asked).toEqual({ status: 200, connection: 'close' });
  await left;

  const never = Promise.withResolvers<ServerResponse>();
  const second = await serve({ graceMs: 50 }, never.resolve);
  const hanging = second.ask().catch((error: Error) => error.message);
  await never.promise;
  await second.leave();
  expect(await hanging).toMatch(/socket hang up|ECONNRESET/);
});

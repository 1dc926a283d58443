import { createServer, get, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { sendResponse } from './send-response';

const servers: ReturnType<typeof createServer>[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

async function serve(answer: RequestListener): Promise<number> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, resolve));
  return (server.address() as AddressInfo).port;
}

/** A body without end, or of so many chunks. */
function bodyOf(size: number, { chunks = Number.POSITIVE_INFINITY, onPull = () => {}, cancel = () => {} } = {}) {
  let count = 0;
  const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    onPull();
    count += 1;
    if (count > chunks) controller.close();
    else controller.enqueue(new Uint8Array(size));
  };
  return new Response(new ReadableStream<Uint8Array>({ pull, cancel }, { highWaterMark: 0 }));
}

test('a large body that is read slowly arrives whole, and keeps nothing for each time that it waited', async () => {
  let most = 0;
  const port = await serve((_, res) => {
    const onPull = () => {
      most = Math.max(most, res.listenerCount('close'), res.listenerCount('drain'), res.listenerCount('error'));
    };
    void sendResponse(bodyOf(65_536, { chunks: 200, onPull }), false, res);
  });
  const size = await new Promise<number>((resolve) => {
    get({ port }, async (res) => {
      let read = 0;
      for await (const chunk of res as AsyncIterable<Buffer>) {
        read += chunk.byteLength;
        await delay(1);
      }
      resolve(read);
    });
  });
  expect(size).toBe(200 * 65_536);
  expect(most).toBeLessThan(5);
});

test.each([
  ['before there was anything to send', true],
  ['amid it', false],
])('a body whose reader has left %s is given up', async (_, isBefore) => {
  const { promise: cancelled, resolve: cancel } = Promise.withResolvers<void>();
  const port = await serve((_request, res) => {
    const send = () => void sendResponse(bodyOf(65_536, { cancel }), false, res);
    if (isBefore) res.once('close', () => setImmediate(send));
    else send();
  });
  const request = get({ port }).on('error', () => undefined);
  await delay(20);
  request.destroy();
  await cancelled;
});

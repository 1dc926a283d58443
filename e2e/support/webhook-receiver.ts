import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it came. */
export interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

/** Somebody's own server, which webhooks are sent to. */
export interface Receiver {
  url: string;
  /** Everything that came, oldest first. */
  received: Received[];
  /** What it answers from now on. */
  answer: (response: ServerResponse) => void;
  stop(): Promise<void>;
}

/** A receiver on a free port of the loopback, which answers 200 until told otherwise. */
export async function startReceiver(): Promise<Receiver> {
  const receiver: Omit<Receiver, 'stop' | 'url'> = {
    received: [],
    answer: (response) => response.writeHead(200, { 'content-type': 'text/plain' }).end('guardado'),
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    receiver.received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
    receiver.answer(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return Object.assign(receiver, {
    url: `http://127.0.0.1:${port}/hilo`,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  });
}

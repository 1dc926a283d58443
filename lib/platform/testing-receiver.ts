import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

/** One request as it came. */
export interface Received {
  path: string;
  method: string;
  headers: IncomingHttpHeaders;
  body: string;
  /** `webhook-id`. */
  id: string;
  /** Milliseconds since the epoch. */
  at: number;
}

export type Answer = (res: ServerResponse, received: Received) => void;

/** Somebody else's program that is sent webhooks. */
export interface Receiver {
  port: number;
  /** Its address, on the loopback: the desk must allow `127.0.0.1`. */
  url: string;
  received: Received[];
  /** What it answers from now on; at first 204. */
  answer(how: Answer): void;
  stop(): Promise<void>;
}

/** Answers with a status and nothing else. */
export const withStatus =
  (status: number, headers: Record<string, string> = {}): Answer =>
  (res) =>
    void res.writeHead(status, headers).end();

/** A receiver that listens on the loopback and keeps all that it is sent. */
export async function startReceiver(first: Answer = withStatus(204)): Promise<Receiver> {
  const received: Received[] = [];
  let answer = first;
  const server = createServer(async (req, res) => {
    let body = '';
    for await (const chunk of req) body += chunk;
    const { url = '', method = '', headers } = req;
    const one = { path: url, method, headers, body, id: String(headers['webhook-id']), at: Date.now() };
    received.push(one);
    answer(res, one);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}/hook`,
    received,
    answer: (how) => {
      answer = how;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** What the published library makes of a request: its payload, or an error when the signature is not by the secret. */
export function verify(secret: string, { body, headers }: Received): Record<string, unknown> {
  return new Webhook(secret).verify(body, headers as Record<string, string>) as Record<string, unknown>;
}

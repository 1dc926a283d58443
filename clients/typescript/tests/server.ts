import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { Hilo } from '../src/hilo';
import type { HiloOptions } from '../src/transport';

export interface Seen {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** What the desk of a test does with one request. */
export type Answer = (response: ServerResponse, seen: Seen) => void;

export const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };

export const failure = (status: number, code: string, headers: Record<string, string> = {}): Answer =>
  json(status, { error: `La frase de ${code}`, message: code, requestId: 'req_1' }, headers);

export const cut: Answer = (response) => void response.destroy();

/** A desk that answers the first request with the first answer and so on, the last one to all that follow. */
export async function deskOf(...answers: Answer[]): Promise<{ url: string; seen: Seen[] }> {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = '', url = '', headers } = request;
    const each = { method, path: url, headers, body: Buffer.concat(chunks).toString() };
    seen.push(each);
    answers[Math.min(seen.length, answers.length) - 1]?.(response, each);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

/** As `deskOf`, with a client of it that waits hardly at all between tries. */
export async function clientOf(answers: Answer[], options: Partial<HiloOptions> = {}) {
  const { url, seen } = await deskOf(...answers);
  return { hilo: new Hilo({ url, token: 'hilo_x', backoff: 1, ...options }), url, seen };
}

export const ticket = { _id: 'support_ticket_1', title: 'Uno', number: 1 };
export const newTicket = { title: 'Uno', description: 'x', priority: 'high', category: 'technical' } as const;

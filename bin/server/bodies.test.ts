import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { env } from '@/lib/platform/env';
import { boundSlowBody, boundUnreadBody, patienceFor } from './bodies';

const asked = (method: string, headers: Record<string, string> = {}) =>
  ({ method, headers }) as unknown as IncomingMessage;

test('files are given the time that a bad line needs for them, everything else two minutes', () => {
  const usual = 120_000;
  expect(patienceFor(asked('POST', { 'content-length': '9999999' }), '/v2/support-tickets')).toBe(usual);
  expect(patienceFor(asked('GET'), '/v2/attachments/attachment_1/a.txt')).toBe(usual);
  expect(patienceFor(asked('POST', { 'content-length': '1000' }), '/v2/attachments')).toBe(usual + 250);
  const most = usual + env().HILO_UPLOAD_MAX / 4;
  expect(patienceFor(asked('PATCH'), '/v2/attachments/tus/attachment_1')).toBe(most);
  // What is announced is believed no further than it would be read.
  expect(patienceFor(asked('POST', { 'content-length': String(10 ** 12) }), '/v2/attachments')).toBe(most);
  expect(patienceFor(asked('POST', { 'content-length': 'x' }), '/v2/attachments')).toBe(usual);
});

/** Sends a byte every few milliseconds until there is an answer, or `bytes` of them. */
async function trickle(patienceMs: number, bytes: number): Promise<{ status?: number; read: number }> {
  let read = 0;
  const server = createServer((req, res) => {
    boundSlowBody(req, res, patienceMs);
    req.on('data', (chunk: Buffer) => {
      read += chunk.length;
    });
    req.on('end', () => res.end());
  });
  server.requestTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const out = request({ port, host: '127.0.0.1', method: 'POST', headers: { 'content-length': bytes } });
  let sent = 0;
  const more = setInterval(() => {
    sent += 1;
    out.write('x');
    if (sent === bytes) {
      clearInterval(more);
      out.end();
    }
  }, 5);
  try {
    const [answer] = (await once(out, 'response')) as [IncomingMessage];
    return { status: answer.statusCode, read };
  } finally {
    clearInterval(more);
    out.on('error', () => undefined).destroy();
    server.closeAllConnections();
    server.close();
  }
}

test('a body that takes too long is cut off, though it moves', async () => {
  const { status, read } = await trickle(100, 100_000);
  expect(status).toBe(408);
  expect(read).toBeLessThan(100_000);
});

test('one that arrives in time is not', async () => {
  expect(await trickle(60_000, 60)).toEqual({ status: 200, read: 60 });
});

const refusals: Record<string, (req: IncomingMessage) => void> = {
  'whose reader has stopped for want of room': (req) => req.on('data', () => req.pause()),
  'that was to be read as a stream of the web': (req) => void Readable.toWeb(req).getReader().read(),
  'that somebody waited for': (req) => req.on('readable', () => undefined),
  'that nobody looked at': () => undefined,
};

test.each(Object.keys(refusals))('behind a refused body %s the next request is answered', async (name) => {
  const server = createServer((req, res) => {
    boundUnreadBody(req, res);
    if (req.method === 'GET') return void res.end('next');
    refusals[name]?.(req);
    // Once some of it has come.
    setTimeout(() => res.writeHead(409, { 'content-length': 0 }).end(), 50);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const size = 4_000_000;
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1', () => {
    socket.write(`POST / HTTP/1.1\r\nhost: x\r\ncontent-length: ${size}\r\n\r\n`);
    socket.write(Buffer.alloc(size));
    socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
  });
  let said = '';
  socket.on('data', (part: Buffer) => {
    said += part;
    if (said.includes('next')) socket.end();
  });
  // Cut off by the server, it would be neither.
  await once(socket, 'close');
  expect(said).toMatch(/^HTTP\/1\.1 409 [\s\S]*HTTP\/1\.1 200 [\s\S]*next/);
  server.closeAllConnections();
  server.close();
});

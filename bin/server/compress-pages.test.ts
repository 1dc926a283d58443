import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { createBrotliDecompress, createGunzip } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { compressPage, encodingFor } from './compress-pages';

const servers: ReturnType<typeof createServer>[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** A server that compresses what `answer` gives, and its port. */
async function serve(answer: RequestListener): Promise<number> {
  const server = createServer((req, res) => {
    compressPage(req, res);
    answer(req, res);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, resolve));
  return (server.address() as AddressInfo).port;
}

async function ask(port: number, encoding: string, method = 'GET'): Promise<IncomingMessage> {
  const request = get({ port, method, headers: { 'accept-encoding': encoding } });
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  return answer;
}

async function textOf(answer: IncomingMessage): Promise<string> {
  const decoder = { br: createBrotliDecompress, gzip: createGunzip }[String(answer.headers['content-encoding'])];
  const chunks: Buffer[] = [];
  for await (const chunk of decoder ? answer.pipe(decoder()) : answer) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

const long = 'Una página que se repite. '.repeat(400);
const html = 'text/html; charset=utf-8';

test.each([
  ['gzip, deflate, br', 'br'],
  ['gzip', 'gzip'],
  ['br;q=0, gzip;q=0.5', 'gzip'],
  ['BR', 'br'],
  ['identity', undefined],
  ['deflate, gzip;q=0.0', undefined],
  [undefined, undefined],
])('of %s it takes %s', (accepted, taken) => expect(encodingFor(accepted)).toBe(taken));

test.each(['br', 'gzip'])('a page in pieces goes out in one, with its length, by %s', async (encoding) => {
  const port = await serve((_, res) => {
    res.setHeader('Content-Type', html);
    res.setHeader('Vary', 'rsc');
    res.flushHeaders();
    res.write(long);
    res.write(Buffer.from(long));
    res.end('fin');
  });
  const answer = await ask(port, encoding);
  expect(answer.headers).toMatchObject({ 'content-encoding': encoding, vary: 'rsc, Accept-Encoding' });
  expect(Number(answer.headers['content-length'])).toBeLessThan(long.length / 2);
  expect(await textOf(answer)).toBe(`${long}${long}fin`);
});

test('what is still being waited for does not hold back what is there', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const port = await serve(async (_, res) => {
    res.setHeader('Content-Type', html);
    res.write(long);
    await promise;
    res.write('después');
    res.end();
  });
  const answer = await ask(port, 'gzip');
  const decoded = answer.pipe(createGunzip());
  let text = '';
  for await (const chunk of decoded) {
    text += String(chunk);
    if (text === long) resolve();
  }
  expect(text).toBe(`${long}después`);
  expect(answer.headers['content-length']).toBeUndefined();
});

test('more than is held back arrives whole, also where it is read slowly', async () => {
  const piece = Buffer.from(Array.from({ length: 4_000 }, () => Math.random().toString(36)).join(' '));
  const port = await serve(async (_, res) => {
    res.setHeader('Content-Type', html);
    for (let count = 0; count < 100; count += 1) if (!res.write(piece)) await once(res, 'drain');
    res.end();
  });
  const answer = await ask(port, 'br');
  let size = 0;
  for await (const chunk of answer.pipe(createBrotliDecompress())) {
    size += chunk.length;
    if (size % 7 === 0) await delay(1);
  }
  expect(size).toBe(100 * piece.length);
});

test.each([
  ['a picture', 'image/png', {}],
  ['events', 'text/event-stream', {}],
  ['what is compressed already', 'text/css', { 'Content-Encoding': 'x-own' }],
  ['what must stay as it is', html, { 'Cache-Control': 'no-transform' }],
  ['a part of a file', 'image/svg+xml', { 'Content-Range': 'bytes 0-9/20' }],
])('%s goes as it is', async (_, type, headers) => {
  const port = await serve((_request, res) => {
    res.setHeaders(new Map(Object.entries({ 'Content-Type': type, ...headers })));
    res.setHeader('Content-Length', Buffer.byteLength(long));
    res.end(long);
  });
  const answer = await ask(port, 'br, gzip');
  expect(answer.headers['content-length']).toBe(String(Buffer.byteLength(long)));
  expect(await textOf(answer)).toBe(long);
});

test('who takes no compression, or asks for the head alone, is told the length of the whole', async () => {
  const port = await serve((_, res) => {
    res.setHeader('Content-Type', html);
    res.setHeader('Content-Length', Buffer.byteLength(long));
    res.end(res.req.method === 'HEAD' ? undefined : long);
  });
  const plain = await ask(port, 'identity');
  expect(plain.headers).toMatchObject({ 'content-length': String(Buffer.byteLength(long)), vary: 'Accept-Encoding' });
  expect(await textOf(plain)).toBe(long);
  const head = await ask(port, 'br', 'HEAD');
  expect([head.headers['content-encoding'], head.headers.vary]).toEqual([undefined, 'Accept-Encoding']);
});

test('an answer that fails amid its pieces is cut, and no other begins behind them', async () => {
  const began: boolean[] = [];
  const port = await serve((_, res) => {
    res.setHeader('Content-Type', html);
    res.write(long);
    began.push(res.headersSent);
    res.destroy();
  });
  await expect(ask(port, 'br')).rejects.toThrow();
  expect(began).toEqual([true]);
});

test.each([
  ['at once', 0],
  ['in pieces', 50],
])('a page that goes out %s and is ended twice is whole', async (_, ms) => {
  const port = await serve(async (_request, res) => {
    res.setHeader('Content-Type', html);
    res.write(long);
    await delay(ms);
    res.end('fin');
    res.end('y nada más');
  });
  expect(await textOf(await ask(port, 'br'))).toBe(`${long}fin`);
});

test.each([
  ['at once', 0],
  ['in pieces', 50],
])('of a page that goes out %s it is told when a piece was taken, and when all was', async (_, ms) => {
  const told: string[] = [];
  const port = await serve(async (_request, res) => {
    res.setHeader('Content-Type', html);
    await delay(1);
    await new Promise<void>((taken) => res.write(long, () => taken()));
    await delay(ms);
    await new Promise<void>((taken) => res.write(long, 'utf8', () => taken()));
    told.push('taken');
    res.end('fin', () => told.push('sent'));
  });
  expect(await textOf(await ask(port, 'gzip'))).toBe(`${long}${long}fin`);
  await expect.poll(() => told).toEqual(['taken', 'sent']);
});

test('no other answer begins in the place of one that is held back, or being packed', async () => {
  const port = await serve((_, res) => {
    res.setHeader('Content-Type', html);
    res.write(long);
    expect(() => res.writeHead(500)).toThrow('on its way');
    res.end();
    expect(() => res.writeHead(500)).toThrow('on its way');
  });
  const answer = await ask(port, 'br');
  expect([answer.statusCode, await textOf(answer)]).toEqual([200, long]);
});

test('for a reader who has left nothing more is kept', async () => {
  const { promise: came, resolve: come } = Promise.withResolvers<void>();
  const { promise: left, resolve: leave } = Promise.withResolvers<ServerResponse>();
  const port = await serve((_, res) => {
    res.setHeader('Content-Type', html);
    res.once('close', () => leave(res)).write(long);
    come();
  });
  const request = get({ port, headers: { 'accept-encoding': 'br' } }).on('error', () => undefined);
  await came;
  request.destroy();
  expect((await left).write(long)).toBe(false);
});

test('no other answer begins where the first piece is still being packed', async () => {
  const codes: unknown[] = [];
  const port = await serve((_, res) => {
    res.setHeader('Content-Type', html);
    // More than is held back: it begins to go out in pieces at once.
    res.write(long.repeat(120));
    try {
      res.writeHead(500);
    } catch (error) {
      codes.push(res.headersSent, (error as NodeJS.ErrnoException).code);
    }
    res.end();
  });
  const answer = await ask(port, 'br');
  expect([answer.statusCode, (await textOf(answer)) === long.repeat(120)]).toEqual([200, true]);
  expect(codes).toEqual([true, 'ERR_HTTP_HEADERS_SENT']);
});

test('a head that was written already stays as it is', async () => {
  const port = await serve((_, res) => {
    res.writeHead(200, { 'Content-Type': html });
    res.end(long);
  });
  const answer = await ask(port, 'br');
  expect([answer.headers['content-encoding'], await textOf(answer)]).toEqual([undefined, long]);
});

test('a small answer goes as it is, and one without a body too', async () => {
  const port = await serve((req, res) => {
    if (req.url === '/none') res.statusCode = 307;
    res.setHeader('Content-Type', html);
    res.end(req.url === '/none' ? undefined : 'poco');
  });
  const answer = await ask(port, 'br');
  expect([answer.headers['content-encoding'], await textOf(answer)]).toEqual([undefined, 'poco']);
});

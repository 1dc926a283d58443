import net from 'node:net';
import type { Random } from './fuzz-random';

const json = '{"title":"x","description":"x","priority":"low","category":"general"}';

/** What no library would send. `auth` is a header line of a token. */
export function rawShot(random: Random, auth: string): string {
  const path = random.pick([
    '/v2/support-tickets',
    '/tickets',
    '/v2/attachments',
    '/api/auth/session',
    '/mcp',
    '/healthz',
  ]);
  const post = `POST ${path} HTTP/1.1\r\nHost: x\r\n${auth}Content-Type: application/json\r\n`;
  const get = `GET ${path} HTTP/1.1\r\nHost: x\r\n${auth}`;
  const chunked = `${post}Transfer-Encoding: chunked\r\n\r\n`;
  const hex = json.length.toString(16);
  const tricks: (() => string)[] = [
    () => `${chunked}${hex}\r\n${json}\r\n0\r\n\r\n`,
    () => `${chunked}${[...json].map((sign) => `1;x="y"\r\n${sign}\r\n`).join('')}0\r\n\r\n`,
    () => `${chunked}${hex}\r\n${json}\r\n0\r\nX-Trailer: y\r\nContent-Length: 5\r\n\r\n`,
    () => `${chunked}zz\r\n${json}\r\n0\r\n\r\n`,
    () => `${chunked}-1\r\n${json}\r\n0\r\n\r\n`,
    () => `${chunked}ffffffffffffffffff\r\n${json}`,
    () => `${chunked}5\r\n${json}\r\n0\r\n\r\n`,
    () => `${chunked}${hex};${'e'.repeat(20_000)}\r\n${json}\r\n0\r\n\r\n`,
    () => `${post}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n${hex}\r\n${json}\r\n0\r\n\r\n`,
    () => `${post}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`,
    () => `${post}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`,
    () => `${post}Content-Length: 5\r\nContent-Length: 6\r\n\r\n${json}`,
    () => `${post}Content-Length: -1\r\n\r\n${json}`,
    () => `${post}Content-Length: +${json.length}\r\n\r\n${json}`,
    () => `${post}Content-Length: 99999999999999999999\r\n\r\n${json}`,
    () => `${post}Content-Length: 3\r\n\r\n${json}GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n`,
    () => `${post}Content-Encoding: gzip\r\nContent-Length: ${json.length}\r\n\r\n${json}`,
    () => `${post}Expect: 100-continue\r\nContent-Length: ${json.length}\r\n\r\n${json}`,
    () => `${post}Expect: x\r\nContent-Length: ${json.length}\r\n\r\n${json}`,
    () =>
      `${get}Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n`,
    () => `${get}Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: x\r\n\r\n`,
    () => `${get}Connection: x, close, authorization\r\n\r\n`,
    () => `${get}X: a\r\n b\r\n\r\n`,
    () => `${get}X : a\r\n\r\n`,
    () => `${get}X\0: a\0\r\n\r\n`,
    () => `${get}${'X: y\r\n'.repeat(2000)}\r\n`,
    () => `${get}Cookie: ${'a=b; '.repeat(1500)}\r\n\r\n`,
    () => `${get}X: ${'x'.repeat(40_000)}\r\n\r\n`,
    () => get.replaceAll('\r\n', '\n').concat('\n'),
    () => `GET ${path} HTTP/1.0\r\n\r\n`,
    () => `GET ${path}\r\n\r\n`,
    () => `GET ${path} HTTP/1.1\r\n\r\n`,
    () => `GET ${path} HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n`,
    () => `GET ${path} HTTP/9.9\r\nHost: x\r\n\r\n`,
    () => `GET http://canary.example${path} HTTP/1.1\r\nHost: x\r\n\r\n`,
    () => `GET //canary.example${path} HTTP/1.1\r\nHost: x\r\n\r\n`,
    () => `GET /\\canary.example HTTP/1.1\r\nHost: x\r\n\r\n`,
    () => `GET * HTTP/1.1\r\nHost: x\r\n\r\n`,
    () => `OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n`,
    () => `CONNECT canary.example:443 HTTP/1.1\r\nHost: x\r\n\r\n`,
    () => `GET ${path}?${'a'.repeat(15_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
    () => `GET ${path}#x HTTP/1.1\r\nHost: x\r\n\r\n`,
    () => `GET /\u00ff\u00fe HTTP/1.1\r\nHost: x\r\n\r\n`,
    () => `GET ${path}?q=\u00e9\u0001 HTTP/1.1\r\nHost: x\r\n\r\n`,
    () => `GET ${path} HTTP/1.1\r\nHost: \u00ff'"<x>:99999\r\n\r\n`,
    () => `GET ${path} HTTP/1.1\r\nHost:\r\n\r\n`,
    () => `${get}\r\n`.repeat(20),
    () => `${post}Content-Length: 100\r\n\r\n${json.slice(0, 20)}`,
    () => `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n`,
    () => '\x16\x03\x01\x02\x00\x01\x00',
    () => `GET ${path} HTTP/1.1\r\nHost`,
  ];
  return random.pick(tricks)();
}

/** Writes bytes to the desk at `url` and gives all that it answers, until it closes or falls silent. */
export function shootRaw(url: string, bytes: string): Promise<string> {
  const { port } = new URL(url);
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    const socket = net.connect(Number(port), '127.0.0.1', () => socket.write(Buffer.from(bytes, 'latin1')));
    const done = () => {
      socket.destroy();
      resolve(Buffer.concat(parts).toString('latin1'));
    };
    // Long enough for an answer; what waits for more bytes than there are stays silent.
    socket.setTimeout(700, done);
    socket.on('data', (part) => {
      parts.push(part);
      if (parts.length > 200) done();
    });
    socket.on('error', done);
    socket.on('close', done);
  });
}

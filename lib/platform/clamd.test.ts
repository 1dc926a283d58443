import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findProgram } from '@/bin/programs.mjs';
import { isClamdThere, ScannerUnavailableError, scanStream } from './clamd';
import { badPhrase, type Clamd, prepareClamd, streamMax } from './testing-clamd';

const program = findProgram('clamd');
const mebi = 1024 * 1024;

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** A server that is no clamd. */
async function withPeer<T>(onSocket: (socket: net.Socket) => void, work: (address: string) => Promise<T>): Promise<T> {
  const sockets: net.Socket[] = [];
  const server = net.createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    onSocket(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await work(`127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
}

const bytes = (...chunks: (string | Buffer)[]) => Readable.from(chunks.map((chunk) => Buffer.from(chunk)));

describe.skipIf(!program)('a real clamd', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'hilo-clamd-'));
  let both: Clamd[] = [];

  beforeAll(async () => {
    both = [
      prepareClamd(program ?? '', path.join(folder, 'tcp'), `127.0.0.1:${await freePort()}`),
      prepareClamd(program ?? '', path.join(folder, 'socket'), path.join(folder, 'clamd.sock')),
    ];
    await Promise.all(both.map((clamd) => clamd.start()));
  }, 60_000);

  afterAll(async () => {
    await Promise.all(both.map((clamd) => clamd.stop()));
    rmSync(folder, { recursive: true, force: true });
  });

  describe.each([
    ['over TCP', 0],
    ['over a socket of this machine', 1],
  ])('%s', (_, at) => {
    const scan = (source: AsyncIterable<Uint8Array>) => scanStream(both[at]?.address ?? '', source);

    test('finds nothing in what is harmless, also in nothing', async () => {
      expect(await scan(bytes('an ordinary letter'))).toEqual({ is: 'clean' });
      expect(await scan(bytes())).toEqual({ is: 'clean' });
      expect(await scan(bytes(Buffer.alloc(streamMax, 7)))).toEqual({ is: 'clean' });
    });

    test('finds the phrase, also where it lies across two chunks', async () => {
      expect(await scan(bytes(`x ${badPhrase} y`))).toEqual({ is: 'infected', by: 'Hilo.Test.UNOFFICIAL' });
      const filler = Buffer.alloc(100_000, 'a ');
      const split = await scan(bytes(filler, badPhrase.slice(0, 20), badPhrase.slice(20), filler));
      expect(split).toEqual({ is: 'infected', by: 'Hilo.Test.UNOFFICIAL' });
    });

    test('says what is too large, however much more there would be', async () => {
      expect(await scan(bytes(Buffer.alloc(streamMax + 1)))).toEqual({ is: 'size' });
      for (let round = 0; round < 20; round++) {
        let isEnded = false;
        async function* endless() {
          try {
            for (;;) yield Buffer.alloc(mebi);
          } finally {
            isEnded = true;
          }
        }
        expect(await scan(endless())).toEqual({ is: 'size' });
        expect(isEnded).toBe(true);
      }
    });

    test('eight at once do not take each other’s verdicts', async () => {
      const verdicts = await Promise.all(
        Array.from({ length: 8 }, (_each, n) => scan(bytes(n % 2 ? badPhrase : 'harmless', Buffer.alloc(50_000, 32)))),
      );
      expect(verdicts.map((verdict) => verdict.is)).toEqual([
        'clean',
        'infected',
        'clean',
        'infected',
        'clean',
        'infected',
        'clean',
        'infected',
      ]);
    });
  });

  test('an error of the source is that, and no verdict', async () => {
    async function* broken() {
      yield Buffer.from('half');
      throw new Error('the storage is away');
    }
    await expect(scanStream(both[0]?.address ?? '', broken())).rejects.toThrow('the storage is away');
  });
});

test('nobody listens', async () => {
  const address = `127.0.0.1:${await freePort()}`;
  await expect(scanStream(address, bytes('x'))).rejects.toThrow(ScannerUnavailableError);
  await expect(scanStream('/nowhere/clamd.sock', bytes('x'))).rejects.toThrow(ScannerUnavailableError);
  expect(await isClamdThere(address)).toBe(false);
});

test.each<[string, (socket: net.Socket) => void]>([
  ['hangs up at once', (socket) => socket.destroy()],
  ['hangs up when it has heard something', (socket) => socket.once('data', () => socket.destroy())],
  ['says goodbye without a verdict', (socket) => socket.once('data', () => socket.end())],
  ['speaks of something else', (socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))],
  ['talks without end', (socket) => socket.once('data', () => socket.write('x'.repeat(100_000)))],
  ['failed itself', (socket) => socket.once('data', () => socket.end('stream: Can’t allocate memory ERROR\0'))],
  ['says OK of something else', (socket) => socket.once('data', () => socket.end('OK\0'))],
])('a peer that %s has cleared nothing', async (_, onSocket) => {
  await withPeer(onSocket, async (address) => {
    await expect(scanStream(address, bytes(Buffer.alloc(4 * mebi)))).rejects.toThrow(ScannerUnavailableError);
    expect(await isClamdThere(address)).toBe(false);
  });
});

test('a peer that reads nothing holds the source back, and can be broken off', async () => {
  await withPeer(
    (socket) => socket.pause(),
    async (address) => {
      let given = 0;
      async function* endless() {
        for (;;) {
          given += mebi;
          yield Buffer.alloc(mebi);
        }
      }
      const stop = new AbortController();
      const scan = scanStream(address, endless(), stop.signal);
      let before = -1;
      await expect
        .poll(
          () => {
            const isSame = given === before;
            before = given;
            return isSame;
          },
          { interval: 200, timeout: 20_000 },
        )
        .toBe(true);
      expect(given).toBeLessThan(32 * mebi);
      stop.abort(new Error('the process ends'));
      await expect(scan).rejects.toThrow(ScannerUnavailableError);
    },
  );
});

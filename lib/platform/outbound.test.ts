// Longer than most: the ways to write an address, and the ways in which a receiver misbehaves.
import { createSocket, type Socket as DatagramSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import net, { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Outcome, post, printable } from './outbound';
import { isPublicAddress } from './outbound-address';
import { mayKeepUrl } from './outbound-target';
import { refusedAddresses } from './testing-addresses';

const request = { headers: { 'content-type': 'application/json' }, body: '{}' };

/** Something that listens on this machine and counts who comes. */
async function startCanary(host: string, port = 0) {
  const seen = { count: 0 };
  const server = createTcpServer((socket) => {
    seen.count += 1;
    socket.destroy();
  });
  server.listen(port, host);
  await once(server, 'listening');
  return { server, seen, port: (server.address() as AddressInfo).port };
}

const servers: Server[] = [];

/** A receiver that answers as told. Gives its port. */
async function startReceiver(answer: (res: ServerResponse, body: string) => void): Promise<number> {
  const server = createServer(async (req, res) => {
    let body = '';
    for await (const chunk of req) body += chunk;
    answer(res, body);
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

const send = (port: number, path = '/'): Promise<Outcome> =>
  post(`http://127.0.0.1:${port}${path}`, request, { allow: ['127.0.0.1'] });

afterAll(() => {
  for (const server of servers) server.closeAllConnections();
  return Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('an address that is not public', () => {
  test('is refused in every spelling, kept or sent to, and nobody comes to see', async () => {
    const v4 = await startCanary('127.0.0.1');
    const v6 = await startCanary('::1', v4.port);
    const all = refusedAddresses(v4.port);
    expect(new Set(all).size).toBeGreaterThan(100);
    for (const address of all) {
      expect([address, await mayKeepUrl(address, { allow: [] })]).toEqual([address, false]);
      const outcome = await post(address, request, { allow: [] });
      expect([address, outcome.error, outcome.status]).toEqual([address, 'REFUSED_ADDRESS', null]);
    }
    expect([v4.seen.count, v6.seen.count]).toEqual([0, 0]);
    // The canaries do see whoever comes.
    await post(`http://127.0.0.1:${v4.port}/`, request, { allow: ['127.0.0.1'] });
    await post(`http://[::1]:${v4.port}/`, request, { allow: ['[::1]'] });
    expect([v4.seen.count, v6.seen.count]).toEqual([1, 1]);
    v4.server.close();
    v6.server.close();
  });

  test.each([
    ['8.8.8.8', true],
    ['1.1.1.1', true],
    ['172.15.255.255', true],
    ['172.32.0.1', true],
    ['100.128.0.1', true],
    ['2606:4700:4700::1111', true],
    ['2a00:1450:4003:80c::200e', true],
    ['2003::1', true],
    ['::ffff:8.8.8.8', false],
    ['2001:4860::8888', true],
    ['2001:1ff::1', false],
    ['fe80::1%eth0', false],
    ['8.8.8', false],
    ['0x8.8.8.8', false],
    ['', false],
    ['example.com', false],
  ])('%s as an answer of a name server: %s', (address, isPublic) => {
    expect(isPublicAddress(address)).toBe(isPublic);
  });
});

describe('a host that the operator allows', () => {
  test.each([
    ['http://localhost:4170/x', ['localhost'], true],
    ['http://localhost:4170/x', ['localhost:4170'], true],
    ['http://localhost:4170/x', ['localhost:4171'], false],
    ['http://LOCALHOST.:4170/x', ['localhost:4170'], true],
    ['http://10.0.3.7:8080/', ['10.0.3.7:8080'], true],
    ['http://10.0.3.7/', ['10.0.3.7:80'], true],
    ['https://10.0.3.7/', ['10.0.3.7:443'], true],
    ['https://10.0.3.7/', ['10.0.3.7:80'], false],
    ['http://167772935/', ['10.0.3.7'], true],
    ['http://10.0.3.8/', ['10.0.3.7'], false],
    ['http://[::1]:4170/', ['[::1]:4170'], true],
    ['http://[::1]:4170/', ['::1'], true],
    ['http://sub.localhost/', ['localhost'], false],
    ['http://localhost@10.0.0.1/', ['localhost', '10.0.0.1'], false],
    ['ftp://localhost/', ['localhost'], false],
  ])('%s with %j: %s', async (url, allow, isKept) => {
    expect(await mayKeepUrl(url, { allow })).toBe(isKept);
  });
});

/** A name server of one's own: answers A and AAAA with what `zone` says of the name at that moment. */
async function startNameServer(zone: (name: string, type: 'A' | 'AAAA') => string[] | 'silence') {
  const asked: string[] = [];
  const socket: DatagramSocket = createSocket('udp4');
  socket.on('message', (query, from) => {
    const labels: string[] = [];
    let at = 12;
    for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
      labels.push(query.subarray(at + 1, at + 1 + length).toString());
      at += 1 + length;
    }
    const code = query.readUInt16BE(at + 1);
    const type = code === 28 ? 'AAAA' : 'A';
    const name = labels.join('.').toLowerCase();
    asked.push(`${type} ${name}`);
    const answers = zone(name, type);
    if (answers === 'silence') return;
    const header = Buffer.from(query.subarray(0, 12));
    header.writeUInt16BE(0x8180, 2);
    header.writeUInt16BE(answers.length, 6);
    header.writeUInt16BE(0, 8);
    header.writeUInt16BE(0, 10);
    const records = answers.map((address) => {
      const bytes =
        type === 'A'
          ? Buffer.from(address.split('.').map(Number))
          : Buffer.from(
              address.split(':').flatMap((part) => [Number.parseInt(part, 16) >> 8, Number.parseInt(part, 16) & 255]),
            );
      const record = Buffer.alloc(12);
      record.writeUInt16BE(0xc00c, 0);
      record.writeUInt16BE(code, 2);
      record.writeUInt16BE(1, 4);
      record.writeUInt32BE(0, 6);
      record.writeUInt16BE(bytes.length, 10);
      return Buffer.concat([record, bytes]);
    });
    socket.send(Buffer.concat([header, query.subarray(12, at + 5), ...records]), from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return { asked, guard: { allow: [], servers: [`127.0.0.1:${socket.address().port}`] }, stop: () => socket.close() };
}

/** Stands where connections begin: notes where each would go, and lets none go. */
function watchConnections(): string[] {
  const seen: string[] = [];
  vi.spyOn(net.Socket.prototype, 'connect').mockImplementation(function (this: net.Socket, ...args: unknown[]) {
    const [given] = args;
    const options = (Array.isArray(given) ? given[0] : given) as net.TcpSocketConnectOpts;
    options.lookup?.(options.host ?? '', { all: true }, (_error, all) => {
      for (const each of Array.isArray(all) ? all : []) seen.push(`${each.address}:${options.port}`);
    });
    setImmediate(() => this.destroy(Object.assign(new Error('no network in tests'), { code: 'ECONNREFUSED' })));
    return this;
  });
  return seen;
}

describe('a name', () => {
  let canary: Awaited<ReturnType<typeof startCanary>>;
  beforeAll(async () => {
    canary = await startCanary('127.0.0.1');
  });
  afterAll(() => void canary.server.close());

  const v6 = (last: string) => `2606:4700:0:0:0:0:0:${last}`;

  test.each<[string, { A?: string[]; AAAA?: string[] }, boolean]>([
    ['public', { A: ['93.184.216.34'] }, true],
    ['public in both', { A: ['93.184.216.34', '93.184.216.35'], AAAA: [v6('1')] }, true],
    ['loopback', { A: ['127.0.0.1'] }, false],
    ['one of many not public', { A: ['93.184.216.34', '93.184.216.35', '10.0.0.7'] }, false],
    ['public, but its other family not', { A: ['93.184.216.34'], AAAA: ['0:0:0:0:0:0:0:1'] }, false],
    ['mapped', { AAAA: ['0:0:0:0:0:ffff:7f00:1'] }, false],
    ['NAT64 beside a public one', { A: ['93.184.216.34'], AAAA: ['64:ff9b:0:0:0:0:7f00:1'] }, false],
    ['metadata', { A: ['169.254.169.254'] }, false],
  ])('that resolves to: %s', async (_, answers, isPublic) => {
    const dns = await startNameServer((_name, type) => answers[type] ?? []);
    const url = `https://hooks.example.com:${canary.port}/`;
    expect(await mayKeepUrl(url, dns.guard)).toBe(isPublic);
    const seen = watchConnections();
    const outcome = await post(url, request, dns.guard);
    expect(outcome.error).toBe(isPublic ? 'CONNECTION_REFUSED' : 'REFUSED_ADDRESS');
    if (!isPublic) expect(seen).toEqual([]);
    expect(canary.seen.count).toBe(0);
    dns.stop();
  });

  test('that changes its answer between check and connection is connected to where it was checked', async () => {
    // A public answer to the first question, this machine to every other.
    let questions = 0;
    const dns = await startNameServer((_name, type) => {
      if (type === 'AAAA') return [];
      questions += 1;
      return questions === 1 ? ['93.184.216.34'] : ['127.0.0.1'];
    });
    const seen = watchConnections();
    const url = `https://flip.example.com:${canary.port}/`;
    expect((await post(url, request, dns.guard)).error).toBe('CONNECTION_REFUSED');
    expect(seen).toEqual([`93.184.216.34:${canary.port}`]);
    expect(dns.asked).toEqual(expect.arrayContaining(['A flip.example.com', 'AAAA flip.example.com']));
    expect(dns.asked).toHaveLength(2);
    // The next time it is looked at anew.
    expect((await post(url, request, dns.guard)).error).toBe('REFUSED_ADDRESS');
    expect(seen).toHaveLength(1);
    expect(canary.seen.count).toBe(0);
    dns.stop();
  });

  test('that nobody knows may be kept, and cannot be sent to', async () => {
    const dns = await startNameServer(() => []);
    expect(await mayKeepUrl('https://late.example.com/', dns.guard)).toBe(true);
    expect((await post('https://late.example.com/', request, dns.guard)).error).toBe('NAME_NOT_FOUND');
    dns.stop();
  });

  test('whose server is silent holds nobody for long', async () => {
    const dns = await startNameServer(() => 'silence');
    const startedAt = performance.now();
    expect(await mayKeepUrl('https://silent.example.com/', dns.guard)).toBe(true);
    expect(performance.now() - startedAt).toBeLessThan(4_000);
    dns.stop();
  });
});

describe('what a receiver answers', () => {
  test('is told: status, size, the beginning of the body, when to come again', async () => {
    const port = await startReceiver((res, body) => res.writeHead(201, { 'retry-after': '7' }).end(`got ${body}`));
    expect(await send(port)).toMatchObject({
      status: 201,
      error: null,
      responseBytes: 6,
      responseHead: 'got {}',
      retryAfter: '7',
    });
  });

  test('of a body no more than 64 kB is read and 1 kB kept, whatever it claims', async () => {
    const endless = await startReceiver((res) => {
      const more = () => {
        while (!res.destroyed && res.write('x'.repeat(16_384)));
      };
      res.on('drain', more);
      more();
    });
    const outcome = await send(endless);
    expect(outcome).toMatchObject({ status: 200, error: null, responseBytes: 65_536 });
    expect(outcome.responseHead).toBe('x'.repeat(1024));
    const short = await startReceiver((res) => {
      res.writeHead(200, { 'content-length': '1000' }).write('short');
      setImmediate(() => res.destroy());
    });
    expect(await send(short)).toMatchObject({ status: 200, responseBytes: 5, responseHead: 'short' });
  });

  test('is made harmless to store and to show', async () => {
    const bytes = Buffer.from([0, 27, 91, 51, 49, 109, 255, 254, 10, 9, 0xc2, 0x85, 0xe2, 0x80, 0xae, 65]);
    const port = await startReceiver((res) => res.end(bytes));
    expect((await send(port)).responseHead).toBe('\ufffd\ufffd[31m\ufffd\ufffd\n\t\ufffd\ufffdA');
    expect(printable(Buffer.from('né 日本 👍'))).toBe('né 日本 👍');
  });

  test('a redirect is an answer and not followed', async () => {
    const canary = await startCanary('127.0.0.1');
    const port = await startReceiver((res) =>
      res.writeHead(307, { location: `http://127.0.0.1:${canary.port}/` }).end(),
    );
    expect(await send(port)).toMatchObject({ status: 307, error: null });
    expect(canary.seen.count).toBe(0);
    canary.server.close();
  });

  test('headers beyond measure and what is no HTTP are no answer', async () => {
    const loud = await startReceiver((res) => res.writeHead(200, { 'x-loud': 'x'.repeat(40_000) }).end());
    expect(await send(loud)).toMatchObject({ status: null, error: 'INVALID_RESPONSE' });
    const garbage = createTcpServer((socket) => void socket.end('SSH-2.0-OpenSSH_9.9\r\n'));
    garbage.listen(0, '127.0.0.1');
    await once(garbage, 'listening');
    expect(await send((garbage.address() as AddressInfo).port)).toMatchObject({
      status: null,
      error: 'INVALID_RESPONSE',
    });
    garbage.close();
  });

  test('a connection that is refused, reset, or speaks no TLS says so', async () => {
    const port = await startReceiver((res) => res.socket?.resetAndDestroy());
    expect(await send(port)).toMatchObject({ status: null, error: 'CONNECTION_RESET' });
    const plain = await startReceiver((res) => res.end());
    const overTls = await post(`https://127.0.0.1:${plain}/`, request, { allow: ['127.0.0.1'] });
    expect(overTls).toMatchObject({ status: null, error: 'TLS_ERROR' });
    const canary = await startCanary('127.0.0.1');
    await new Promise((done) => canary.server.close(done));
    expect(await send(canary.port)).toMatchObject({ status: null, error: 'CONNECTION_REFUSED' });
  });

  test('nothing within 15 seconds is a timeout; an answer whose body never ends is one all the same', async () => {
    const silent = await startReceiver(() => undefined);
    const dripping = await startReceiver((res) => void res.writeHead(202).write('x'));
    const startedAt = performance.now();
    const [none, some] = await Promise.all([send(silent), send(dripping)]);
    const seconds = (performance.now() - startedAt) / 1000;
    expect(none).toMatchObject({ status: null, error: 'TIMEOUT' });
    expect(some).toMatchObject({ status: 202, error: null, responseHead: 'x' });
    expect(seconds).toBeGreaterThan(14);
    expect(seconds).toBeLessThan(17);
  }, 25_000);
});

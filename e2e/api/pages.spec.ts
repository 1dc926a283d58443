import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { plainOf, wordsApart } from '@/attack/compare';
import { expect, test } from '../fixtures';

/** Without the milliseconds at which the page was made. */
const lasting = (page: string) => page.replaceAll(/(?<!\d)\d{13}(?!\d)/g, 'time');

test('a page is the same however it is packed, and says that there are several ways', async ({
  agent,
  api,
  client,
}) => {
  const [ofAgent, ofClient] = [await api.asBrowserOf(agent), await api.asBrowserOf(client)];
  for (const [who, path] of [
    [api.stranger, '/sign-in'],
    [ofAgent, '/desk?queue=mine'],
    [ofAgent, '/settings/tokens'],
    [ofClient, '/tickets'],
  ] as const) {
    const plain = await who.get(path, { 'accept-encoding': 'identity' });
    expect(plain.headers.get('content-encoding'), path).toBeNull();
    for (const encoding of ['identity', 'gzip', 'br']) {
      const answer = await who.get(path, { 'accept-encoding': encoding });
      expect(answer.status, path).toBe(200);
      expect(answer.headers.get('content-encoding') ?? 'identity').toBe(encoding);
      expect(answer.headers.get('vary'), path).toContain('Accept-Encoding');
      expect(answer.text.endsWith('</html>'), `${path} to its end`).toBe(true);
      const [here, there] = [answer, plain].map(({ text }) => plainOf({ ...plain, text: lasting(text) })) as [
        string,
        string,
      ];
      expect(wordsApart(here, there), `${path} by ${encoding}`).toBeUndefined();
    }
  }
});

/** All that comes on a connection of its own. */
async function heard(url: string, begin: (socket: Socket, text: () => string) => void): Promise<string> {
  let text = '';
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  socket.on('error', () => undefined);
  begin(socket, () => text);
  await once(socket, 'close');
  return text;
}

test('what asks to be upgraded is answered as anything else, also after a page was opened', async ({
  api,
  deskUrl,
}) => {
  expect((await api.stranger.get('/sign-in')).status).toBe(200);
  for (const [path, status] of [
    ['/v2/support-tickets', 401],
    ['/healthz', 200],
    ['/_next/static/none', 404],
  ] as const) {
    const text = await heard(deskUrl, (socket) => {
      socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close, Upgrade\r\nUpgrade: h2c\r\n\r\n`);
    });
    expect(text, path).toContain(`HTTP/1.1 ${status} `);
  }
});

test('what is no request ends a stream, and is not answered amid it', async ({ agent, deskUrl }) => {
  const text = await heard(deskUrl, (socket, sofar) => {
    socket.write(
      `GET /v2/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${agent.token}\r\nAccept: text/event-stream\r\n\r\n`,
    );
    socket.on('data', () => sofar().includes('\r\n\r\n') && socket.write('\0 no request\r\n\r\n'));
  });
  expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200']);
});

test('a page that there is not has its policy wherever it is asked for', async ({ api }) => {
  for (const path of ['/nada', '/api/nada', '/api']) {
    const { headers, status } = await api.stranger.get(path);
    expect([status, headers.get('content-security-policy')], path).toEqual([404, expect.stringContaining('nonce-')]);
  }
});

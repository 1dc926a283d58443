import { connect, type Socket } from 'node:net';
import { expect, test } from '../fixtures';

/** All that comes on a connection of its own. */
async function heard(url: string, begin: (socket: Socket) => void): Promise<string> {
  let text = '';
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  socket.on('error', () => undefined);
  begin(socket);
  // Not once(): that would fail with whoever is cut off.
  await new Promise((resolve) => socket.once('close', resolve));
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
  const text = await heard(deskUrl, (socket) => {
    socket.write(
      `GET /v2/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${agent.token}\r\nAccept: text/event-stream\r\n\r\n`,
    );
    socket.once('data', () => socket.write('\0 no request\r\n\r\n'));
  });
  expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200']);
});

test('a request is answered though what follows it is none, and the connection ends with that', async ({
  agent,
  api,
  deskUrl,
}) => {
  const made = await api.agent.post<{ data: { _id: string } }>('/v2/views', { name: 'Por borrar' });
  const head = `DELETE /v2/views/${made.body.data._id} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${agent.token}\r\n\r\n`;
  // A body that says no length, as some clients send it.
  const text = await heard(deskUrl, (socket) => socket.write(`${head}{"a":1}`));
  expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200']);
  expect(text.toLowerCase()).toContain('\r\nconnection: close\r\n');
});

test('a connection that asks on and on behind an answer that goes on is ended, and others are served', async ({
  agent,
  api,
  deskUrl,
}) => {
  const who = `Host: localhost\r\nAuthorization: Bearer ${agent.token}`;
  const text = await heard(deskUrl, (socket) => {
    socket.write(`GET /v2/events HTTP/1.1\r\n${who}\r\n\r\n`);
    socket.once('data', () => socket.write(`GET /v2/support-tickets HTTP/1.1\r\n${who}\r\n\r\n`.repeat(1_000)));
  });
  expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200']);
  expect((await api.agent.get('/v2/support-tickets')).status).toBe(200);
});

test('a body that no page takes is refused before it has come, whatever its size', async ({ api, deskUrl }) => {
  for (const path of ['/sign-in', '/', '/nada']) {
    const text = await heard(deskUrl, (socket) => {
      socket.write(`POST ${path} HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n`);
    });
    expect(text, path).toContain('HTTP/1.1 405 ');
    expect(text, path).toMatch(/Allow: GET, HEAD\r\n/i);
  }
  const { status, text } = await api.client.post('/v2/support-tickets', {
    tags: Array.from({ length: 100_000 }, () => 0),
  });
  expect(status).toBe(400);
  expect(text.length).toBeLessThan(20_000);
});

import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { TextResponse } from '@/lib/platform/text-response';
import { sendResponse } from './send-response';
import { webRequest } from './web-request';

type Handle = (request: Request) => Response | Promise<Response>;

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** A server that answers by a web handler, as direct-routes.ts does. */
async function serve(handle: Handle): Promise<string> {
  server = createServer(async (req, res) => {
    res.setHeader('X-Content-Type-Options', 'nosniff');
    const answer = await handle(webRequest(req, res, 'https://desk.example'));
    await sendResponse(answer, req.method === 'HEAD', res);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('it has what a request has: asked lightly or as a whole', async () => {
  let seen: unknown;
  const url = await serve(async (light) => {
    const isOne = light instanceof Request && light.headers instanceof Headers;
    const { method, url: address, headers } = light;
    const names = [
      headers.get('X-Thing'),
      headers.get('none'),
      headers.has('x-thing'),
      [...headers.keys()].includes('x-thing'),
    ];
    seen = {
      isOne,
      method,
      address,
      names,
      redirect: light.redirect,
      text: await light.text(),
      isUsed: light.bodyUsed,
    };
    return Response.json({});
  });
  await fetch(`${url}/v2/a%20b?q=ñ`, { method: 'POST', headers: { 'x-thing': ' one ' }, body: 'hola ñ' });
  expect(seen).toEqual({
    isOne: true,
    method: 'POST',
    address: 'https://desk.example/v2/a%20b?q=%C3%B1',
    names: ['one', null, true, true],
    redirect: 'follow',
    text: 'hola ñ',
    isUsed: true,
  });
});

test('a copy of it is a whole request', async () => {
  const url = await serve(async (light) => {
    const copy = light.clone();
    return Response.json([await light.json(), await copy.json(), copy.headers.get('x-thing')]);
  });
  const answer = await fetch(url, { method: 'POST', headers: { 'x-thing': 'one' }, body: '{"a":1}' });
  expect(await answer.json()).toEqual([{ a: 1 }, { a: 1 }, 'one']);
});

test('its signal tells that the caller has left', async () => {
  const left = Promise.withResolvers<void>();
  const url = await serve(
    ({ signal }) =>
      new Response(
        new ReadableStream({
          start(controller) {
            controller.enqueue(new TextEncoder().encode('first'));
            signal.addEventListener('abort', () => left.resolve());
          },
        }),
      ),
  );
  const asking = request(url).end();
  const [answer] = (await once(asking, 'response')) as [IncomingMessage];
  await once(answer, 'data');
  asking.destroy();
  await left.promise;
});

test('a text is sent with its length, and none of it to HEAD', async () => {
  const url = await serve(
    () =>
      new TextResponse('¡hola!', {
        status: 201,
        headers: { 'content-type': 'text/plain', 'x-content-type-options': 'other' },
      }),
  );
  const answer = await fetch(url);
  expect([answer.status, answer.headers.get('content-length'), await answer.text()]).toEqual([201, '7', '¡hola!']);
  // What the server said itself stays.
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  const head = await fetch(url, { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([201, '']);
});

test('every cookie is sent by itself, and no body is a length of nothing', async () => {
  const url = await serve(
    () =>
      new Response(null, {
        headers: [
          ['set-cookie', 'a=1'],
          ['set-cookie', 'b=2'],
        ],
      }),
  );
  const answer = await fetch(url);
  expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  expect(answer.headers.get('content-length')).toBe('0');
});

test('a stream is asked for no more than its reader takes, and told when they left', async () => {
  let made = 0;
  const left = Promise.withResolvers<void>();
  const body = () =>
    new ReadableStream({
      pull(controller) {
        made += 1;
        controller.enqueue(new Uint8Array(256 * 1024));
      },
      cancel: () => left.resolve(),
    });
  const url = await serve(() => new Response(body()));
  const asking = request(url).end();
  const [answer] = (await once(asking, 'response')) as [IncomingMessage];
  await once(answer, 'readable');
  answer.pause();
  // It stands still once the buffers between are full.
  let before = -1;
  await expect
    .poll(
      () => {
        const isStill = made === before;
        before = made;
        return isStill;
      },
      { interval: 100 },
    )
    .toBe(true);
  expect(made).toBeLessThan(200);
  asking.destroy();
  await left.promise;
});

test('a stream that breaks off does not look whole', async () => {
  const broken = () =>
    new ReadableStream({
      pull(controller) {
        controller.enqueue(new TextEncoder().encode('half'));
        controller.error(new Error('no more'));
      },
    });
  const url = await serve(() => new Response(broken()));
  await expect(fetch(url).then((answer) => answer.text())).rejects.toThrow();
});

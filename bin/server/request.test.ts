import type { IncomingMessage } from 'node:http';
import { expect, test, vi } from 'vitest';
import { cleanRequest } from './request';

const warn = vi.hoisted(() => vi.fn());
vi.mock('@/lib/platform/log', () => ({ log: () => ({ warn }) }));

function clean(headers: Record<string, string>, proxies = 0, url = '/'): IncomingMessage {
  const req = { socket: { remoteAddress: '192.0.2.1' }, headers: { ...headers }, url } as unknown as IncomingMessage;
  cleanRequest(req, proxies);
  return req;
}

test('the client’s address is ours to say', () => {
  expect(clean({ 'x-hilo-address': '127.0.0.1' }).headers).toEqual({ 'x-hilo-address': '192.0.2.1' });
});

test.each([
  'x-middleware-subrequest',
  'x-middleware-rewrite',
  'x-invoke-path',
  'x-matched-path',
  'x-now-route-matches',
  'x-next-resume-state-length',
  'x-nextjs-data',
  'x-prerender-revalidate',
  'next-resume',
  'x-hilo-anything',
])('%s from outside is dropped', (name) => {
  expect(clean({ [name]: '1' }).headers).not.toHaveProperty(name);
});

test.each(['next-router-state-tree', 'rsc', 'next-url', 'accept-language', 'if-match', 'idempotency-key'])(
  '%s stays',
  (name) => {
    expect(clean({ [name]: '1' }).headers).toHaveProperty(name, '1');
  },
);

test('who forwarded is believed of a trusted proxy only', () => {
  const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'evil.example', forwarded: 'for=1.2.3.4' };
  expect(clean(headers).headers).toEqual({ 'x-hilo-address': '192.0.2.1', 'x-hilo-forwarded': '1' });
  expect(clean({ 'x-hilo-forwarded': '1' }).headers).toEqual({ 'x-hilo-address': '192.0.2.1' });
  expect(clean(headers, 1).headers).toMatchObject(headers);
});

test.each([
  ['/v2/support-tickets?q=1', '/v2/support-tickets?q=1'],
  ['http://evil.example/v2/me?x=1', '/v2/me?x=1'],
  ['http://evil.example', '/'],
  ['*', '/'],
])('of the target %s the path %s is served', (target, path) => {
  expect(clean({}, 0, target).url).toBe(path);
});

test('that a proxy comes which is not trusted is said once', async () => {
  vi.resetModules();
  warn.mockClear();
  const { cleanRequest: cleanFresh } = await import('./request');
  const arrive = (headers: Record<string, string>, proxies: number) =>
    cleanFresh({ socket: { remoteAddress: '192.0.2.1' }, headers, url: '/' } as unknown as IncomingMessage, proxies);
  arrive({ accept: '*/*' }, 0);
  arrive({ 'x-forwarded-for': '203.0.113.9' }, 1);
  expect(warn).not.toHaveBeenCalled();
  for (const name of ['x-forwarded-for', 'forwarded', 'x-real-ip']) arrive({ [name]: '203.0.113.9' }, 0);
  expect(warn.mock.calls).toEqual([[expect.stringMatching(/^Requests come through a proxy .* set HILO_TRUST_PROXY/)]]);
});

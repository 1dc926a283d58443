import { expect, test } from 'vitest';
import { compileRoute } from './direct-routes';

test('a segment in brackets is a parameter, decoded', () => {
  const match = compileRoute('/v2/support-tickets/[id]');
  expect(match('/v2/support-tickets/support_ticket_1')).toEqual({ id: 'support_ticket_1' });
  expect(match('/v2/support-tickets/a%20b')).toEqual({ id: 'a b' });
  expect(match('/v2/support-tickets/a.rsc')).toEqual({ id: 'a.rsc' });
});

test.each(['/v2/support-tickets', '/v2/support-tickets/', '/v2/support-tickets/1/threads', '/x/v2/support-tickets/1'])(
  '%s is another path',
  (pathname) => {
    expect(compileRoute('/v2/support-tickets/[id]')(pathname)).toBeNull();
  },
);

test('several parameters, and the rest of a path', () => {
  expect(compileRoute('/v2/a/[x]/b/[y]')('/v2/a/1/b/2')).toEqual({ x: '1', y: '2' });
  expect(compileRoute('/v2/[...path]')('/v2/no/such%2Fthing')).toEqual({ path: ['no', 'such/thing'] });
  expect(compileRoute('/v2/[...path]')('/v2/')).toBeNull();
});

test('dots and other signs of a route stand for themselves', () => {
  expect(compileRoute('/v2/openapi.json')('/v2/openapi.json')).toEqual({});
  expect(compileRoute('/v2/openapi.json')('/v2/openapixjson')).toBeNull();
});

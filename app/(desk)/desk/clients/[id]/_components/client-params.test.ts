import { expect, test } from 'vitest';
import { clientHref, readClientParams } from './client-params';

test('what an address says comes back as the same address', () => {
  for (const params of [
    {},
    { status: 'open' as const },
    { status: 'closed' as const, cursor: 'a b&c' },
    { cursor: 'x' },
  ]) {
    const url = new URL(clientHref('client_x', params), 'http://desk');
    expect(readClientParams(Object.fromEntries(url.searchParams))).toEqual({
      status: undefined,
      cursor: undefined,
      ...params,
    });
  }
  expect(clientHref('client_x')).toBe('/desk/clients/client_x');
});

test('what it does not understand is absent', () => {
  expect(readClientParams({ status: 'lost', cursor: 'x'.repeat(201) })).toEqual({
    status: undefined,
    cursor: undefined,
  });
  expect(readClientParams({ status: ['open', 'closed'], other: 'x' })).toMatchObject({ status: 'open' });
});

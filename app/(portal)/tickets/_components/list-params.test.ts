import { expect, test } from 'vitest';
import { listFilter, listHref, readListParams } from './list-params';

test('the plain address shows active tickets', () => {
  expect(listFilter(readListParams({})).status).toEqual(['open', 'pending', 'in_progress']);
});

test('what the address does not understand counts as absent', () => {
  const params = readListParams({ status: 'everything', category: 'weather', q: ['a', 'b'], cursor: '  ' });
  expect(params).toEqual({ segment: 'active', q: undefined, category: undefined, cursor: undefined });
});

test('no search can carry what Postgres cannot store', () => {
  const { q } = readListParams({ q: ` a\0b \ud800` });
  expect(q).not.toContain('\0');
  expect(q?.isWellFormed()).toBe(true);
});

test('an address reads back as what it was written from', () => {
  const params = { segment: 'closed', q: 'año & «factura»', category: 'billing', cursor: 'WzEsMl0' } as const;
  const url = new URL(listHref(params), 'https://hilo.invalid');
  expect(readListParams(Object.fromEntries(url.searchParams))).toEqual(params);
});

test('only the reader’s own tickets are listed', () => {
  expect(listFilter(readListParams({ status: 'all' })).client).toEqual(['me']);
});

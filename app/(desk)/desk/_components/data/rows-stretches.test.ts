import { expect, test } from 'vitest';
import type { DeskRow } from '@/lib/desk/schema';
import { flatten, type Stretch, withRow, withStretch } from './rows-stretches';

const row = (number: number, title = '') => ({ number, title }) as DeskRow;
const stretch = (from: string | null, to: string | null, numbers: number[], at = 1): Stretch => ({
  from,
  to,
  rows: numbers.map((number) => row(number)),
  at,
});
const numbers = (stretches: Stretch[]) => flatten(stretches).map((placed) => placed.row.number);

test('stretches read one after the other', () => {
  expect(numbers([stretch(null, 'a', [5, 4]), stretch('a', null, [3, 2])])).toEqual([5, 4, 3, 2]);
});

test('a row that moved stands once, where it was read last', () => {
  expect(numbers([stretch(null, 'a', [2, 5, 4], 9), stretch('a', null, [3, 2], 1)])).toEqual([2, 5, 4, 3]);
  expect(numbers([stretch(null, 'a', [5, 4, 3], 1), stretch('a', null, [3, 2], 9)])).toEqual([5, 4, 3, 2]);
});

test('a stretch read again takes the place of the old one, be it longer than a page or gone', () => {
  const old = [stretch(null, 'a', [5, 4]), stretch('a', 'b', [3]), stretch('b', null, [2])];
  expect(numbers(withStretch(old, 'a', [stretch('a', 'x', [9, 8]), stretch('x', 'b', [3])]))).toEqual([
    5, 4, 9, 8, 3, 2,
  ]);
  expect(withStretch(old, 'nowhere', [])).toBe(old);
});

test('a change of one row leaves the other stretches as they are', () => {
  const old = [stretch(null, 'a', [5, 4]), stretch('a', null, [3])];
  const next = withRow(old, 3, { title: 'Nuevo' });
  expect(next[0]).toBe(old[0]);
  expect(next[1]?.rows[0]).toMatchObject({ number: 3, title: 'Nuevo' });
});

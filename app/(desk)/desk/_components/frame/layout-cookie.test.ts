import { expect, test } from 'vitest';
import { readLayout, writeLayout } from './layout-cookie';

test('a layout is written and read back', () => {
  for (const layout of [
    { isDense: false },
    { isDense: true, rail: 200 },
    { isDense: true, rail: 240, list: 400, aside: 300 },
  ])
    expect(readLayout(writeLayout(layout))).toEqual(layout);
});

test('what no reader can choose is not believed', () => {
  expect(readLayout(undefined)).toEqual({ isDense: false });
  expect(readLayout('r9999.l1.ax.d')).toEqual({ isDense: true, rail: 320, list: 280 });
  expect(readLayout('<script>.l-5.l1e9')).toEqual({ isDense: false });
});

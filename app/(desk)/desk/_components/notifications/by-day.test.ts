import { expect, test } from 'vitest';
import { byDay } from './by-day';

const at = (createdAt: string) => ({ createdAt });

test('a day is one of the reader’s own zone, in the order in which things came', () => {
  const all = [at('2026-03-02T02:00:00Z'), at('2026-03-01T20:00:00Z'), at('2026-03-01T03:00:00Z')];
  expect(byDay(all, 'America/Bogota')).toEqual([
    { day: '2026-03-01', notices: [all[0], all[1]] },
    { day: '2026-02-28', notices: [all[2]] },
  ]);
  expect(byDay(all, 'UTC').map(({ day }) => day)).toEqual(['2026-03-02', '2026-03-01']);
  expect(byDay([], 'UTC')).toEqual([]);
});

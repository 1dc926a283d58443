import { expect, test } from 'vitest';
import { usualWait } from './usual-wait';

test('is rounded up to what people say', () => {
  const said = (seconds: number) => {
    const { count, unit } = usualWait(seconds);
    return `${count} ${unit}`;
  };
  expect([1, 300, 301, 2_699, 2_701, 3_600].map(said)).toEqual([
    '5 minutes',
    '5 minutes',
    '10 minutes',
    '45 minutes',
    '1 hours',
    '1 hours',
  ]);
  expect([3_601, 10_000, 50_000, 86_400, 86_401, 700_000].map(said)).toEqual([
    '2 hours',
    '3 hours',
    '18 hours',
    '1 days',
    '2 days',
    '9 days',
  ]);
});

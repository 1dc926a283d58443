import { expect, test } from '@playwright/test';
import { withArena } from '@/attack/arena';
import { attackBySql } from '@/attack/sql';

test('queries, searches and cursors of any kind tell nobody of what is not theirs, and never fail', async () => {
  test.setTimeout(300_000);
  const { findings } = await withArena({ isQuick: true }, (arena) => attackBySql(arena, { seed: 1, count: 25 }));
  expect(findings).toEqual([]);
});

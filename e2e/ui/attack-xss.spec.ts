import { expect, test } from '@playwright/test';
import { withArena } from '@/attack/arena';
import { attackByXss } from '@/attack/xss';

// Hundreds of pages in four browsers' worth of contexts: a trace of it all would cost more than the walk.
test.use({ trace: 'off', screenshot: 'off' });

// Not the fixtures' desk: what is planted would stand in everybody's lists. With the policy off whatever runs, runs.
test('what people write is text wherever it is shown: two hundred scripts in every field, none a part of a page', async () => {
  test.setTimeout(480_000);
  const { findings } = await withArena({ isQuick: true }, (arena) => attackByXss(arena));
  expect(findings).toEqual([]);
});

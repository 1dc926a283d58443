import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { coalesce } from './coalesce';

const pace = { soonMs: 50, everyMs: 500 };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test('many who ask at once are served once, and the next not before the pace allows', async () => {
  let runs = 0;
  const { ask } = coalesce(() => void runs++, pace);
  for (let asked = 0; asked < 20; asked++) ask();
  await pass(49);
  expect(runs).toBe(0);
  await pass(1);
  expect(runs).toBe(1);
  for (let ms = 0; ms < 5_000; ms += 20) {
    ask();
    await pass(20);
  }
  expect(runs).toBeGreaterThanOrEqual(10);
  expect(runs).toBeLessThanOrEqual(11);
});

test('what takes long is not begun anew before it is done, and whoever asked meanwhile is served after it', async () => {
  const ends: (() => void)[] = [];
  const { ask } = coalesce(() => new Promise<void>((resolve) => void ends.push(resolve)), pace);
  ask();
  await pass(50);
  ask();
  await pass(5_000);
  expect(ends).toHaveLength(1);
  ends[0]?.();
  await pass(0);
  expect(ends).toHaveLength(2);
});

test('what was asked for can be called off', async () => {
  let runs = 0;
  const { ask, cancel } = coalesce(() => void runs++, pace);
  ask();
  cancel();
  await pass(1_000);
  expect(runs).toBe(0);
});

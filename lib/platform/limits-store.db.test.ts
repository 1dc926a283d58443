import { RateLimiterPostgres } from 'rate-limiter-flexible';
import sql from 'sql-template-tag';
import { afterEach, expect, test, vi } from 'vitest';
import { db } from './db';
import { limitsStore } from './limits-store';

const limiter = new RateLimiterPostgres({
  storeClient: limitsStore,
  storeType: 'pool',
  tableName: 'rate_limits',
  tableCreated: true,
  keyPrefix: 'test',
  points: 3,
  duration: 60,
  clearExpiredByTimeout: false,
});

afterEach(() => {
  vi.useRealTimers();
});

const hours = (count: number) => count * 60 * 60 * 1000;

function setClock(offset: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(Date.now() + offset) });
}

test('points are counted together, and the window is told in milliseconds from now', async () => {
  const key = crypto.randomUUID();
  await limiter.consume(key, 2);
  const { remainingPoints, msBeforeNext } = await limiter.consume(key, 1);
  expect(remainingPoints).toBe(0);
  expect(msBeforeNext).toBeGreaterThan(50_000);
  expect(msBeforeNext).toBeLessThanOrEqual(60_000);
  await expect(limiter.consume(key, 1)).rejects.toMatchObject({ consumedPoints: 4 });
});

test('not one is lost when the clock goes on while a question is made', async () => {
  for (let each = 0; each < 200; each += 1) {
    const key = crypto.randomUUID();
    const { remainingPoints } = await limiter.consume(key, 1);
    // From here on a millisecond passes with each look at it.
    let now = Date.now();
    const clock = vi.spyOn(Date, 'now').mockImplementation(() => now++);
    const left = [remainingPoints];
    for (const _ of [2, 3]) left.push((await limiter.consume(key, 1)).remainingPoints);
    clock.mockRestore();
    expect(left).toEqual([2, 1, 0]);
  }
});

test.each([-2, 2])('a clock that is set %i hours on neither locks anybody out nor lets anybody in', async (offset) => {
  const key = crypto.randomUUID();
  await limiter.consume(key, 3);
  setClock(hours(offset));
  const refused = await limiter.consume(key, 1).catch((error: unknown) => error);
  expect(refused).toMatchObject({ consumedPoints: 4 });
  expect((refused as { msBeforeNext: number }).msBeforeNext).toBeLessThanOrEqual(60_000);
});

test.each([-2, 2])(
  'how a key stands is told by the database’s clock too, with one of one’s own that is %i hours off',
  async (offset) => {
    const [begun, over] = [crypto.randomUUID(), crypto.randomUUID()];
    for (const key of [begun, over]) await limiter.consume(key, 3);
    await db.query(
      sql`UPDATE rate_limits SET expire = extract(epoch FROM now()) * 1000 - 1 WHERE key = ${`test:${over}`}`,
    );
    setClock(hours(offset));
    expect(await limiter.get(over)).toBeNull();
    expect(await limiter.get(begun)).toMatchObject({ consumedPoints: 3, remainingPoints: 0 });
    const { msBeforeNext = 0 } = (await limiter.get(begun)) ?? {};
    expect(msBeforeNext).toBeGreaterThan(50_000);
    expect(msBeforeNext).toBeLessThanOrEqual(60_000);
  },
);

test('a window that is over begins anew, and so does one that a wrong clock wrote', async () => {
  const key = crypto.randomUUID();
  await limiter.consume(key, 3);
  for (const end of [sql`now() - interval '1 second'`, sql`now() + interval '2 hours'`]) {
    await db.query(sql`UPDATE rate_limits SET expire = extract(epoch FROM ${end}) * 1000 WHERE key = ${`test:${key}`}`);
    expect(await limiter.consume(key, 3)).toMatchObject({ consumedPoints: 3, remainingPoints: 0 });
  }
});

test('a count that is set holds for as long as was said, beside those that are added up', async () => {
  const key = crypto.randomUUID();
  await limiter.consume(key, 1);
  setClock(hours(-2));
  await limiter.set(key, 7, 30);
  vi.useRealTimers();
  const refused = await limiter.consume(key, 1).catch((error: unknown) => error);
  expect(refused).toMatchObject({ consumedPoints: 8 });
  expect((refused as { msBeforeNext: number }).msBeforeNext).toBeLessThanOrEqual(30_000);
});

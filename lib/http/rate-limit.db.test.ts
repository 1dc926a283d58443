import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { closeDatabase, pool } from '@/lib/platform/db';
import { env, putEnv } from '@/lib/platform/env';
import { countRequest, forget, isKnown, rateLimitHeaders, type Standing, spentStanding } from './rate-limit';

let asked = 0;
const count = () => {
  asked += 1;
};
beforeEach(() => {
  asked = 0;
  pool.on('acquire', count);
});
afterEach(() => {
  pool.off('acquire', count);
  vi.useRealTimers();
});

/** So many requests of a key, one after the other. */
async function spend(key: string, limit: number, requests: number): Promise<(Standing | undefined)[]> {
  const standings: (Standing | undefined)[] = [];
  for (let each = 0; each < requests; each += 1) standings.push(await countRequest(key, limit));
  return standings;
}

const passed = (standings: (Standing | undefined)[]) => standings.filter((each) => !each?.isOver).length;

describe('a limit', () => {
  test.each([1, 2, 19, 20, 21, 100])('of %d lets exactly so many through, and counts down to 0', async (limit) => {
    const standings = await spend(`exact ${limit}`, limit, limit + 5);
    const left = standings.map((each) => each?.remaining);
    expect(left).toEqual([...Array.from({ length: limit }, (_, index) => limit - 1 - index), 0, 0, 0, 0, 0]);
    expect(standings.map((each) => each?.isOver)).toEqual(left.map((_, index) => index >= limit));
    for (const each of standings) expect(each).toMatchObject({ limit, seconds: expect.closeTo(60, -1) });
  });

  test('lets exactly so many of those through that come at once, each knowing its place', async () => {
    const standings = await Promise.all(Array.from({ length: 300 }, () => countRequest('at once', 100)));
    expect(passed(standings)).toBe(100);
    const places = standings.filter((each) => !each?.isOver).map((each) => each?.remaining ?? -1);
    expect(places.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, index) => index));
  });

  test('asks Postgres once for a twentieth of it, and for nothing once it is over', async () => {
    expect(passed(await spend('leased', 600, 600))).toBe(600);
    expect(asked).toBe(20);
    expect(passed(await spend('leased', 600, 500))).toBe(0);
    expect(asked).toBe(20);
    expect(spentStanding('leased')).toMatchObject({ limit: 600, remaining: 0, isOver: true });
  });

  test('is one for all processes: what another has taken is gone', async () => {
    await spend('shared', 20, 1);
    await pool.query("UPDATE rate_limits SET points = 15 WHERE key = 'api:shared'");
    expect(passed(await spend('shared', 20, 20))).toBe(5);
  });

  test('gives what is left of a share that another process has had a part of', async () => {
    await spend('part', 100, 5);
    await pool.query("UPDATE rate_limits SET points = 97 WHERE key = 'api:part'");
    const standings = await spend('part', 100, 10);
    expect(passed(standings)).toBe(3);
    expect(standings[2]).toMatchObject({ remaining: 0, isOver: false });
  });

  test('begins anew when its minute is over', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    expect(passed(await spend('again', 3, 5))).toBe(3);
    vi.advanceTimersByTime(59_000);
    expect(await countRequest('again', 3)).toMatchObject({ isOver: true, seconds: 1 });
    vi.advanceTimersByTime(1_001);
    await pool.query("UPDATE rate_limits SET expire = expire - 60001 WHERE key = 'api:again'");
    expect(spentStanding('again')).toBeUndefined();
    expect(passed(await spend('again', 3, 5))).toBe(3);
  });

  test.each([-2, 2])('is nobody’s for longer when the clock is set %i hours on', async (hours) => {
    const key = `clock ${hours}`;
    expect(passed(await spend(key, 3, 5))).toBe(3);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + hours * 3_600_000 });
    expect(await countRequest(key, 3)).toMatchObject({ isOver: true, seconds: expect.closeTo(60, -1) });
    expect(spentStanding(key)).toMatchObject({ seconds: expect.closeTo(60, -1) });
  });

  test('that changes holds from the next request on, with what was spent before', async () => {
    expect(passed(await spend('changed', 10, 4))).toBe(4);
    expect(await countRequest('changed', 100)).toMatchObject({ limit: 100, isOver: false, remaining: 95 });
    expect(await countRequest('changed', 4)).toMatchObject({ limit: 4, isOver: true, remaining: 0 });
    expect(await countRequest('changed', 0)).toBeUndefined();
    expect(passed(await spend('changed', 12, 5))).toBeGreaterThan(0);
  });

  test('of one key is not another’s', async () => {
    await spend('flood', 5, 50);
    expect(passed(await spend('quiet', 5, 5))).toBe(5);
  });

  test('of 0 is none, and costs nothing', async () => {
    expect(await spend('free', 0, 3)).toEqual([undefined, undefined, undefined]);
    expect([asked, isKnown('free'), spentStanding('free')]).toEqual([0, true, undefined]);
  });
});

test('what is kept in memory is bounded, and what was refused stays refused at no cost', async () => {
  await spend('refused', 2, 3);
  for (let index = 0; index < 25_000; index += 1) await countRequest(`stranger ${index}`, 0);
  expect([isKnown('refused'), isKnown('stranger 4999'), isKnown('stranger 5000')]).toEqual([false, false, true]);
  asked = 0;
  expect(passed(await spend('refused', 2, 100))).toBe(0);
  expect(asked).toBe(0);
});

test('a key that is used stays known while others come and go', async () => {
  await countRequest('regular', 0);
  for (let index = 0; index < 30_000; index += 1) {
    await countRequest(`passer-by ${index}`, 0);
    if (index % 10_000 === 0) await countRequest('regular', 0);
  }
  expect(isKnown('regular')).toBe(true);
  forget('regular');
  expect(isKnown('regular')).toBe(false);
});

test('while the database is away a process counts for itself', async () => {
  const { DATABASE_URL } = env();
  await closeDatabase();
  putEnv({ DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/nothing' });
  try {
    expect(passed(await spend('away', 5, 8))).toBe(5);
  } finally {
    await closeDatabase();
    putEnv({ DATABASE_URL });
  }
});

test('the headers say one thing in two ways', () => {
  expect(rateLimitHeaders({ limit: 20, remaining: 7, seconds: 42, isOver: false })).toEqual({
    'ratelimit-policy': '"minute";q=20;w=60',
    ratelimit: '"minute";r=7;t=42',
    'x-ratelimit-limit': '20',
    'x-ratelimit-remaining': '7',
    'x-ratelimit-reset': '42',
  });
});

import { describe, expect, test } from 'vitest';
import { ticketEvents } from '@/lib/events/schema';
import { hearableEvents, maxAttempts, readRetryAfter, waitAfter } from './rules';

const now = new Date('2026-11-21T12:00:00Z');
const day = 24 * 60 * 60 * 1000;
const failed = { status: 500, retryAfter: null };

test('clients hear of no notes', () => {
  for (const type of ['ticket.noted', 'ticket.woken', 'ticket.linked', 'ticket.unlinked'])
    expect(hearableEvents('client')).not.toContain(type);
  expect(hearableEvents('client')).toEqual(expect.arrayContaining(['ticket.replied', 'ticket.merged']));
  for (const role of ['agent', 'admin'] as const) expect(hearableEvents(role)).toEqual(ticketEvents);
});

describe('ten attempts', () => {
  const waits = (chance: number) =>
    Array.from({ length: maxAttempts - 1 }, (_, index) => waitAfter(index + 1, failed, now, chance) ?? 0);

  test.each([0, 0.5, 1])('take about three days (chance %d), each waiting longer than the one before', (chance) => {
    const all = waits(chance);
    const sum = all.reduce((total, each) => total + each, 0);
    expect(sum).toBeGreaterThan(2.6 * day);
    expect(sum).toBeLessThan(3.4 * day);
    expect(all).toEqual([...all].sort((a, b) => a - b));
    expect(all[0]).toBeGreaterThanOrEqual(4_000);
    expect(all[0]).toBeLessThan(6_000);
  });

  test('are all', () => {
    expect(waitAfter(maxAttempts, failed, now, 0)).toBeNull();
    expect(waitAfter(maxAttempts + 5, { status: 429, retryAfter: '1' }, now, 0)).toBeNull();
  });

  test('do not fall together: chance moves each', () => {
    expect(waitAfter(5, failed, now, 0)).not.toBe(waitAfter(5, failed, now, 1));
  });
});

describe('Retry-After', () => {
  test.each([
    [null, null],
    ['', null],
    ['soon', null],
    ['7', 7_000],
    [' 7 ', 7_000],
    ['-7', null],
    ['1.5', null],
    ['999999999', day],
    ['Sat, 21 Nov 2026 12:01:00 GMT', 60_000],
    ['Sat, 21 Nov 2026 11:00:00 GMT', 0],
    ['Sat, 21 Nov 2099 11:00:00 GMT', day],
  ])('%j asks for %j ms', (text, ms) => {
    expect(readRetryAfter(text, now)).toBe(ms);
  });

  test('is waited for after 429 and 503, and never makes us come sooner', () => {
    for (const status of [429, 503]) {
      expect(waitAfter(1, { status, retryAfter: '600' }, now, 0)).toBe(600_000);
      expect(waitAfter(1, { status, retryAfter: '600' }, now, 1)).toBeGreaterThan(600_000);
      expect(waitAfter(5, { status, retryAfter: '1' }, now, 0)).toBe(waitAfter(5, failed, now, 0));
    }
    expect(waitAfter(1, { status: 500, retryAfter: '600' }, now, 0)).toBe(4_500);
  });
});

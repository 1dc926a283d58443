import { describe, expect, it } from 'vitest';
import { type Attempt, formatDuration, isTaken, outcomeKey } from './attempt-words';

function attempt(fields: Partial<Attempt>): Attempt {
  const nothing = { status: null, error: null, durationMs: 5, responseBytes: null, responseHead: null };
  return { number: 1, startedAt: '2026-01-15T10:30:00.000Z', requestBytes: 10, ...nothing, ...fields };
}

describe('an attempt in words', () => {
  it.each([
    [200, 'delivered'],
    [204, 'delivered'],
    [302, 'redirect'],
    [401, 'denied'],
    [404, 'notThere'],
    [408, 'late'],
    [410, 'gone'],
    [413, 'tooLarge'],
    [422, 'rejected'],
    [429, 'busy'],
    [500, 'broken'],
    [503, 'away'],
    [504, 'late'],
    [101, 'odd'],
  ])('%i is %s', (status, key) => expect(outcomeKey(attempt({ status }))).toBe(key));

  it('without an answer is why there was none', () =>
    expect(outcomeKey(attempt({ error: 'TIMEOUT' }))).toBe('TIMEOUT'));
  it('without an end is running', () => expect(outcomeKey(attempt({ durationMs: null }))).toBe('running'));

  it('is taken with 2xx only', () => {
    expect([199, 200, 299, 300, 500].filter((status) => isTaken(attempt({ status })))).toEqual([200, 299]);
    expect(isTaken(attempt({ error: 'TIMEOUT' }))).toBe(false);
  });

  it('took milliseconds, or seconds from one on', () => {
    expect([0, 84, 999, 1000, 1249, 14_960].map((ms) => formatDuration(ms, 'es'))).toEqual([
      '0 ms',
      '84 ms',
      '999 ms',
      '1 s',
      '1,2 s',
      '15 s',
    ]);
  });
});

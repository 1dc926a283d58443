import { expect, test } from 'vitest';
import { tokenState } from './rules';

const now = new Date('2026-11-21T12:00:00Z');
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000);
const token = { expiresAt: null, revokedAt: null, user: { disabledAt: null } };

test('a token without an end is live', () => {
  expect(tokenState(token, now)).toBe('live');
});

test.each([
  [30, 'live'],
  [7, 'live'],
  [6.99, 'expiring'],
  [0.001, 'expiring'],
  [0, 'expired'],
  [-1, 'expired'],
] as const)('a token that ends in %d days is %s', (days, state) => {
  expect(tokenState({ ...token, expiresAt: inDays(days) }, now)).toBe(state);
});

test('a token of a disabled person waits for them', () => {
  expect(tokenState({ ...token, user: { disabledAt: now } }, now)).toBe('ownerless');
});

test('expired is said before the owner, and revoked before all', () => {
  const late = { expiresAt: inDays(-1), user: { disabledAt: now } };
  expect(tokenState({ ...late, revokedAt: null }, now)).toBe('expired');
  expect(tokenState({ ...late, revokedAt: now }, now)).toBe('revoked');
});

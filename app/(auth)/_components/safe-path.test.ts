import { expect, test } from 'vitest';
import { safePath } from './safe-path';

test.each([
  ['/tickets/1042', '/tickets/1042'],
  ['/tickets?status=all&q=a%20b#end', '/tickets?status=all&q=a%20b#end'],
  ['/tickets?next=//evil.example', '/tickets?next=//evil.example'],
])('a path of this site is kept: %s', (given, expected) => {
  expect(safePath(given)).toBe(expected);
});

test.each([
  undefined,
  '',
  'tickets',
  'https://evil.example/',
  'javascript:alert(1)',
  '//evil.example',
  '/\\evil.example',
  '\\/evil.example',
  '/\t/evil.example',
  '/\n//evil.example',
  '/.//evil.example',
  '/a/..//evil.example',
  'http:evil.example',
])('anything else leads to the start: %j', (given) => {
  expect(safePath(given)).toBe('/');
});

test('several addresses at once are none', () => {
  expect(safePath(['/tickets', '/desk'])).toBe('/');
});

test('the door does not lead to itself', () => {
  expect(safePath('/sign-in?callbackUrl=/sign-in')).toBe('/');
  expect(safePath('/register')).toBe('/');
  expect(safePath('/sign-in-help')).toBe('/sign-in-help');
});

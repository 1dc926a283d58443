import { expect, test } from 'vitest';
import { password } from '@/lib/people/schema';
import { generatePassword } from './generate-password';

test('a generated password is one that the API takes', () => {
  const made = generatePassword();
  expect(password.parse(made)).toBe(made);
  expect(made).toMatch(/^([a-z2-9]{5}-){3}[a-z2-9]{5}$/);
});

test('no two are the same, and every letter comes up', () => {
  const all = Array.from({ length: 500 }, generatePassword);
  expect(new Set(all).size).toBe(500);
  expect([...new Set(all.join('').replaceAll('-', ''))].sort().join('')).toBe('23456789abcdefghjkmnpqrstuvwxyz');
});

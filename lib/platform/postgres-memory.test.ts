import { expect, test } from 'vitest';
import { sharedBuffers } from './postgres-memory';

const GB = 1024 ** 3;

test.each([
  ['half a', 0.5, '128MB'],
  ['one', 1, '256MB'],
  ['four', 4, '1024MB'],
  ['twenty-four', 24, '2048MB'],
])('of %s GB a quarter, within bounds', (_, gb, setting) => expect(sharedBuffers(gb * GB)).toBe(setting));

test('of this machine something that Postgres takes', () => expect(sharedBuffers()).toMatch(/^\d{3,4}MB$/));

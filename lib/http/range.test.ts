import { expect, test } from 'vitest';
import { rangeOf } from './range';

test.each([
  ['bytes=0-0', 0, 0],
  ['bytes=0-', 0, 99],
  ['bytes=10-19', 10, 19],
  ['bytes=99-', 99, 99],
  ['bytes=90-1000', 90, 99],
  ['bytes=90-99999999999999999999999', 90, 99],
  ['bytes=-1', 99, 99],
  ['bytes=-100', 0, 99],
  ['bytes=-5000', 0, 99],
  ['Bytes = 5 - 6', 5, 6],
])('%s of 100 bytes', (header, start, end) => {
  expect(rangeOf(header, 100)).toEqual({ start, end });
});

test.each([
  null,
  '',
  'bytes',
  'bytes=',
  'bytes=-',
  'bytes=5-2',
  'bytes=a-b',
  'bytes=1-2x',
  'bytes=0x1-',
  'bytes=1.5-',
  'bytes=--5',
  'lines=1-2',
  'bytes=0-0,5-5',
  'bytes=0-,0-,0-,0-',
])('%s is passed over', (header) => {
  expect(rangeOf(header, 100)).toBeUndefined();
});

test.each([
  ['bytes=100-', 100],
  ['bytes=100-200', 100],
  ['bytes=99999999999999999999-', 100],
  ['bytes=-0', 100],
  ['bytes=0-', 0],
  ['bytes=0-0', 0],
  ['bytes=-1', 0],
])('%s of %i bytes cannot be had', (header, size) => {
  expect(rangeOf(header, size)).toBe('unsatisfiable');
});

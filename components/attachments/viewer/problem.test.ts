import { expect, it } from 'vitest';
import { problemOf } from './problem';

it.each([
  [200, null],
  [206, null],
  // Not even one byte to give: the file is there and empty.
  [416, null],
  [404, 'gone'],
  [401, 'gone'],
  [403, 'infected'],
  [409, 'unscanned'],
  [503, 'away'],
  [500, 'away'],
  [0, 'away'],
])('status %i of a file means %s', (status, problem) => expect(problemOf(status)).toBe(problem));

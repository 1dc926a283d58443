import { expect, test } from 'vitest';
import { findNamed } from './namesakes';

const people = [
  { id: 1, name: 'Ana Ruiz' },
  { id: 2, name: 'Bea Ana' },
  { id: 3, name: 'ana ruíz' },
  { id: 4, name: 'Ana Ruiz 80b4' },
  { id: 5, name: 'Mariana' },
];
const found = (typed: string) => findNamed(people, typed).map(({ person, count }) => [person.id, count]);

test('those who share a name are one, and count', () =>
  expect(found('ana ruiz')).toEqual([
    [1, 2],
    [4, 1],
  ]));

test('what begins the name goes before what begins a later word, and the middle of a word does not count', () =>
  expect(found('aná')).toEqual([
    [1, 2],
    [4, 1],
    [2, 1],
  ]));

test('no more than fit the list', () =>
  expect(
    findNamed(
      Array.from({ length: 20 }, (_, at) => ({ name: `Ana ${at}` })),
      '',
    ),
  ).toHaveLength(8));

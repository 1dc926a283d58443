import { expect, test } from 'vitest';
import { narrow } from './narrow';

const people = Array.from({ length: 120 }, (_, at) => ({
  _id: String(at),
  name: at % 2 ? `Ana ${at}` : `Íñigo ${at}`,
}));

test('those chosen stand first however many others there are, and the rest is a number', () => {
  const { shown, left } = narrow(people, '', ['118', '5']);
  expect(shown.slice(0, 3).map(({ _id }) => _id)).toEqual(['5', '118', '0']);
  expect(shown).toHaveLength(52);
  expect(left).toBe(68);
});

test('what is typed narrows those chosen as well', () => {
  const { shown, left } = narrow(people, 'inigo 11', ['5', '118']);
  expect(shown.map(({ name }) => name)).toEqual(['Íñigo 118', 'Íñigo 110', 'Íñigo 112', 'Íñigo 114', 'Íñigo 116']);
  expect(left).toBe(0);
});

test('few are all shown', () => expect(narrow(people.slice(0, 3), '').shown).toHaveLength(3));

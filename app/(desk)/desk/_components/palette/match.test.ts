import { expect, test } from 'vitest';
import { matchParts, matchScore, wordsOf } from './match';

const marked = (text: string, typed: string) =>
  matchParts(text, wordsOf(typed))
    .map(({ text: part, isMatch }) => (isMatch ? `[${part}]` : part))
    .join('');

test('accents and case do not matter, and the marks stand where they are', () => {
  expect(marked('Asignación automática', 'asignacion')).toBe('[Asignación] automática');
  expect(marked('Dejar sin asignar', 'ASI')).toBe('Dejar sin [asi]gnar');
  expect(marked('El ñandú 🧵 corrió', 'nandu corrio')).toBe('El [ñandú] 🧵 [corrió]');
  expect(marked('Nada', '')).toBe('Nada');
  expect(marked('Nada', 'x')).toBe('Nada');
});

test('the beginning of a word is marked before its middle', () => {
  expect(marked('Reasignar y asignar', 'asig')).toBe('Reasignar y [asig]nar');
});

test('all words must be there; beginnings count more, hidden words least', () => {
  const words = wordsOf('asi');
  const scores = ['Asignar', 'Sin asignar', 'Reasignar', 'Otra cosa'].map((text) => matchScore(text, words));
  expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  expect(new Set(scores).size).toBe(4);
  expect(matchScore('Otra cosa', words, 'asignar')).toBeGreaterThan(0);
  expect(matchScore('Asignar', wordsOf('asi nunca'))).toBe(0);
  expect(matchScore('Lo que sea', [])).toBe(1);
});

import { expect, test } from 'vitest';
import { statusOfCode } from '@/lib/platform/errors';
import { pickLanguage, sentenceOf } from './sentences';

test.each([
  [null, 'es'],
  ['', 'es'],
  ['*', 'es'],
  ['en', 'en'],
  ['en-US,en;q=0.9,es;q=0.8', 'en'],
  ['es-CO,en;q=0.9', 'es'],
  ['en;q=0.5, es;q=0.6', 'es'],
  ['fr', 'es'],
  ['fr, en;q=0.1', 'en'],
  ['en, es', 'en'],
  ['es, en', 'es'],
  ['en;q=0', 'es'],
  ['en;q=potato, ;;;', 'es'],
] as const)('Accept-Language %j is answered in %s', (header, language) => {
  expect(pickLanguage(header)).toBe(language);
});

test('every code has a sentence in both languages', () => {
  for (const code of Object.keys(statusOfCode)) {
    expect(sentenceOf(code, 'es')).not.toBe(code);
    expect(sentenceOf(code, 'en')).not.toBe(code);
  }
  expect(sentenceOf('TITLE_REQUIRED', 'es')).toBe('El título es requerido');
  expect(sentenceOf('INVALID_PRIORITY', 'es')).toBe('Nivel de prioridad inválido');
});

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
  [' en ; q=0.9 ,  es;q=0.2 ', 'en'],
  [`en${' '.repeat(16_000)}!`, 'en'],
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

test.each([
  [0.2, 'dentro de 1 segundo', 'in 1 second'],
  [41.5, 'dentro de 42 segundos', 'in 42 seconds'],
  [119, 'dentro de 119 segundos', 'in 119 seconds'],
  [840, 'dentro de 14 minutos', 'in 14 minutes'],
  [3541, 'dentro de 60 minutos', 'in 60 minutes'],
])('who has to wait %d s is told when to try again', (seconds, spanish, english) => {
  expect(sentenceOf('RATE_LIMITED', 'es', seconds)).toBe(
    `Demasiadas peticiones seguidas: vuelve a intentarlo ${spanish}`,
  );
  expect(sentenceOf('RATE_LIMITED', 'en', seconds)).toBe(`Too many requests in a row: try again ${english}`);
  expect(sentenceOf('SERVICE_UNAVAILABLE', 'es', seconds)).toBe(sentenceOf('SERVICE_UNAVAILABLE', 'es'));
});

import { describe, expect, it } from 'vitest';
import { pickLocale } from './locale';
import { pickTimeZone } from './time-zone';

describe('the language of a page', () => {
  it('is the one that the reader chose', () => expect(pickLocale('en', 'es', 'es')).toBe('en'));
  it('ignores a cookie that names no language of ours', () => expect(pickLocale('fr', 'en', 'es')).toBe('en'));
  it.each([
    ['en-GB,en;q=0.9', 'en'],
    ['es-CO,es;q=0.9,en;q=0.8', 'es'],
    ['fr-FR,fr;q=0.9,en;q=0.5,es;q=0.4', 'en'],
    ['es;q=0.3, en;q=0.7', 'en'],
    ['en;q=0, es', 'es'],
    ['de', 'es'],
    ['*', 'es'],
    [';;;q=,,', 'es'],
    [null, 'es'],
  ] as const)('is the best of %s: %s', (header, locale) => expect(pickLocale(undefined, header, 'es')).toBe(locale));
  it('falls back on the language of the desk', () => expect(pickLocale(undefined, 'de', 'en')).toBe('en'));
});

describe('the time zone of a page', () => {
  it('is the one of the cookie', () => expect(pickTimeZone('America/Bogota')).toBe('America/Bogota'));
  it.each([undefined, '', 'Mars/Olympus', 'x'.repeat(1000), '../../etc'])('is UTC for %s', (cookie) =>
    expect(pickTimeZone(cookie)).toBe('UTC'),
  );
});

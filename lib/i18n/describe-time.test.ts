import { describe, expect, it } from 'vitest';
import { describeTime, type TimeStyle } from './describe-time';
import type { Locale } from './locale';
import en from './messages/en/common.json';
import es from './messages/es/common.json';

const now = new Date('2026-11-21T15:04:00Z'); // a Saturday, 10:04 in Bogotá

function say(at: string, style: TimeStyle, locale: Locale = 'es', timeZone = 'America/Bogota'): string {
  const words = (locale === 'es' ? es : en).time;
  const word = (key: keyof typeof words, values: Record<string, string | number> = {}) =>
    words[key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
  return describeTime(new Date(at), style, { now, locale, timeZone, word });
}

describe('a moment in words', () => {
  it.each([
    ['2026-11-21T15:03:30Z', 'ago', 'ahora'],
    ['2026-11-21T14:58:00Z', 'ago', 'hace 6 min'],
    ['2026-11-21T13:04:00Z', 'ago', 'hace 2 h'],
    ['2026-11-21T05:04:00Z', 'ago', 'hace 10 h'],
    ['2026-11-21T04:30:00Z', 'ago', 'hace 10 h'],
    ['2026-11-21T01:00:00Z', 'ago', 'ayer'],
    ['2026-11-12T15:00:00Z', 'ago', '12 nov'],
    ['2025-11-12T15:00:00Z', 'ago', '12 nov 2025'],
    ['2026-11-21T14:58:00Z', 'short', '6 min'],
    ['2026-11-21T13:04:00Z', 'short', '2 h'],
    ['2026-11-21T14:42:00Z', 'clock', '9:42'],
    ['2026-11-21T14:42:00Z', 'moment', 'hoy, 9:42'],
    ['2026-11-20T14:42:00Z', 'moment', 'ayer, 9:42'],
    ['2026-11-12T14:42:00Z', 'moment', '12 nov, 9:42'],
    ['2026-11-21T14:42:00Z', 'sentence', 'hoy a las 9:42'],
    ['2026-11-12T14:42:00Z', 'sentence', 'el 12 nov a las 9:42'],
    ['2026-11-21T14:42:00Z', 'day', 'Hoy'],
    ['2026-11-20T14:42:00Z', 'day', 'Ayer'],
    ['2026-11-17T14:42:00Z', 'day', 'Martes, 17 de noviembre'],
    ['2026-11-21T15:09:00Z', 'ago', 'en 5 min'],
    ['2026-11-21T18:04:00Z', 'ago', 'en 3 h'],
    ['2026-11-22T15:04:00Z', 'ago', 'mañana'],
    ['2026-11-26T15:04:00Z', 'ago', 'en 5 días'],
    ['2027-11-26T15:04:00Z', 'ago', '26 nov 2027'],
  ] as const)('%s as %s is "%s"', (at, style, text) => expect(say(at, style)).toBe(text));

  it('is told in English too', () => {
    expect(say('2026-11-21T14:58:00Z', 'ago', 'en')).toBe('6 min ago');
    expect(say('2026-11-12T14:42:00Z', 'sentence', 'en')).toBe('on 12 Nov at 9:42');
  });

  it("follows the reader's zone, not the server's", () => {
    expect(say('2026-11-21T04:30:00Z', 'day')).toBe('Ayer');
    expect(say('2026-11-21T04:30:00Z', 'day', 'es', 'Europe/Madrid')).toBe('Hoy');
  });
});

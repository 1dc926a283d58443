import { describe, expect, it } from 'vitest';
import { plainPieces } from './plain-pieces';

/** `«word»` is a match. */
function read(text: string) {
  return text.split(/[«»]/).map((piece, at) => ({ text: piece, isMatch: at % 2 === 1 }));
}

const write = (pieces: ReturnType<typeof read>) =>
  pieces.map(({ text, isMatch }) => (isMatch ? `«${text}»` : text)).join('');

describe('an excerpt', () => {
  it.each([
    ['la **clave «nueva»** y `«nueva»`', 'la clave «nueva» y «nueva»'],
    ['**«factura»** pagada', '«factura» pagada'],
    ['_«factura»_ y *otra «factura»*', '«factura» y otra «factura»'],
    ['responde `401 «UNAUTHORIZED»` desde hoy', 'responde 401 «UNAUTHORIZED» desde hoy'],
    ['mira [la «factura» de hoy](https://x.example/«factura») ya', 'mira la «factura» de hoy ya'],
    ['mira [la «factura»](https://x.example/«fact', 'mira la «factura»'],
    ['- uno con «clave» ## Título * dos', 'uno con «clave» Título dos'],
    ['> «cita» 5 > 3 - y ya', '«cita» 5 > 3 - y ya'],
    ['``` curl «clave» ```', ' curl «clave» '],
    ['| a | «b» | |---|---| | 1 | 2 |', ' a «b» 1 2 '],
    // Names of things are no emphasis, nor are sums.
    ['snake_«case»_name y 2 * 3 y verifications:write', 'snake_«case»_name y 2 * 3 y verifications:write'],
    ['«dos» «palabras»', '«dos» «palabras»'],
    ['', ''],
  ])('%s reads %s', (from, to) => expect(write(plainPieces(read(from)))).toBe(to));

  it('has its matches as they were, whatever stands round them', () => {
    for (const round of ['**', '__', '~~', '`', '*', '_', '***', '**_', '["', '|']) {
      const found = plainPieces(read(`antes ${round}«aquí»${round.split('').reverse().join('')} después`));
      expect(found.filter((piece) => piece.isMatch)).toEqual([{ text: 'aquí', isMatch: true }]);
    }
  });
});

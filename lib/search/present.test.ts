import { describe, expect, test } from 'vitest';
import {
  findMatches,
  markMatches,
  snippet,
  suggestWords,
  typingAt,
  valuesOf,
  withOperator,
  withoutToken,
} from './present';
import { parseSearch } from './rules';
import { operators } from './schema';

describe('changing a text', () => {
  test('an operator is set, changed and taken away; the rest stays', () => {
    const text = 'clave estado:open -status:closed "a b"';
    expect(valuesOf(text, 'status')).toEqual(['open']);
    const changed = withOperator(text, 'status', ['pending', 'open'], 'es');
    expect(changed).toBe('clave -status:closed "a b" estado:pendiente,abierto');
    expect(valuesOf(changed, 'status')).toEqual(['pending', 'open']);
    expect(withOperator(changed, 'status', [], 'es')).toBe('clave -status:closed "a b"');
    expect(withOperator('', 'tag', ['a b'], 'en')).toBe('tag:"a b"');
  });

  test('a word is taken out', () => {
    const text = 'uno  dos tres';
    const { tokens } = parseSearch(text);
    expect(tokens.map((token) => withoutToken(text, token))).toEqual(['dos tres', 'uno tres', 'uno  dos']);
  });
});

describe('what is being typed', () => {
  const suggest = (text: string, locale: 'es' | 'en' = 'es') =>
    suggestWords(typingAt(text, text.length), locale).map((each) => each.text);

  test('operators by their beginnings, in the reader’s language', () => {
    expect(suggest('est')).toEqual(['estado:']);
    expect(suggest('est', 'en')).toEqual(['status:']);
    expect(suggest('hola -pri')).toEqual(['-prioridad:']);
    expect(suggest('campo')).toEqual(['campo.']);
    expect(suggest('hola ')).toHaveLength(Object.keys(operators).length);
    expect(suggest('zzz')).toEqual([]);
  });

  test('the words that an operator takes', () => {
    expect(suggest('estado:')).toEqual(
      ['abierto', 'pendiente', 'en_curso', 'resuelto', 'cerrado'].map((each) => `estado:${each}`),
    );
    expect(suggest('status:abierto,pe')).toEqual(['status:abierto,pendiente']);
    expect(suggest('asignado:')).toEqual(['asignado:yo', 'asignado:nadie']);
    expect(suggest('creado:')).toContain('creado:<7d');
    expect(typingAt('a client:"Ana Lo', 16)).toMatchObject({
      start: 2,
      before: 'client:',
      part: 'Ana Lo',
      operator: 'client',
    });
  });
});

describe('matches', () => {
  const needles = { words: ['factura'], starts: ['pag'], stems: ['factur', 'cas'] };

  test('are whole words, as they stand in the text', () => {
    const text = 'La Facturación de las CASAS del castillo: págame la factura.';
    expect(findMatches(text, needles).map(([start, end]) => text.slice(start, end))).toEqual([
      'Facturación',
      'CASAS',
      'págame',
      'factura',
    ]);
  });

  test('come in pieces that make up the text', () => {
    expect(markMatches('<b>factura</b>', needles)).toEqual([
      { text: '<b>', isMatch: false },
      { text: 'factura', isMatch: true },
      { text: '</b>', isMatch: false },
    ]);
    expect(markMatches('nada', needles)).toBeNull();
  });

  test('stand in a snippet of one line', () => {
    const pieces = snippet(`${'antes '.repeat(60)}\n\nla factura ${'después '.repeat(60)}`, needles);
    expect(pieces?.map((piece) => piece.text).join('')).toMatch(/^…antes [\s\S]* la factura después [\s\S]*…$/);
    expect(pieces?.filter((piece) => piece.isMatch)).toEqual([{ text: 'factura', isMatch: true }]);
    expect(snippet('factura', needles)).toEqual([{ text: 'factura', isMatch: true }]);
  });
});

import { describe, expect, test } from 'vitest';
import { quoteValue, typingAt } from './present';
import { parseSearch, readMoment } from './rules';
import { type Operator, type operatorInfo, operators } from './schema';

const meanings = (text: string) => parseSearch(text).tokens.map((token) => token.meaning);

test('words, phrases, numbers and what is left out', () => {
  expect(meanings('hola "dos palabras" #1042 1042')).toEqual([
    { kind: 'word', text: 'hola' },
    { kind: 'phrase', text: 'dos palabras' },
    { kind: 'number', number: 1042 },
    { kind: 'word', text: '1042' },
  ]);
  expect(
    parseSearch('-hola -"a b" -status:open - -- a-b').tokens.map((token) => [token.isNegated, token.meaning?.kind]),
  ).toEqual([
    [true, 'word'],
    [true, 'phrase'],
    [true, 'status'],
    [false, 'word'],
    [false, 'word'],
    [false, 'word'],
  ]);
  expect(meanings('«como aquí» “y así')).toEqual([
    { kind: 'phrase', text: 'como aquí' },
    { kind: 'phrase', text: 'y así' },
  ]);
});

describe('operators', () => {
  test('every spelling of every word is understood, whatever its case and accents', () => {
    for (const [operator, info] of Object.entries(operators) as [Operator, ReturnType<typeof operatorInfo>][]) {
      if (info.kind !== 'choice') continue;
      for (const name of [info.en, info.es.toUpperCase(), ...(info.also ?? [])])
        for (const [key, word] of Object.entries(info.values ?? {}))
          for (const value of [key, word.en, word.es.toUpperCase(), ...(word.also ?? [])])
            expect(meanings(`${name}:${value}`), `${name}:${value}`).toEqual([{ kind: operator, any: [key] }]);
    }
    expect(meanings('categoría:Facturación')).toEqual([{ kind: 'category', any: ['billing'] }]);
  });

  test('commas mean any of them, quotes hold blanks and commas together', () => {
    expect(meanings('status:open,pendiente,open')).toEqual([{ kind: 'status', any: ['open', 'pending'] }]);
    expect(meanings('tag:"a b, c",d')).toEqual([{ kind: 'tag', any: ['a b, c', 'd'] }]);
    expect(meanings('asignado:yo,nadie,"Nuria Ríos"')).toEqual([
      { kind: 'assigned', any: ['me', 'none', 'Nuria Ríos'] },
    ]);
    expect(meanings('field.plan-2:Pro campo.x_1:"a b"')).toEqual([
      { kind: 'field', key: 'plan-2', any: ['Pro'] },
      { kind: 'field', key: 'x_1', any: ['a b'] },
    ]);
  });

  test('priorities compare', () => {
    const any = (text: string) => meanings(text).flatMap((each) => (each && each.kind === 'priority' ? each.any : []));
    expect(any('priority:>=high').sort()).toEqual(['high', 'urgent']);
    expect(any('priority:>alta')).toEqual(['urgent']);
    expect(any('priority:<=media').sort()).toEqual(['low', 'medium']);
    expect(any('priority:<low')).toEqual([]);
    expect(parseSearch('status:>open').problems).toMatchObject([{ code: 'UNKNOWN_VALUE', text: '>open' }]);
  });

  test.each([
    ['<7d', { kind: 'age', isYounger: true, amount: 7, unit: 'day' }],
    ['7d', { kind: 'age', isYounger: true, amount: 7, unit: 'day' }],
    ['>30d', { kind: 'age', isYounger: false, amount: 30, unit: 'day' }],
    ['<12H', { kind: 'age', isYounger: true, amount: 12, unit: 'hour' }],
    ['>2s', { kind: 'age', isYounger: false, amount: 2, unit: 'week' }],
    ['<1a', { kind: 'age', isYounger: true, amount: 1, unit: 'year' }],
    ['hoy', { kind: 'day', back: 0 }],
    ['Yesterday', { kind: 'day', back: 1 }],
    ['2026-02-28', { kind: 'dates', from: '2026-02-28', before: '2026-03-01' }],
    ['>2026-12-31', { kind: 'dates', from: '2027-01-01' }],
    ['>=2026-11-01', { kind: 'dates', from: '2026-11-01' }],
    ['<2026-11-01', { kind: 'dates', before: '2026-11-01' }],
    ['<=2026-11-01', { kind: 'dates', before: '2026-11-02' }],
    ['2026-11-01..2026-11-15', { kind: 'dates', from: '2026-11-01', before: '2026-11-16' }],
    ['2026-11-01..', { kind: 'dates', from: '2026-11-01' }],
    ['..2026-11-15', { kind: 'dates', before: '2026-11-16' }],
  ])('created:%s', (text, moment) => {
    expect(readMoment('created', text)).toEqual(moment);
  });

  test.each([
    '2026-02-30',
    '2026-13-01',
    '1',
    '<7x',
    '..',
    '2026-01-01..x',
    'ayerr',
    '>',
    '0001-01-01',
    '>9999y',
    'a..b..c',
  ])('created:%s is none', (text) => {
    expect(readMoment('created', text)).toBeUndefined();
    expect(parseSearch(`created:${text}`).problems).toHaveLength(1);
  });
});

describe('what is not understood', () => {
  test('is named with its place, and the rest holds', () => {
    const text = 'clave estado:abierta,open nope:1 status: -foo:bar';
    const { tokens, problems } = parseSearch(text);
    expect(problems.map(({ code, start, end, index }) => [code, text.slice(start, end), index])).toEqual([
      ['UNKNOWN_VALUE', 'abierta', 1],
      ['UNKNOWN_OPERATOR', 'nope:1', 2],
      ['NO_VALUE', 'status:', 3],
      ['UNKNOWN_OPERATOR', '-foo:bar', 4],
    ]);
    expect(tokens.map((token) => token.meaning?.kind)).toEqual(['word', 'status', undefined, undefined, undefined]);
  });

  test('addresses, times and sentences are words', () => {
    const text = 'https://api.hilo.example/v2 10:30 Error: no abre C:\\temp ::1 a:b';
    expect(parseSearch(text).problems).toEqual([]);
    expect(meanings(text).every((meaning) => meaning?.kind === 'word')).toBe(true);
  });

  test('the desk’s own operators and words are unknown to clients', () => {
    for (const text of ['assigned:me', 'client:ana', 'team:x', 'is:snoozed', 'has:draft'])
      expect(parseSearch(text, { isStaff: false }).problems, text).toHaveLength(1);
    expect(parseSearch('status:open is:active tag:x has:rating', { isStaff: false }).problems).toEqual([]);
  });

  test('more words than forty', () => {
    const { tokens, problems } = parseSearch('x '.repeat(50));
    expect(tokens).toHaveLength(40);
    expect(problems).toMatchObject([{ code: 'TOO_MANY', index: 40 }]);
  });

  test('more names than one search may cost looks', () => {
    for (const text of [`clave client:${'a,'.repeat(480)}`, `clave ${`client:${'a,'.repeat(20)} `.repeat(20)}`]) {
      const { tokens, problems } = parseSearch(text);
      expect(tokens.flatMap((token) => token.values).length).toBeLessThanOrEqual(60);
      expect(tokens[0]?.text).toBe('clave');
      expect(problems).toMatchObject([{ code: 'TOO_MANY', index: tokens.length, end: text.length }]);
    }
  });
});

/** A generator of numbers that is the same in every run. */
function randomly(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe('any text', () => {
  const alphabet = [
    ...'ab:",- #1<>.=\t«”ñé\0\ud800💥',
    'status',
    'estado',
    'open',
    'created',
    '2026-11-01',
    '<7d',
    'field.',
    'tag:',
  ];

  test('is read without failing, in tokens that lie one after the other', () => {
    const random = randomly(7);
    for (let round = 0; round < 3000; round += 1) {
      const text = Array.from({ length: random(14) }, () => alphabet[random(alphabet.length)]).join('');
      const { tokens, problems } = parseSearch(text);
      let at = 0;
      for (const token of tokens) {
        expect(token.start).toBeGreaterThanOrEqual(at);
        expect(token.end).toBeGreaterThan(token.start);
        expect(token.text).toBe(text.slice(token.start, token.end));
        at = token.end;
      }
      for (const { end } of problems) expect(end).toBeLessThanOrEqual(text.length);
      // Written again with single blanks it means the same.
      const again = parseSearch(tokens.map((token) => token.text).join(' '));
      const isOpen = tokens.some((token) => (token.text.match(/["“”«»]/g)?.length ?? 0) % 2 === 1);
      if (!isOpen) expect(again.tokens.map((token) => token.meaning)).toEqual(tokens.map((token) => token.meaning));
      for (let caret = 0; caret <= text.length; caret += 1)
        expect(typingAt(text, caret).start).toBeLessThanOrEqual(caret);
    }
  });

  test('a value in quotes is read back', () => {
    const random = randomly(3);
    for (let round = 0; round < 500; round += 1) {
      const value = Array.from({ length: 1 + random(8) }, () => 'ab ,:-ñ'[random(7)])
        .join('')
        .replace(/\s+/g, ' ')
        .trim();
      if (value === '' || value === ',') continue;
      expect(meanings(`tag:${quoteValue(value)}`), value).toEqual([{ kind: 'tag', any: [value] }]);
    }
  });
});

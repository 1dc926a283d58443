import fc from 'fast-check';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import ReactMarkdown from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { expect, test, vi } from 'vitest';
import { Markdown } from './markdown';
import { plainParagraphs } from './plain-text';
import { remarkKeepBreaks } from './remark-keep-breaks';

vi.mock('next-intl', () => ({ useTranslations: () => (key: string) => key }));

const parsed = (text: string) =>
  renderToString(createElement(ReactMarkdown, { remarkPlugins: [remarkGfm, remarkKeepBreaks] }, text));
const shown = (text: string) => renderToString(createElement(Markdown, { text }));

test.each([
  'Hola,\n\n¿Me ayudan? Desde las 9:00 no puedo entrar (error 500).\nProbé dos veces…\n\n\nGracias — “Ana”',
  '3 facturas sin pagar, 2/3 del importe: 1.200 € + IVA = 1.452 €; el pedido #4711 no',
  '',
  '\n\nuno\n',
])('what is plain is shown as the parser would: %j', (text) => {
  expect(plainParagraphs(text)).not.toBeNull();
  expect(shown(text)).toBe(`<div class="prose">${parsed(text)}</div>`);
});

test.each([
  ...[
    '**uno**',
    '- uno',
    '1. uno',
    '1) uno',
    '# uno',
    'uno\n===',
    'uno\n---',
    '> uno',
    '`uno`',
    '    uno',
    'uno  \ndos',
  ],
  ...[
    'www.ejemplo.es',
    'en http://a.b',
    'ana@test.example',
    '[a](b)',
    '<b>',
    '&amp;',
    '\\*',
    '| a |',
    'a\tb',
    'a\r\nb',
    '~~a~~',
  ],
])('what may be Markdown goes to the parser: %j', (text) => {
  expect(plainParagraphs(text)).toBeNull();
});

const common = ['a', 'Hola', 'ñandú', '日本', '7', '12', '.', ')', '(', ' ', '\n', '\n\n', ';', '😀', '…', ', '];
const signs = [
  ...[
    '-',
    '+',
    '=',
    '*',
    '_',
    '#',
    '>',
    '<',
    '&',
    '|',
    ':',
    '/',
    '://',
    'www.',
    'http',
    '@',
    '[',
    ']',
    '!',
    '`',
    '~',
    '\\',
  ],
  ...['\t', '  ', '"', '€', 'amp;', '-\n', '1. ', '\r\n', '\u00a0', '\u200d', '\0'],
];

test('of texts put together from all that Markdown has, what is called plain is what the parser calls so', () => {
  let plain = 0;
  const piece = fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...common) }, fc.constantFrom(...signs));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('');
      if (!plainParagraphs(text)) return;
      plain += 1;
      expect(shown(text)).toBe(`<div class="prose">${parsed(text)}</div>`);
    }),
    { numRuns: 4000 },
  );
  expect(plain).toBeGreaterThan(500);
});

import { expect, test } from 'vitest';
import { matchesName, mentionsIn } from './rules';

const people = [
  { id: 1, name: 'Ana' },
  { id: 2, name: 'Ana María' },
  { id: 3, name: 'Nuria Campos' },
  { id: 4, name: 'Íñigo (Redes)' },
  { id: 5, name: 'İpek Şahin' },
];

function who(text: string) {
  return mentionsIn(text, people).map(({ start, end, people: [person] }) => [text.slice(start, end), person?.id]);
}

test.each([
  ['¿Lo miras, @Nuria Campos?', [['@Nuria Campos', 3]]],
  [
    '@nuria campos y (@ANA)',
    [
      ['@nuria campos', 3],
      ['@ANA', 1],
    ],
  ],
  ['@Núria Campos', [['@Núria Campos', 3]]],
  ['@Nu\u0301ria Campos.', [['@Nu\u0301ria Campos', 3]]],
  ['@Inigo (Redes), mira', [['@Inigo (Redes)', 4]]],
  ['🙂 @İpek Şahin 🙂', [['@İpek Şahin', 5]]],
])('%s', (text, found) => expect(who(text)).toEqual(found));

test('the longest name wins', () => {
  expect(who('@Ana María, @Ana Marías, @Ana')).toEqual([
    ['@Ana María', 2],
    ['@Ana', 1],
    ['@Ana', 1],
  ]);
});

test.each(['ana@Ana', 'escribe a @Anabel', '@ Ana', '@Nuria', '', '@', 'Nuria Campos', '@Nuria\nCampos'])(
  '%j mentions nobody',
  (text) => expect(who(text)).toEqual([]),
);

test('people of the same name are mentioned together', () => {
  const two = [
    { id: 1, name: 'Ana Ruiz' },
    { id: 2, name: 'ana ruíz' },
  ];
  expect(mentionsIn('@Ana Ruiz', two)).toEqual([{ start: 0, end: 9, people: two }]);
});

test('nobody is nobody', () => expect(mentionsIn('@ y @', [{ name: ' ' }])).toEqual([]));

test.each([
  ['', true],
  ['  ', true],
  ['inigo', true],
  ['LEON íñi', true],
  ['go', false],
  ['inigo leonor', false],
])('%j finds Íñigo León: %s', (typed, isFound) => expect(matchesName('Íñigo León', typed)).toBe(isFound));

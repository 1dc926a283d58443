import { describe, expect, test } from 'vitest';
import { checkFields, type FieldDefinition, filled } from './rules';

const field = (key: string, fields: Partial<FieldDefinition> = {}): FieldDefinition => ({
  key,
  label: key,
  kind: 'text',
  choices: [],
  forClients: true,
  required: false,
  archived: false,
  ...fields,
});

const all = [
  field('order'),
  field('amount', { kind: 'number' }),
  field('region', { kind: 'choice', choices: ['Norte', 'Sur'] }),
  field('day', { kind: 'date' }),
  field('margin', { kind: 'number', forClients: false }),
  field('old', { archived: true }),
];

const asStaff = { isStaff: true };
const asClient = { isStaff: false };

describe('a value', () => {
  test.each([
    ['order', ' A-17 ', 'A-17'],
    ['order', 'x'.repeat(500), 'x'.repeat(500)],
    ['order', '🧵'.repeat(500), '🧵'.repeat(500)],
    ['amount', 0, 0],
    ['amount', '12,5', 12.5],
    ['amount', '-3.25', -3.25],
    ['region', 'Sur', 'Sur'],
    ['day', '2028-02-29', '2028-02-29'],
  ])('%s takes %j', (key, sent, kept) => {
    expect(checkFields(all, { [key]: sent }, asStaff)).toEqual({ values: { [key]: kept }, faults: {} });
  });

  test.each([
    ['order', 5],
    ['order', 'x'.repeat(501)],
    ['order', 'a\nb'],
    ['order', 'a\0b'],
    ['order', '\ud800'],
    ['amount', 'doce'],
    ['amount', '1.000,5'],
    ['amount', '0x10'],
    ['amount', '1e3'],
    ['amount', Number.NaN],
    ['amount', Number.POSITIVE_INFINITY],
    ['amount', 1e15],
    ['region', 'sur'],
    ['region', 'Este'],
    ['day', '2027-02-29'],
    ['day', '2027-2-9'],
    ['day', '09/02/2027'],
    ['day', 20270209],
  ])('%s refuses %j', (key, sent) => {
    expect(checkFields(all, { [key]: sent }, asStaff)).toEqual({ values: {}, faults: { [key]: 'wrong' } });
  });

  test.each([null, '', '  '])('%j is none', (sent) => {
    const { values, faults } = checkFields(all, { order: sent, day: '2027-01-01' }, asStaff);
    expect([values, faults, filled(values)]).toEqual([{ order: null, day: '2027-01-01' }, {}, { day: '2027-01-01' }]);
  });
});

describe('a field', () => {
  test('that there is not is unknown, also one named as what every object has', () => {
    for (const key of ['nothing', '__proto__', 'constructor', 'toString'])
      expect(checkFields(all, JSON.parse(`{"${key}": "x"}`), asStaff).faults).toEqual({ [key]: 'unknown' });
  });

  test('of the desk’s own is unknown to clients, empty too', () => {
    for (const sent of [12, null, ''])
      expect(checkFields(all, { margin: sent }, asClient).faults).toEqual({ margin: 'unknown' });
    expect(checkFields(all, { margin: 12 }, asStaff)).toEqual({ values: { margin: 12 }, faults: {} });
  });

  test('out of use takes nothing but its emptying, by staff', () => {
    expect(checkFields(all, { old: 'x' }, asStaff).faults).toEqual({ old: 'unknown' });
    expect(checkFields(all, { old: null }, asStaff)).toEqual({ values: { old: null }, faults: {} });
    expect(checkFields(all, { old: null }, asClient).faults).toEqual({ old: 'unknown' });
  });

  test('that is required is missed by the form alone, unless it is archived or not the form’s', () => {
    const required = { required: true };
    const some = [
      field('order', required),
      field('margin', { ...required, forClients: false }),
      field('old', { ...required, archived: true }),
    ];
    expect(checkFields(some, {}, asClient).faults).toEqual({});
    expect(checkFields(some, {}, { ...asClient, isForm: true }).faults).toEqual({ order: 'missing' });
    expect(checkFields(some, { order: ' ' }, { ...asStaff, isForm: true }).faults).toEqual({ order: 'missing' });
    expect(checkFields(some, { order: 5 }, { ...asClient, isForm: true }).faults).toEqual({ order: 'wrong' });
    expect(checkFields(some, { order: 'x' }, { ...asClient, isForm: true }).faults).toEqual({});
  });
});

import { expect, test } from 'vitest';
import { keyFor } from './key-for';

test.each([
  ['Región', 'region'],
  ['  Número de pedido ', 'numero_de_pedido'],
  ['¿Cuántos años?', 'cuantos_anos'],
  ['2.º piso', 'piso'],
  ['123', ''],
  ['注文番号', ''],
  ['', ''],
  ['a'.repeat(60), 'a'.repeat(40)],
  [`${'a'.repeat(39)} b`, 'a'.repeat(39)],
])('%j becomes %j', (label, key) => {
  expect(keyFor(label)).toBe(key);
  expect(key === '' || /^[a-z][a-z0-9_]{0,39}$/.test(key)).toBe(true);
});

import { parse } from 'content-disposition';
import { expect, test } from 'vitest';
import { disposition } from './disposition';

test.each([
  ['factura.pdf', 'factura.pdf'],
  ['Facturación año 2026.pdf', 'Facturacion ano 2026.pdf'],
  ['"><script>alert(1)</script>.png', '_><script>alert(1)</script>.png'],
  ['a\\b%2Fc;d=e.txt', 'a_b_2Fc;d=e.txt'],
  ['línea\r\nSet-Cookie: a=b.txt', 'linea__Set-Cookie: a=b.txt'],
  ['报告 😀.txt', '__ _.txt'],
  ["it's (1)*.txt", "it's (1)*.txt"],
])('%s is named in ASCII and whole', (filename, plain) => {
  const header = disposition('attachment', filename);
  expect(header).toMatch(/^[\x20-\x7e]+$/);
  expect(header).toMatch(/; filename\*=UTF-8''[\w.!~%-]+$/);
  expect(parse(header)).toMatchObject({ type: 'attachment', parameters: { filename } });
  expect(parse(header, { extended: false }).parameters.filename).toBe(plain);
});

test('half a character is a mark that something was there', () => {
  expect(parse(disposition('inline', 'a\ud800.txt'))).toMatchObject({
    type: 'inline',
    parameters: { filename: 'a\ufffd.txt' },
  });
});

import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findType, headBytes } from './commands/find-type';

const typeOf = (bytes: Uint8Array | string, filename = 'archivo.bin', isWhole = true) =>
  findType(Buffer.from(bytes as string), { isWhole, filename });

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('the type of a file is found in its bytes', () => {
  test.each([
    ['png', png, 'image/png'],
    ['gif', Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64'), 'image/gif'],
    ['pdf', Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n'), 'application/pdf'],
    ['gzip', gzipSync('hola'), 'application/gzip'],
    ['what nobody knows', Buffer.from([0, 1, 2, 3, 254, 255]), 'application/octet-stream'],
    ['Latin-1', Buffer.from('caf\xe9', 'latin1'), 'application/octet-stream'],
    ['a text with a NUL', Buffer.from('hola\0'), 'application/octet-stream'],
  ])('%s, whatever it is called', async (_, bytes, type) => {
    for (const name of ['a.html', 'a.png', 'a.svg', 'a.txt', 'a']) expect(await typeOf(bytes, name)).toBe(type);
  });

  test.each([
    ['<!DOCTYPE html><script>alert(1)</script>', 'text/html'],
    ['\uFEFF \n<!-- x --><HTML>', 'text/html'],
    ['<script>alert(1)</script>', 'text/html'],
    ['<img src=x onerror=alert(1)>', 'text/html'],
    ['<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'image/svg+xml'],
    ['<?xml version="1.0"?><!-- a --><svg onload="alert(1)"/>', 'image/svg+xml'],
    ['<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x "y">]><svg/>', 'image/svg+xml'],
    ['<svg:svg xmlns:svg="http://www.w3.org/2000/svg"/>', 'image/svg+xml'],
    ['<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>', 'application/xhtml+xml'],
    ['<?xml version="1.0"?><nota/>', 'application/xml'],
    ['<nota xmlns="urn:x"/>', 'application/xml'],
  ])('%s is called what it is', async (text, type) => {
    for (const name of ['a.txt', 'a.png', 'a.csv', 'a']) expect(await typeOf(text, name)).toBe(type);
  });

  test('which text a text is, its name says; where it would be run, that too', async () => {
    const kinds = ['a.txt', 'a', 'a.csv', 'a.MD', 'a.json', 'a.html', 'a.svg', 'a.xml', 'a.png', 'a.js'];
    expect(await Promise.all(kinds.map((name) => typeOf('hola, ¿qué tal?', name)))).toEqual([
      'text/plain',
      'text/plain',
      'text/csv',
      'text/markdown',
      'application/json',
      'text/html',
      'image/svg+xml',
      'application/xml',
      'text/plain',
      'text/plain',
    ]);
  });

  test('a letter is no bitmap because it begins with BM, nor a tag what is only smaller than', async () => {
    expect(await typeOf('BMW: presupuesto', 'carta.txt')).toBe('text/plain');
    expect(await typeOf('<3 gracias', 'carta.txt')).toBe('text/plain');
    expect(await typeOf('<stdin>: line 4', 'registro.txt')).toBe('text/plain');
    expect(await typeOf('\u001b[31mERROR\u001b[0m\n', 'registro.log')).toBe('text/plain');
    expect(await typeOf('', 'vacío.txt')).toBe('text/plain');
  });

  test('a character that the end of the head cuts does not make a text unknown', async () => {
    const head = Buffer.from('é'.repeat(headBytes)).subarray(0, headBytes - 1);
    expect(await typeOf(head, 'a.txt', false)).toBe('text/plain');
    expect(await typeOf(head, 'a.txt', true)).toBe('application/octet-stream');
  });

  test('whatever the bytes are, there is an answer without parameters', async () => {
    const magic = [
      png,
      gzipSync('x'),
      Buffer.from('PK\u0003\u0004'),
      Buffer.from('%PDF-'),
      Buffer.from('RIFF'),
      Buffer.from('OggS'),
    ];
    const bytes = fc.tuple(fc.constantFrom(...magic, Buffer.alloc(0)), fc.uint8Array({ maxLength: 2_000 }));
    await fc.assert(
      fc.asyncProperty(bytes, async ([start, rest]) => {
        expect(await typeOf(Buffer.concat([start, rest]))).toMatch(/^[\w.+-]+\/[\w.+-]+$/);
      }),
      { numRuns: 300 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attachmentSchema } from '@/lib/tickets/schema';
import { looksLikeUpload, safeFilename, uploadIdIn, uploadPath } from './rules';

const id = 'attachment_01h455vb4pex5vsknk084sn02q';

describe('the name of a file', () => {
  test.each([
    ['informe.pdf', 'informe.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\ana\\factura.pdf', 'factura.pdf'],
    ['fotos/', 'fotos'],
    ['.htaccess', 'htaccess'],
    ['...', 'file'],
    ['', 'file'],
    [' \t\n', 'file'],
    ['a.txt. . ', 'a.txt'],
    ['factura\u202Efdp.exe', 'facturafdp.exe'],
    ['\u2066a\u2069\u200B\uFEFFb\u00AD.txt', 'ab.txt'],
    ['a\u0000b\r\nc.txt', 'abc.txt'],
    ['factura.pdf                    .exe', 'factura.pdf .exe'],
    ['cafe\u0301.txt', 'café.txt'],
    ['\ud800a.txt', 'a.txt'],
    ['con', '_con'],
    ['Aux.txt', '_Aux.txt'],
    ['com1 .log', '_com1 .log'],
    ['LPT¹', '_LPT¹'],
    ['console.log', 'console.log'],
    ['com10.txt', 'com10.txt'],
    ['日本語.txt', '日本語.txt'],
  ])('%j is kept as %j', (sent, kept) => {
    expect(safeFilename(sent)).toBe(kept);
  });

  test('is cut before its extension', () => {
    const name = safeFilename(`${'a'.repeat(400)}.jpeg`);
    expect(name).toBe(`${'a'.repeat(250)}.jpeg`);
    // What is no extension is cut like the rest.
    expect(safeFilename(`a.${'b'.repeat(400)}`)).toBe(`a.${'b'.repeat(253)}`);
    expect([...safeFilename(`${'😀'.repeat(400)}.png`)].at(-4)).toBe('.');
  });

  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.string({ unit: 'grapheme', maxLength: 400 }),
    fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 300 }).map((units) => String.fromCharCode(...units)),
    fc
      .array(
        fc.constantFrom(
          '..',
          '/',
          '\\',
          '.',
          ' ',
          'con',
          'nul',
          '\u202e',
          '\u200b',
          '\ud800',
          'é',
          'e\u0301',
          '\u0000',
          '.exe',
          '\u3000',
        ),
      )
      .map((parts) => parts.join('')),
  );

  test('is made safe at once, however long a sender makes it', () => {
    const many = 500_000;
    for (const hole of ['.', '. ', ' ', '/.']) expect(safeFilename(`a${hole.repeat(many)}b`)).toMatch(/^(a.*|b)$/);
  });

  test('whatever is sent, holds nothing that hides or leads elsewhere, and stays when it is sent again', () => {
    fc.assert(
      fc.property(anything, (sent) => {
        const name = safeFilename(sent);
        expect(name).not.toMatch(/[/\\\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/u);
        expect(name).not.toMatch(/^[.\s]|[.\s]$/u);
        expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d) *(\.|$)/i);
        expect(name.normalize('NFC')).toBe(name);
        expect(name.isWellFormed()).toBe(true);
        expect([...name].length).toBeGreaterThan(0);
        expect([...name].length).toBeLessThanOrEqual(255);
        expect(safeFilename(name)).toBe(name);
      }),
      { numRuns: 2_000 },
    );
  });

  test('whatever it is, its address is one that a ticket may hold, and leads back to the file', () => {
    fc.assert(
      fc.property(anything, fc.constantFrom('http://localhost:3000', 'https://help.example.com'), (sent, origin) => {
        const filename = safeFilename(sent);
        const url = origin + uploadPath(id, filename);
        expect(attachmentSchema.safeParse({ filename, url, size: 1, type: 'text/plain' }).success).toBe(true);
        expect(uploadIdIn(url, origin)).toBe(id);
        expect(decodeURIComponent(new URL(url).pathname.split('/').at(-1) ?? '')).toBe(filename);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('an address', () => {
  const origin = 'https://help.example.com';
  test.each([
    `https://other.example.com/v2/attachments/${id}/a.txt`,
    `https://help.example.com.evil.example/v2/attachments/${id}/a.txt`,
    `https://help.example.com@evil.example/v2/attachments/${id}/a.txt`,
    `http://help.example.com/v2/attachments/${id}/a.txt`,
    `${origin}/v2/attachments/${id}`,
    `${origin}/v2/attachments/${id}/`,
    `${origin}/v2/attachments/${id}/a/b`,
    `${origin}/v2/attachments/tus/a.txt`,
    `${origin}/files/${id}/a.txt`,
    'javascript:alert(1)',
    '',
  ])('%s is not a file of ours', (url) => {
    expect(uploadIdIn(url, origin)).toBeNull();
  });

  test('of a file of ours is known, a page’s path as well', () => {
    const url = `${origin}/v2/attachments/${id}/a%2Fb.txt`;
    expect(uploadIdIn(url, origin)).toBe(id);
    expect(uploadIdIn(`/v2/attachments/${id}/a.txt`, origin)).toBe(id);
    expect(uploadIdIn(`https://HELP.example.com:443/x/../v2/attachments/${id}/a.txt?download`, origin)).toBe(id);
    expect(looksLikeUpload(url)).toBe(true);
    expect(looksLikeUpload(`ftp://help.example.com/v2/attachments/${id}/a.txt`)).toBe(false);
  });
});

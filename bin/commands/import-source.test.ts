import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { openSource, type SourceLine, type SourceOptions } from './import-source';

const folder = mkdtempSync(path.join(os.tmpdir(), 'hilo-import-'));
afterAll(() => rmSync(folder, { recursive: true }));
let made = 0;

function fileOf(content: string | Uint8Array): string {
  made += 1;
  const file = path.join(folder, String(made));
  writeFileSync(file, content);
  return file;
}

async function read(content: string | Uint8Array, options: SourceOptions = {}) {
  const source = await openSource(fileOf(content), options);
  const lines: SourceLine[] = [];
  for await (const line of source.lines) lines.push(line);
  const told = lines.map(({ line, understood }) =>
    'problems' in understood
      ? [line, ...understood.problems.map(({ code }) => code)]
      : [line, understood.ticket.externalId, understood.ticket.title, understood.ticket.description],
  );
  return { format: source.format, isCut: source.isCut(), told, lines };
}

const ticket = (id: string, title = 'T') => ({
  ...{ _id: id, title, description: title, status: 'open', priority: 'low', category: 'general' },
  ...{ client: 'c', createdAt: '2025-01-01T00:00:00Z', people: [{ _id: 'c', email: 'a@b.example' }] },
});
const end = (count: number) => `${JSON.stringify({ end: true, count })}\n`;

describe('lines of JSON', () => {
  test('end at LF alone, may be blank or begin with a BOM, and are counted as they stand', async () => {
    const text = `\ufeff${JSON.stringify(ticket('1', 'a\u2028b'))}\r\n\n  \n${JSON.stringify(ticket('2'))}\n${end(2)}`;
    expect(await read(text)).toMatchObject({
      format: 'ndjson',
      isCut: false,
      told: [
        [1, '1', 'a\u2028b', 'a\u2028b'],
        [4, '2', 'T', 'T'],
      ],
    });
  });

  test('that are no JSON, no object or no UTF-8 are refused, and the others read', async () => {
    const broken = Buffer.concat([
      Buffer.from(`${JSON.stringify(ticket('1'))}\n{"_id":"2",\n[1]\n`),
      Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d, 0x0a]),
      Buffer.from(`${JSON.stringify(ticket('5'))}\n${end(5)}`),
    ]);
    expect((await read(broken)).told).toEqual([
      [1, '1', 'T', 'T'],
      [2, 'INVALID_JSON'],
      [3, 'INVALID_LINE'],
      [4, 'INVALID_ENCODING'],
      [5, '5', 'T', 'T'],
    ]);
  });

  test('without their last line, or fewer than it says, are an export that was cut', async () => {
    const one = `${JSON.stringify(ticket('1'))}\n`;
    expect((await read(one)).isCut).toBe(true);
    expect((await read(one + end(2))).isCut).toBe(true);
    expect((await read(one + end(1) + one)).isCut).toBe(true);
    expect((await read(one + end(1) + one + end(1))).isCut).toBe(false);
    expect((await read(one.slice(0, -20))).told).toEqual([[1, 'INVALID_JSON']]);
  });

  test('with any words are read as they were written', async () => {
    const words = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
      .filter((text) => /\S/.test(text) && !text.includes('\0'));
    await fc.assert(
      fc.asyncProperty(fc.array(words, { minLength: 1, maxLength: 5 }), async (titles) => {
        const text = titles.map((title, index) => `${JSON.stringify(ticket(String(index), title))}\n`).join('');
        const { told } = await read(text + end(titles.length));
        expect(told).toEqual(titles.map((title, index) => [index + 1, String(index), title, title]));
      }),
      { numRuns: 60 },
    );
  });
});

const header = ['Ticket ID', 'Subject', 'Description', 'Status', 'Priority', 'Created time', 'Email'];
const row = (id: string, subject: string, description: string) => [
  id,
  subject,
  description,
  'Open',
  'Low',
  '2025-01-15 10:30:00',
  'a@b.example',
];
const quoted = (cells: string[], delimiter = ',') =>
  cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter);

describe('CSV', () => {
  test.each([
    [',', '\n', ''],
    [';', '\r\n', '\ufeff'],
    ['\t', '\r', '\ufeff\n\n'],
  ])(
    'parted by %j with lines ended by %j is understood, quotes and lines inside of quotes too',
    async (delimiter, newline, start) => {
      const rows = [header, row('1', 'Dice "hola"; a, b\tc', 'uno\n\ndos'), row('2', 'Otra', 'x')];
      const text = start + rows.map((cells) => quoted(cells, delimiter).replaceAll('\n', newline)).join(newline);
      const { told, format } = await read(text);
      const first = start.endsWith('\n') ? 4 : 2;
      expect(format).toBe('freshdesk');
      expect(told).toEqual([
        [first, '1', 'Dice "hola"; a, b c', 'uno\n\ndos'],
        [first + 3, '2', 'Otra', 'x'],
      ]);
    },
  );

  test('may be UTF-16, or what --encoding says; else it is refused whole, with a hint', async () => {
    const text = [header, row('1', 'Señor ñandú', 'x')].map((cells) => cells.join('\t')).join('\r\n');
    expect((await read(Buffer.from(`\ufeff${text}`, 'utf16le'))).told).toEqual([[2, '1', 'Señor ñandú', 'x']]);
    const latin = Buffer.from(text, 'latin1');
    expect((await read(latin, { encoding: 'windows-1252' })).told).toEqual([[2, '1', 'Señor ñandú', 'x']]);
    await expect(read(latin)).rejects.toThrow('--encoding windows-1252');
  });

  test('rows with too many or too few cells are refused, and the others read', async () => {
    const rows = [header, ['1', 'x'], row('2', 'y', 'y'), [...row('3', 'z', 'z'), 'w']];
    expect((await read(rows.map((cells) => cells.join(',')).join('\n'))).told).toEqual([
      [2, 'WRONG_COLUMN_COUNT'],
      [3, '2', 'y', 'y'],
      [4, 'WRONG_COLUMN_COUNT'],
    ]);
  });

  test('a quote that is never closed is told with the line on which its row begins', async () => {
    const text = [
      header.join(','),
      row('1', 'x', 'x').join(','),
      '2,"abierta,x,Open,Low',
      row('3', 'x', 'x').join(','),
    ].join('\n');
    expect((await read(text)).told).toEqual([
      [2, '1', 'x', 'x'],
      [3, 'QUOTE_NOT_CLOSED'],
    ]);
  });

  test('a quote in the middle of a cell is a letter like others', async () => {
    const { told } = await read(
      [header.join(','), '1,Pantalla de 15" rota,x,Open,Low,2025-01-15,a@b.example'].join('\n'),
    );
    expect(told).toEqual([[2, '1', 'Pantalla de 15" rota', 'x']]);
  });

  test('of somebody else, or without what is needed, is refused whole', async () => {
    await expect(read('name,email\nx,y\n')).rejects.toThrow('Say which: --format');
    await expect(read('Subject,Status\nx,y\n', { format: 'zendesk' })).rejects.toThrow(
      'lacks columns that zendesk exports have: id, createdAt',
    );
    await expect(read('')).rejects.toThrow('empty');
    await expect(read('\n \n')).rejects.toThrow('empty');
  });

  test('with any words in quotes is read as it was written', async () => {
    const words = fc.string({
      unit: fc.constantFrom('a', 'ñ', '😀', '"', ',', ';', '\n', '\t', "'", '\\', '='),
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(words, { minLength: 1, maxLength: 4 }), async (texts) => {
        const rows = texts.map((text, index) => row(String(index), 'S', `<${text}>`));
        const { told, lines } = await read([header, ...rows].map((cells) => quoted(cells)).join('\n'));
        expect(told.map((each) => each[3])).toEqual(texts.map((text) => `<${text}>`));
        const starts = rows.map((_, index) => 2 + rows.slice(0, index).join('').split('\n').length - 1 + index);
        expect(lines.map(({ line }) => line)).toEqual(starts);
      }),
      { numRuns: 100 },
    );
  });
});

import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { type CsvOptions, columnsOf, formatOf, lacksOf, type OtherDesk, readRow } from '@/lib/other-desks/rules';
import { readLine, type Understood } from '@/lib/transfer/rules';
import { CommandError } from './terminal';

export type ImportFormat = 'ndjson' | OtherDesk;

/** A line of the file: where it begins, counted from one, and what was understood of it. */
export interface SourceLine {
  line: number;
  understood: Understood;
}

/** A file to import: its form, and its lines as they are read. */
export interface Source {
  format: ImportFormat;
  lines: AsyncGenerator<SourceLine>;
  /** After the last line: whether an export's own last line was missing or told of more tickets than there were. */
  isCut(): boolean;
}

export interface SourceOptions extends CsvOptions {
  format?: ImportFormat;
  /** What the letters of a CSV are written in, when not UTF-8. */
  encoding?: string;
}

/** A ticket with all its messages stands in one line; what is longer than this is none. */
const maxLine = 64 * 1024 * 1024;
const maxRow = 4 * 1024 * 1024;

const refused = (line: number, code: string, field = 'line'): SourceLine => ({
  line,
  understood: { problems: [{ field, code }] },
});

/** The bytes of each line, without its end; null for one that is too long to hold. Only LF ends a line: JSON's texts may hold all else. */
async function* splitLines(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer | null> {
  let parts: Buffer[] = [];
  let size = 0;
  const take = () => {
    const line = size > maxLine ? null : Buffer.concat(parts);
    parts = [];
    size = 0;
    return line;
  };
  const keep = (part: Buffer) => {
    size += part.length;
    if (size > maxLine) parts = [];
    else parts.push(part);
  };
  for await (const chunk of bytes) {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      keep(chunk.subarray(start, end));
      yield take();
      start = end + 1;
    }
    if (start < chunk.length) keep(chunk.subarray(start));
  }
  if (size > 0) yield take();
}

function parseJson(bytes: Buffer, decoder: TextDecoder): { value: unknown } | { code: string } | null {
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return { code: 'INVALID_ENCODING' };
  }
  if (text.trim() === '') return null;
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { code: 'INVALID_JSON' };
  }
}

function endOf(value: unknown): number | null {
  const isEnd = typeof value === 'object' && value !== null && 'end' in value && value.end === true;
  return isEnd && 'count' in value && typeof value.count === 'number' ? value.count : null;
}

function ndjsonSource(bytes: AsyncIterable<Buffer>): Source {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  // Of the export that is being read: a file may hold several, one after the other.
  const since = { tickets: 0, isEnded: false, isShort: false };
  async function* read(): AsyncGenerator<SourceLine> {
    let line = 0;
    for await (const raw of splitLines(bytes)) {
      line += 1;
      const parsed = raw ? parseJson(raw, decoder) : { code: 'LINE_TOO_LONG' };
      if (parsed === null) continue;
      const count = 'value' in parsed ? endOf(parsed.value) : null;
      if (count !== null) {
        since.isShort ||= count > since.tickets;
        Object.assign(since, { tickets: 0, isEnded: true });
        continue;
      }
      since.tickets += 1;
      since.isEnded = false;
      if ('code' in parsed) yield refused(line, parsed.code);
      else yield { line, understood: readLine(parsed.value) };
    }
  }
  return { format: 'ndjson', lines: read(), isCut: () => since.isShort || !since.isEnded };
}

/** Text with LF alone at the ends of lines, so that lines can be counted. */
async function* decode(bytes: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let held = '';
  const step = (text: string) => {
    const whole = held + text;
    held = whole.endsWith('\r') ? '\r' : '';
    return whole.slice(0, whole.length - held.length).replace(/\r\n?/g, '\n');
  };
  try {
    for await (const chunk of bytes) yield step(decoder.decode(chunk, { stream: true }));
    yield step(decoder.decode()) + held.replace('\r', '\n');
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new CommandError(
      `The file is not ${encoding.toUpperCase()}. Say what it is, as in --encoding windows-1252, or save it as UTF-8.`,
    );
  }
}

/** What parts the cells of a header: what stands there most often outside of quotes. */
function delimiterOf(head: string): string {
  const line = head.replace(/"[^"]*"/g, '').split('\n', 1)[0] ?? '';
  const counts = [',', ';', '\t'].map((each) => ({ each, count: line.split(each).length }));
  return counts.sort((one, other) => other.count - one.count)[0]?.each ?? ',';
}

type Row = { record: string[]; info: { lines: number } };

async function* readCsv(
  text: AsyncIterable<string>,
  head: string,
  options: SourceOptions,
  tell: (format: OtherDesk) => void,
): AsyncGenerator<SourceLine> {
  const parser = Readable.from(text).pipe(
    parse({
      delimiter: delimiterOf(head),
      ...{ info: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true },
      ...{ record_delimiter: '\n', max_record_size: maxRow },
    }),
  );
  let header: string[] | undefined;
  let format: OtherDesk | null = null;
  let next = 1;
  try {
    for await (const { record, info } of parser as AsyncIterable<Row>) {
      const inside = record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
      const line = Math.max(next, info.lines - inside);
      next = info.lines + 1;
      // Spreadsheets end with rows of empty cells.
      if (record.every((cell) => cell.trim() === '')) continue;
      if (!header) {
        header = record;
        format = options.format === 'zendesk' || options.format === 'freshdesk' ? options.format : formatOf(header);
        if (!format)
          throw new CommandError('The columns are neither Zendesk’s nor Freshdesk’s. Say which: --format.', 2);
        const lacks = lacksOf(columnsOf(format, header));
        if (lacks.length > 0)
          throw new CommandError(`The file lacks columns that ${format} exports have: ${lacks.join(', ')}.`);
        tell(format);
        continue;
      }
      if (record.length !== header.length) yield refused(line, 'WRONG_COLUMN_COUNT');
      else
        yield {
          line,
          understood: readRow(format ?? 'zendesk', columnsOf(format ?? 'zendesk', header), record, options),
        };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // Everything from here on stands inside of a quote that nobody closed.
    yield refused(next, error.code === 'CSV_MAX_RECORD_SIZE' ? 'LINE_TOO_LONG' : 'QUOTE_NOT_CLOSED');
  }
  if (!header) throw new CommandError('The file is empty.');
}

/** Puts back what was read to look at. */
async function* withHead<T>(head: T[], rest: AsyncIterator<T>): AsyncGenerator<T> {
  yield* head;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

/** Reads on until the items that were read so far satisfy `isEnough`, or to the end. */
async function peek<T>(items: AsyncIterator<T>, isEnough: (head: T[]) => boolean): Promise<T[]> {
  const head: T[] = [];
  while (!isEnough(head)) {
    const next = await items.next();
    if (next.done) break;
    head.push(next.value);
  }
  return head;
}

const utf16 = (start: Buffer) => (start[0] === 0xff && start[1] === 0xfe ? 'utf-16le' : null);

/**
 * Opens a file, or standard input for `-`, and finds out what it is. It is read a piece at a time, however long it is.
 * Errors: `CommandError` where the whole of it cannot be understood.
 */
export async function openSource(file: string, options: SourceOptions): Promise<Source> {
  const stream: AsyncIterable<Buffer> =
    file === '-' ? process.stdin : createReadStream(file, { highWaterMark: 256 * 1024 });
  const bytes = stream[Symbol.asyncIterator]();
  const start = await peek(bytes, (head) => head.some((chunk) => /\S/.test(chunk.toString('latin1'))));
  const all = withHead(start, bytes);
  const first = Buffer.concat(start);
  const isJson = /^(\u00ef\u00bb\u00bf)?\s*\{/.test(first.subarray(0, 1000).toString('latin1'));
  if (options.format === 'ndjson' || (!options.format && isJson)) return ndjsonSource(all);
  const text = decode(all, options.encoding ?? utf16(first) ?? 'utf-8');
  const head = await peek(text, (read) => read.join('').trimStart().includes('\n'));
  const source: Source = { format: options.format ?? 'zendesk', lines: empty(), isCut: () => false };
  const rows = readCsv(withHead(head, text), head.join('').trimStart(), options, (format) => {
    source.format = format;
  });
  // The header is read now, so that the form is known and what is wrong with all of it is told at once.
  const row = await rows.next();
  source.lines = row.done ? empty() : withHead([row.value], rows);
  return source;
}

async function* empty(): AsyncGenerator<never> {}

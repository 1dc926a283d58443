import { createWriteStream, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { Problem } from '@/lib/transfer/rules';
import { sentenceOf } from './problems';

/** What the API has no code for, since only files can have it. */
const sentences: Record<string, string> = {
  AUTHOR_EMAIL_REQUIRED: 'The address of an author is missing: --staff-as says who stands for them',
  ASSIGNEE_UNKNOWN: 'nobody of the staff here is the assignee, so it is assigned to nobody',
  CLIENT_EMAIL_REQUIRED: 'The client’s address is missing: --client-as says whose such tickets are',
  CLIENT_REQUIRED: 'The client is missing',
  CREATED_AT_REQUIRED: 'The time of creation is missing',
  ID_REQUIRED: 'The id is missing',
  INVALID_CREATED_AT: 'That is no time',
  INVALID_ENCODING: 'The line is not UTF-8',
  INVALID_ID: 'The id takes up to 200 characters',
  INVALID_JSON: 'The line is not JSON, or not the whole of it',
  INVALID_LINE: 'The line is not a JSON object',
  INVALID_PEOPLE: 'The people are not valid',
  INVALID_PUBLIC_UPDATED_AT: 'That is no time',
  INVALID_RESOLVED_AT: 'That is no time',
  INVALID_STATUS: 'The status is not one that Hilo knows: --status says what it means, as in "on review=pending"',
  INVALID_THREADS: 'The messages are not valid',
  INVALID_TIME: 'That is no time, or could be two: --dates dmy or mdy says which number is the day',
  INVALID_TIMESTAMP: 'That is no time',
  INVALID_UPDATED_AT: 'That is no time',
  LINE_TOO_LONG: 'The line is too long to be one ticket, or a quote before it is not closed',
  PERSON_UNKNOWN: 'The line mentions somebody who is not among its people',
  QUOTE_NOT_CLOSED: 'A quote is opened and never closed: the rest of the file cannot be read',
  REFUSED_BY_DATABASE: 'The database refused it',
  TAGS_CUT: 'of its tags only the first 20, and of each 50 characters, are kept',
  TIMESTAMP_REQUIRED: 'The time of a message is missing',
  TITLE_CUT: 'its subject is cut to 200 characters, and stands whole in the description',
  WRONG_COLUMN_COUNT: 'The row has more or fewer cells than the header',
};

const wordsOf = (code: string) => sentences[code] ?? sentenceOf(code);

/** Takes the line of the progress away. */
const clearLine = '\r\u001b[K';

/** Tells of single lines, on standard error or into a file, and counts. */
export interface Report {
  refuse(line: number, externalId: string | undefined, problems: Problem[]): void;
  note(line: number, codes: string[]): void;
  refused: number;
  close(): Promise<void>;
}

/** A text of the file, on one line and without what a terminal would obey. */
const shown = (text: string) => JSON.stringify(text.slice(0, 60));

/** Opens a report. Errors: the file's own, as at once as they happen. */
export async function openReport(file: string | undefined): Promise<Report> {
  let out: WriteStream | undefined;
  if (file !== undefined) {
    out = createWriteStream(file);
    await new Promise((resolve, reject) => out?.once('open', resolve).once('error', reject));
  }
  const { stderr } = process;
  const say = (text: string) => void (out ?? stderr).write(`${!out && stderr.isTTY ? clearLine : ''}${text}\n`);
  const report: Report = {
    refused: 0,
    refuse(line, externalId, problems) {
      report.refused += 1;
      const which = externalId ? ` (${shown(externalId)})` : '';
      for (const { field, code } of problems) say(`line ${line}${which}: ${field}: ${wordsOf(code)} (${code})`);
    },
    note(line, codes) {
      for (const code of codes) say(`line ${line}: imported, but ${wordsOf(code)} (${code})`);
    },
    async close() {
      out?.end();
      if (out) await finished(out);
    },
  };
  return report;
}

/** Numbers that move, on a terminal only. `done` takes them away again. */
export function showProgress(): { update(lines: number): void; done(): void } {
  const { stderr } = process;
  const startedAt = performance.now();
  let shownAt = 0;
  if (!stderr.isTTY) return { update: () => undefined, done: () => undefined };
  return {
    update(lines) {
      if (performance.now() - shownAt < 200) return;
      shownAt = performance.now();
      const rate = Math.round(lines / ((shownAt - startedAt) / 1000));
      stderr.write(`${clearLine}${lines.toLocaleString('en')} lines, ${rate.toLocaleString('en')} a second`);
    },
    done: () => void stderr.write(clearLine),
  };
}

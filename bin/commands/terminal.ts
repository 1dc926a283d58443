import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/** What the operator should read, in one line; the command then ends with `status` (1 it failed, 2 it was called wrongly). */
export class CommandError extends Error {
  constructor(
    message: string,
    readonly status: 1 | 2 = 1,
  ) {
    super(message);
    this.name = 'CommandError';
  }
}

/** Rows as aligned columns under capital headings, for people; programs ask for `--json`. */
export function printTable(headings: string[], rows: string[][]): void {
  const all = [headings.map((heading) => heading.toUpperCase()), ...rows];
  const widths = headings.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  for (const row of all)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
}

export function printJson(value: unknown): void {
  console.log(JSON.stringify(value, null, 2));
}

async function readAll(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** Asks on the terminal without showing what is typed. Ctrl-C ends the command. */
function ask(question: string): Promise<string> {
  // readline writes what is typed to its output: here, nowhere.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  process.stderr.write(question);
  return new Promise((resolve, reject) => {
    const end = (finish: () => void) => {
      process.stderr.write('\n');
      reader.removeAllListeners();
      reader.close();
      finish();
    };
    reader.once('line', (line) => end(() => resolve(line)));
    reader.once('SIGINT', () => end(() => reject(new CommandError('Cancelled.'))));
    reader.once('close', () => end(() => reject(new CommandError('No password was given.'))));
  });
}

/** A secret from the terminal, asked twice, or the first line of standard input. Never from the arguments, which others see. */
export async function readSecret(question: string): Promise<string> {
  if (!process.stdin.isTTY) return (await readAll()).split(/\r?\n/)[0] ?? '';
  const first = await ask(`${question}: `);
  if ((await ask(`${question}, again: `)) !== first)
    throw new CommandError('The two are not the same; nothing was changed.');
  return first;
}

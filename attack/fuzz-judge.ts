import type { Person } from '@/e2e/support/people';
import type { Arena } from './attack';

const trace = /(\n|\\n)\s+at (async )?[^\n]{0,200}(node:|file:\/\/|\/[\w.-]+\/|<anonymous>)/;

/** What a program says of itself when it breaks. None of it is in what the fuzz sends. */
const leaks: readonly [what: string, pattern: RegExp][] = [
  ['a stack trace', trace],
  [
    'a path of a module',
    // What the fuzz itself writes, whole, or in pieces where a search has found a word of it.
    /node_modules\/|\.next[\w-]*\/server|webpack-internal|\[turbopack\]|file:\/\/\/(?!etc\/passwd|")/,
  ],
  ['a source file', /[\w-]\.tsx?:\d+/],
  [
    'words of Postgres',
    /syntax error at or near|invalid input syntax for|violates (check|unique|foreign|not-null|exclusion)|relation "\w+"|column "\w+"|duplicate key value|current transaction is aborted|could not serialize|canceling statement|invalid byte sequence|unterminated quoted|out of range for type|invalid regular expression|syntax error in tsquery|deadlock detected/,
  ],
  ['SQL', /\bSELECT [\w".*, ()]{3,200} FROM \w|\bINSERT INTO "?\w+"? \(|\bUPDATE "?\w+"? SET\b|\bDELETE FROM "?\w/],
  ['words of Prisma', /PrismaClient|prisma\.\w+\(|Invalid `/],
  [
    'words of Node',
    /ERR_[A-Z_]{4,}|ECONN[A-Z]+|TypeError|RangeError|ReferenceError|SyntaxError|Cannot read propert|is not a function/,
  ],
  ['words of zod', /ZodError|invalid_type|unrecognized_keys/],
  ['a hash of a password', /\$argon2/],
];

/** What no line of the log may hold, whoever's it is: answers tell it to whom it is for, once. */
const keys: readonly [what: string, pattern: RegExp][] = [
  ['a hash of a password', /\$argon2/],
  ['a token', /hilo_[\w-]{32}/],
  ['the secret of a webhook', /whsec_[A-Za-z0-9+/]{20}/],
];

/** A judge of what the desk says: to callers, and in its log. */
export interface Judge {
  /** What of a text should not be in an answer, in words; empty when all is well. */
  answer(text: string): string[];
  /** Where in a text the first of it is, with what is around it; empty where nothing is. */
  excerpt(text: string): string;
  /** What of a text should not be in the log. */
  log(text: string): string[];
  /** Whether a line of the log has a stack trace: nobody's request should be worth one. */
  isTrace(line: string): boolean;
}

/** What no answer and no line of the log may hold: the desk's secrets and everybody's credentials. */
async function secretsOf({ desk, database }: Arena, people: Person[], cookies: string[]): Promise<Map<string, string>> {
  const { HILO_SECRET, DATABASE_URL } = desk.env;
  const secrets = new Map([
    [HILO_SECRET, 'HILO_SECRET'],
    [DATABASE_URL, 'DATABASE_URL'],
    [process.cwd(), 'the folder of the server'],
  ]);
  const { password } = new URL(DATABASE_URL);
  if (password) secrets.set(password, 'the password of the database');
  for (const { token, role } of people) secrets.set(token, `the token of the ${role}`);
  for (const cookie of cookies) secrets.set(cookie, 'the cookie of a session');
  const { rows } = await database.query<{ id: string }>('SELECT id::text FROM sessions');
  for (const { id } of rows) secrets.set(id, 'the id of a session');
  return secrets;
}

/** Reads once what must stay secret. */
export async function judgeOf(arena: Arena, people: Person[], cookies: string[]): Promise<Judge> {
  const secrets = await secretsOf(arena, people, cookies);
  const told = (text: string) => [...secrets].filter(([secret]) => text.includes(secret)).map(([, what]) => what);
  return {
    answer: (text) => [...leaks.filter(([, pattern]) => pattern.test(text)).map(([what]) => what), ...told(text)],
    excerpt: (text) => {
      const at = leaks.map(([, pattern]) => text.search(pattern)).find((place) => place >= 0) ?? -1;
      return at < 0 ? '' : text.slice(Math.max(0, at - 60), at + 140);
    },
    isTrace: (line) => trace.test(line),
    log: (text) => {
      const withoutFolder = told(text).filter((what) => what !== 'the folder of the server');
      return [...withoutFolder, ...keys.filter(([, pattern]) => pattern.test(text)).map(([what]) => what)];
    },
  };
}

import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { parseStorageAddress } from './storage-address';

const isOneOf = (protocols: string[]) => (text: string) =>
  URL.canParse(text) && protocols.includes(new URL(text).protocol);

const perMinute = (usual: number) =>
  z.coerce.number('must be a number of requests a minute').int().min(0).max(10_000_000).default(usual);

const mebi = 1024 * 1024;
const bytes = (usual: number) =>
  z.coerce
    .number('must be a number of bytes')
    .int()
    .min(0)
    .max(2 ** 40)
    .default(usual);

function isStorage(text: string, context: z.RefinementCtx): void {
  try {
    if (text) parseStorageAddress(text);
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
  }
}

/** A bucket gives bytes their name by copying them, and copies no more than this at once. */
const BUCKET_MAX = 5 * 1024 * mebi;

const databaseUrl = z
  .string()
  .refine(isOneOf(['postgres:', 'postgresql:']), 'must look like postgresql://user:password@host:5432/database')
  .optional();

/** Each variable is documented for operators in `.env.example`. */
const schema = z.object({
  PORT: z.coerce
    .number('must be a number')
    .int()
    .min(1, 'must be 1–65535')
    .max(65_535, 'must be 1–65535')
    .default(3000),
  HOST: z.string().default('127.0.0.1'),
  DATABASE_URL: databaseUrl,
  DATABASE_DIRECT_URL: databaseUrl,
  DATABASE_READ_URL: databaseUrl,
  HILO_DATA_DIR: z.string().default('.data'),
  HILO_URL: z
    .string()
    .refine(isOneOf(['http:', 'https:']), 'must be an address such as https://help.example.com')
    .transform((text) => new URL(text))
    .refine((url) => url.pathname === '/' && !url.search && !url.hash, 'must have no path: Hilo serves a whole host')
    .transform((url) => url.origin)
    .optional(),
  HILO_NAME: z.string().max(60, 'must be at most 60 characters').default('Hilo'),
  HILO_SECRET: z.string().min(32, 'must be at least 32 characters: make one with `openssl rand -base64 32`').optional(),
  HILO_LOCALE: z.enum(['es', 'en'], 'must be es or en').default('es'),
  HILO_TRUST_PROXY: z.coerce.number('must be the number of proxies in front').int().min(0).max(10).default(0),
  HILO_DRAIN_SECONDS: z.coerce
    .number('must be a number of seconds')
    .int()
    .min(0)
    .max(60, 'must be at most 60')
    .default(0),
  HILO_RATE_LIMIT: perMinute(600),
  HILO_RATE_LIMIT_ANONYMOUS: perMinute(120),
  HILO_WEBHOOK_ALLOW: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((host) => host.trim().toLowerCase())
        .filter(Boolean),
    )
    .refine(
      (hosts) => hosts.every((host) => /^[a-z0-9._:[\]-]+$/.test(host)),
      'must be names of hosts, separated by commas',
    ),
  HILO_STORAGE: z.string().default('').superRefine(isStorage),
  AWS_ACCESS_KEY_ID: z.string().optional(),
  AWS_SECRET_ACCESS_KEY: z.string().optional(),
  AWS_SESSION_TOKEN: z.string().optional(),
  HILO_UPLOAD_MAX: bytes(25 * mebi),
  HILO_UPLOAD_MESSAGE_MAX: bytes(100 * mebi),
  HILO_UPLOAD_QUOTA: bytes(1024 * mebi),
  HILO_CLAMD: z
    .string()
    .regex(/^(\/.+|(\[[0-9a-f:]+\]|[a-z0-9._-]+):\d{1,5}|)$/i, 'must be clamd’s host:port, or the path of its socket')
    .default(''),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], 'must be debug, info, warn, error or silent')
    .default('info'),
  HILO_DIST_DIR: z.string().default('.next'),
  /** Set by `start`, never by operators. */
  HILO_EMBEDDED: z.literal('1').optional(),
  HILO_DEMO: z.literal('1').optional(),
  /** Set by npm for what it runs. */
  npm_lifecycle_event: z.string().optional(),
});

export interface Env extends Omit<z.infer<typeof schema>, 'HILO_EMBEDDED' | 'HILO_DEMO' | 'npm_lifecycle_event'> {
  /** Reading it throws while the embedded database has not been started. */
  readonly DATABASE_URL: string;
  /** The database itself, for what needs a connection of its own; the same where no pooler stands between. */
  readonly DATABASE_DIRECT_URL: string;
  /** The public address: scheme and host, no slash at the end. */
  HILO_URL: string;
  HILO_SECRET: string;
  /** Absolute. */
  HILO_DATA_DIR: string;
  /** The database is Hilo's own, in the data folder. */
  isEmbedded: boolean;
  /** One-click sign-in is offered: an embedded database with demo data, served on loopback only. */
  isDemo: boolean;
  /** Started by `npm start` or the like. */
  isUnderNpm: boolean;
}

/** The environment is wrong. The message has one line for each problem. */
export class EnvError extends Error {
  constructor(problems: string[]) {
    super(`The environment is not right (see .env.example):\n${problems.map((line) => `  ${line}`).join('\n')}`);
    this.name = 'EnvError';
  }
}

/** A secret kept in the data folder: made on first use, readable by its owner only. Safe against two at once. */
function keptSecret(dataDir: string): string {
  const file = path.join(dataDir, 'secret');
  try {
    return makeAndRead(dataDir, file);
  } catch (error) {
    throw new EnvError([`HILO_DATA_DIR cannot be used: ${(error as Error).message}`]);
  }
}

function makeAndRead(dataDir: string, file: string): string {
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, randomBytes(32).toString('base64url'), { mode: 0o600 });
    try {
      linkSync(draft, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(draft);
    }
  }
  return readFileSync(file, 'utf8').trim();
}

/** Whether an address says of itself, by `?pgbouncer=true`, that connections are lent for a transaction at a time. */
export function isPooled(url: string): boolean {
  return URL.canParse(url) && new URL(url).searchParams.get('pgbouncer') === 'true';
}

/**
 * Reads the environment from `source`. Empty values count as absent.
 * @throws EnvError naming every problem
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()));
  const result = schema.safeParse(present);
  const problems = result.success ? [] : result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  const isEmbedded = !present.DATABASE_URL || present.HILO_EMBEDDED === '1';
  if (!isEmbedded && !present.HILO_SECRET) {
    problems.push('HILO_SECRET is required with DATABASE_URL: make one with `openssl rand -base64 32`, and keep it');
  }
  if (isEmbedded && (present.DATABASE_DIRECT_URL || present.DATABASE_READ_URL)) {
    problems.push('DATABASE_DIRECT_URL and DATABASE_READ_URL are of no use without DATABASE_URL');
  }
  if (result.success && isPooled(result.data.DATABASE_URL ?? '') && !present.DATABASE_DIRECT_URL) {
    problems.push('DATABASE_DIRECT_URL is required with ?pgbouncer=true: the address of the Postgres behind it');
  }
  if (result.success && result.data.HILO_STORAGE.startsWith('s3:') && result.data.HILO_UPLOAD_MAX > BUCKET_MAX) {
    problems.push(`HILO_UPLOAD_MAX must be at most ${BUCKET_MAX} (5 GiB) where HILO_STORAGE is a bucket`);
  }
  if (Boolean(present.AWS_ACCESS_KEY_ID) !== Boolean(present.AWS_SECRET_ACCESS_KEY)) {
    problems.push('AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY go together: set both or none');
  }
  if (!result.success || problems.length > 0) throw new EnvError(problems);
  const { HILO_EMBEDDED: _embedded, HILO_DEMO, npm_lifecycle_event: npmEvent, ...found } = result.data;
  const { DATABASE_URL, DATABASE_DIRECT_URL, ...rest } = found;
  const dataDir = path.resolve(rest.HILO_DATA_DIR);
  return {
    ...rest,
    get DATABASE_URL() {
      if (DATABASE_URL) return DATABASE_URL;
      throw new Error('The embedded database has not been started: go through `npm start` or `npm run hilo`.');
    },
    get DATABASE_DIRECT_URL() {
      return DATABASE_DIRECT_URL ?? this.DATABASE_URL;
    },
    HILO_URL: rest.HILO_URL ?? `http://localhost:${rest.PORT}`,
    HILO_SECRET: rest.HILO_SECRET ?? keptSecret(dataDir),
    HILO_DATA_DIR: dataDir,
    isEmbedded,
    isDemo: HILO_DEMO === '1',
    isUnderNpm: npmEvent !== undefined,
  };
}

let read: Env | undefined;

/**
 * The environment, from `.env` too when there is one (what is set already wins). Read once, on first use, so that
 * building and testing parts of Hilo need none.
 * @throws EnvError
 */
export function env(): Env {
  if (!read) {
    if (existsSync('.env')) process.loadEnvFile('.env');
    read = parseEnv(process.env);
  }
  return read;
}

/** For `bin` only: sets variables found out at start, also for the app's bundles, which read them for themselves. */
export function putEnv(values: Record<string, string>): void {
  Object.assign(process.env, values);
  read = undefined;
}

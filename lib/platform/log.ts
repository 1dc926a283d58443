import { Writable } from 'node:stream';
import pino from 'pino';
import { env } from './env';

const LEVELS: Record<number, string> = { 10: 'trace', 20: 'debug', 30: 'info', 40: 'warn', 50: 'error', 60: 'fatal' };
const SECRETS = ['authorization', 'cookie', 'token', 'password', 'secret', 'headers.authorization', 'headers.cookie'];
const OWN_KEYS = new Set(['level', 'time', 'msg', 'err']);

/** One line for people: `12:03:04 info  message key=value`. */
function forPeople(line: string): string {
  const entry = JSON.parse(line) as Record<string, unknown>;
  const time = new Date(Number(entry.time)).toTimeString().slice(0, 8);
  const rest = Object.entries(entry).filter(([key]) => !OWN_KEYS.has(key));
  const pairs = rest.map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const error = entry.err as { stack?: string; message?: string } | undefined;
  const stack = error ? `\n${error.stack ?? error.message ?? ''}` : '';
  return `${[time, (LEVELS[Number(entry.level)] ?? '').padEnd(5), entry.msg, ...pairs].join(' ')}${stack}\n`;
}

function open(): pino.Logger {
  const options: pino.LoggerOptions = {
    level: env().LOG_LEVEL,
    base: null,
    redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`]), censor: '[redacted]' },
  };
  if (!process.stdout.isTTY) return pino(options);
  const people = new Writable({
    write(chunk: Buffer, _encoding, done) {
      process.stdout.write(forPeople(chunk.toString()));
      done();
    },
  });
  return pino(options, people);
}

let opened: pino.Logger | undefined;

/** The log: JSON lines on standard output, or lines for people on a terminal. Credentials are blotted out by name. */
export function log(): pino.Logger {
  opened ??= open();
  return opened;
}

import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { EnvError, parseEnv } from './env';

const secret = 'a secret of more than thirty-two characters';

function temporary(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'hilo-env-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('without anything set, Hilo serves on loopback with a database of its own', () => {
  const HILO_DATA_DIR = temporary();
  const env = parseEnv({ HILO_DATA_DIR });
  expect(env).toMatchObject({ PORT: 3000, HOST: '127.0.0.1', HILO_URL: 'http://localhost:3000', HILO_LOCALE: 'es' });
  expect(env).toMatchObject({ isEmbedded: true, isDemo: false, HILO_TRUST_PROXY: 0, HILO_NAME: 'Hilo' });
  expect(() => env.DATABASE_URL).toThrow('has not been started');
});

test('the secret of the embedded default is made once, and only its owner can read it', () => {
  const HILO_DATA_DIR = temporary();
  const { HILO_SECRET } = parseEnv({ HILO_DATA_DIR });
  expect(HILO_SECRET.length).toBeGreaterThanOrEqual(32);
  expect(parseEnv({ HILO_DATA_DIR }).HILO_SECRET).toBe(HILO_SECRET);
  const file = path.join(HILO_DATA_DIR, 'secret');
  expect(readFileSync(file, 'utf8')).toBe(HILO_SECRET);
  expect(statSync(file).mode & 0o077).toBe(0);
});

test('with a database of one’s own, there is no boot without a secret of one’s own', () => {
  const DATABASE_URL = 'postgresql://hilo@db.example.com/hilo';
  expect(() => parseEnv({ DATABASE_URL })).toThrow('HILO_SECRET is required with DATABASE_URL');
  expect(() => parseEnv({ DATABASE_URL, HILO_SECRET: 'too short' })).toThrow('HILO_SECRET must be at least 32');
  expect(parseEnv({ DATABASE_URL, HILO_SECRET: secret })).toMatchObject({ DATABASE_URL, isEmbedded: false });
});

test('a pooler needs the database’s own address beside it, which else is the same', () => {
  const DATABASE_URL = 'postgresql://hilo@pool.example.com:6432/hilo?pgbouncer=true';
  const HILO_SECRET = secret;
  expect(() => parseEnv({ DATABASE_URL, HILO_SECRET })).toThrow('DATABASE_DIRECT_URL is required with ?pgbouncer=true');
  const DATABASE_DIRECT_URL = 'postgresql://hilo@db.example.com/hilo';
  expect(parseEnv({ DATABASE_URL, DATABASE_DIRECT_URL, HILO_SECRET })).toMatchObject({
    DATABASE_URL,
    DATABASE_DIRECT_URL,
  });
  expect(parseEnv({ DATABASE_URL: DATABASE_DIRECT_URL, HILO_SECRET })).toMatchObject({ DATABASE_DIRECT_URL });
  expect(() => parseEnv({ DATABASE_READ_URL: DATABASE_DIRECT_URL })).toThrow('of no use without DATABASE_URL');
});

test('every problem is named at once', () => {
  const wrong = { PORT: 'http', DATABASE_URL: 'mysql://x', HILO_LOCALE: 'fr', HILO_URL: 'https://a.example/desk' };
  try {
    parseEnv({ ...wrong, HILO_SECRET: secret, HILO_TRUST_PROXY: '-1', LOG_LEVEL: 'loud' });
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(EnvError);
    const lines = String(error).split('\n').slice(1);
    const names = lines.map((line) => line.trim().split(' ')[0]);
    expect(names.sort()).toEqual([...Object.keys(wrong), 'HILO_TRUST_PROXY', 'LOG_LEVEL'].sort());
  }
});

test.each(['/run/clamav/clamd.ctl', '127.0.0.1:3310', 'clamd.example.com:3310', '[::1]:3310'])(
  'a clamd at %s',
  (address) => {
    expect(parseEnv({ HILO_DATA_DIR: temporary(), HILO_CLAMD: address }).HILO_CLAMD).toBe(address);
  },
);

test.each(['clamd', 'clamd.example.com', 'http://clamd:3310', ':3310', 'run/clamd.ctl', 'clamd:port'])(
  'no clamd at %s',
  (address) => {
    expect(() => parseEnv({ HILO_DATA_DIR: temporary(), HILO_CLAMD: address })).toThrow('HILO_CLAMD must be');
  },
);

test('empty means unset, and the public address loses its slash', () => {
  const HILO_DATA_DIR = temporary();
  const env = parseEnv({ HILO_DATA_DIR, PORT: '', DATABASE_URL: ' ', HILO_URL: 'https://Help.example.com/' });
  expect(env).toMatchObject({ PORT: 3000, isEmbedded: true, HILO_URL: 'https://help.example.com' });
});

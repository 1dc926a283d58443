import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, inject } from 'vitest';
import { closeDatabase } from './db';
import { putEnv } from './env';
import { copyDatabase } from './testing';

// For each file of database tests: a database and a data folder of its own before anything connects, so that files run at the same time.
const { url, drop } = await copyDatabase(inject('postgres'));
const folder = await mkdtemp(path.join(os.tmpdir(), 'hilo-test-'));
putEnv({
  DATABASE_URL: url,
  HILO_DATA_DIR: folder,
  HILO_SECRET: 'the secret of the tests, which guards nothing',
  LOG_LEVEL: 'silent',
});

afterAll(async () => {
  await closeDatabase();
  await drop();
  await rm(folder, { recursive: true, force: true });
});

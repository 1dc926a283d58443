import { afterAll, inject } from 'vitest';
import { closeDatabase } from './db';
import { putEnv } from './env';
import { copyDatabase } from './testing';

// For each file of database tests: a database of its own before anything connects, so that files run at the same time.
const { url, drop } = await copyDatabase(inject('postgres'));
putEnv({ DATABASE_URL: url, HILO_SECRET: 'the secret of the tests, which guards nothing', LOG_LEVEL: 'silent' });

afterAll(async () => {
  await closeDatabase();
  await drop();
});

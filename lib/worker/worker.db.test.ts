import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '@/lib/auth/actor';
import { createUser } from '@/lib/people/commands';
import { db } from '@/lib/platform/db';
import { enqueue } from '@/lib/platform/queue';
import { purgeExpired } from './purge';
import { startWorker, type Worker } from './worker';

let worker: Worker;
let userId: string;

beforeAll(async () => {
  const person = { email: 'purge@example.com', name: 'Purge', role: 'client' as const };
  userId = (await createUser(systemActor('test'), person)).id;
  worker = await startWorker();
});

afterAll(() => worker.stop());

async function addSessions(): Promise<void> {
  await db.query(
    sql`INSERT INTO sessions (id, user_id, expires_at) SELECT gen_random_uuid(), ${userId}, now() + shift * interval '1 hour'
        FROM generate_series(-1, 1, 2) AS shift`,
  );
}

const count = async (table: 'sessions' | 'rate_limits') => {
  const [row] = await db.query<{ n: number }>(
    table === 'sessions'
      ? sql`SELECT count(*)::int AS n FROM sessions`
      : sql`SELECT count(*)::int AS n FROM rate_limits`,
  );
  return row?.n;
};

test('a job that commits is done within moments', async () => {
  await addSessions();
  await enqueue(db, 'maintenance.purge', {});
  await expect.poll(() => count('sessions'), { timeout: 10_000 }).toBe(1);
});

test('the purge takes what has expired, however much, and nothing else', async () => {
  await addSessions();
  await db.query(
    sql`INSERT INTO rate_limits (key, points, expire) SELECT 'old ' || n, 1, 1000 FROM generate_series(1, 2500) AS n`,
  );
  await db.query(
    sql`INSERT INTO rate_limits (key, points, expire) VALUES ('live', 1, ${Date.now() + 60_000}), ('always', 1, NULL)`,
  );
  expect(await purgeExpired()).toEqual({ keys: 0, sessions: 1, limits: 2500 });
  expect(await count('rate_limits')).toBe(2);
  expect(await purgeExpired()).toEqual({ keys: 0, sessions: 0, limits: 0 });
});

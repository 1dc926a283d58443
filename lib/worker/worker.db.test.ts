import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '@/lib/auth/actor';
import { createUser } from '@/lib/people/commands';
import { db } from '@/lib/platform/db';
import { enqueue } from '@/lib/platform/queue';
import { storage } from '@/lib/platform/storage-place';
import { fileJobs, handlers, schedule } from './handlers';
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

test('the purge takes deliveries after 30 days, those that still wait after 60', async () => {
  await db.query(sql`
    INSERT INTO webhooks (id, user_id, url, events, secret, from_position)
    SELECT gen_random_uuid(), ${userId}::uuid, 'https://example.com/', '{}', 'whsec_x', 0`);
  await db.query(sql`
    INSERT INTO webhook_deliveries (id, webhook_id, type, payload, is_for_staff, status, next_attempt_at, created_at)
    SELECT gen_random_uuid(), w.id, days::text, '{}', false, status::delivery_status,
      CASE status WHEN 'pending' THEN now() END, now() - days * interval '1 day'
    FROM webhooks w, (VALUES (29, 'failed'), (31, 'failed'), (31, 'delivered'), (59, 'pending'), (61, 'pending')) AS d(days, status)`);
  await purgeExpired();
  // The job of the test above may still be at it, and take some of them.
  const left = () => db.query(sql`SELECT type FROM webhook_deliveries ORDER BY 1`);
  await expect.poll(left).toEqual([{ type: '29' }, { type: '59' }]);
});

test('the purge takes what has expired, however much, and nothing else', async () => {
  await addSessions();
  await db.query(
    sql`INSERT INTO rate_limits (key, points, expire) SELECT 'old ' || n, 1, 1000 FROM generate_series(1, 2500) AS n`,
  );
  await db.query(
    sql`INSERT INTO rate_limits (key, points, expire) VALUES ('live', 1, ${Date.now() + 60_000}), ('always', 1, NULL)`,
  );
  expect(await purgeExpired()).toMatchObject({ keys: 0, sessions: 1, limits: 2500, deliveries: 0, outgoing: 0 });
  expect(await count('rate_limits')).toBe(2);
  expect(await purgeExpired()).toMatchObject({ keys: 0, sessions: 0, limits: 0, deliveries: 0, outgoing: 0 });
});

test('what is scheduled there is something to do it, and the storage is gone through by a job', async () => {
  expect(schedule.filter(({ task }) => !(task in handlers || task in fileJobs))).toEqual([]);
  expect(schedule.map(({ task }) => task)).toContain('attachments.sweep');
  await enqueue(db, 'attachments.sweep', {});
  // What the first run does: it says whose files these are.
  const isMarked = async () => !(await storage().list('desks/')[Symbol.asyncIterator]().next()).done;
  await expect.poll(isMarked, { timeout: 10_000 }).toBe(true);
});

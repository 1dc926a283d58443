import sql from 'sql-template-tag';
import { expect, onTestFinished, test, vi } from 'vitest';
import { db, inTransaction } from './db';
import { enqueue } from './queue';

const jobs = (name: string) =>
  db.query<{ payload: unknown; queue_name: string | null; max_attempts: number; run_at: Date }>(
    sql`SELECT j.payload, q.queue_name, j.max_attempts, j.run_at FROM graphile_worker._private_jobs j
        JOIN graphile_worker._private_tasks t ON t.id = j.task_id
        LEFT JOIN graphile_worker._private_job_queues q ON q.id = j.job_queue_id WHERE t.identifier = ${name}`,
  );

test('a job exists when its transaction commits, and not otherwise', async () => {
  const lost = inTransaction(async (tx) => {
    await enqueue(tx, 'test.lost', { id: 1 });
    throw new Error('changed my mind');
  });
  await expect(lost).rejects.toThrow('changed my mind');
  expect(await jobs('test.lost')).toEqual([]);
  await inTransaction((tx) => enqueue(tx, 'test.kept', { id: 2 }));
  expect(await jobs('test.kept')).toMatchObject([{ payload: { id: 2 }, queue_name: null, max_attempts: 25 }]);
});

test('a job that is to wait for some time does so by the database’s clock', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 7_200_000 });
  onTestFinished(() => void vi.useRealTimers());
  await enqueue(db, 'test.wait', { id: 1 }, { afterMs: 90_000 });
  const [row] = await db.query<{ seconds: number }>(
    sql`SELECT extract(epoch FROM j.run_at - now())::float8 AS seconds FROM graphile_worker._private_jobs j
        JOIN graphile_worker._private_tasks t ON t.id = j.task_id WHERE t.identifier = 'test.wait'`,
  );
  expect(row?.seconds).toBeGreaterThan(30);
  expect(row?.seconds).toBeLessThanOrEqual(90);
});

test('a job can wait, be tried less often, follow others and replace an earlier one', async () => {
  const runAt = new Date('2030-01-01T00:00:00Z');
  await enqueue(db, 'test.later', { id: 1 }, { key: 'the one', runAt });
  await enqueue(db, 'test.later', { id: 2 }, { key: 'the one', runAt, queue: 'mail', maxAttempts: 3 });
  expect(await jobs('test.later')).toEqual([
    { payload: { id: 2 }, queue_name: 'mail', max_attempts: 3, run_at: runAt },
  ]);
});

import sql from 'sql-template-tag';
import { expect, test } from 'vitest';
import { db, inTransaction } from './db';

test('a connection that breaks in the middle of a transaction fails that one and nothing else', async () => {
  const unheard: unknown[] = [];
  const hear = (error: unknown) => unheard.push(error);
  process.on('uncaughtException', hear);
  const work = inTransaction(async (tx) => {
    const [mine] = await tx.query<{ pid: number }>(sql`SELECT pg_backend_pid() AS pid`);
    const ended = db.query(sql`SELECT pg_terminate_backend(${mine?.pid}::int)`);
    await tx.query(sql`SELECT pg_sleep(30)`).finally(() => ended);
  });
  await expect(work).rejects.toMatchObject({ code: '57P01' });
  // Two more round trips: the end of the connection has been seen by then.
  for (const number of [1, 2]) expect(await db.query(sql`SELECT ${number}::int AS number`)).toEqual([{ number }]);
  process.off('uncaughtException', hear);
  expect(unheard).toEqual([]);
});

test('who finds every connection taken waits for one as long as a busy machine needs', async () => {
  // More than the pool holds, each for longer than the 2 s that were once waited.
  const all = Array.from({ length: 30 }, (_, number) =>
    db.query<{ number: number }>(sql`SELECT ${number}::int AS number FROM pg_sleep(2.2)`),
  );
  expect((await Promise.all(all)).map(([row]) => row?.number)).toEqual(all.map((_, number) => number));
});

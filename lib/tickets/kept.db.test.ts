import sql from 'sql-template-tag';
import { expect, onTestFinished, test, vi } from 'vitest';
import { position } from '@/lib/events/record';
import { inTransaction } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { untilFeedIsComplete } from '@/lib/platform/testing-feed';
import { makeActor, makeTicket } from '@/prisma/factories';
import { countReady } from './queries/count';
import { keepCount, keptCount, readRecent, spare } from './queries/kept';

test('a count is true until an event comes, and one of more than are shown while the events are few', () => {
  const key = newId();
  expect(keptCount(key, 1000, [])).toBeUndefined();
  keepCount(key, 7, 500);
  expect(keptCount(key, 1000, [499, 480])).toEqual({ count: 7, isOld: false });
  expect(keptCount(key, 1000, [500, 480])).toBeUndefined();
  expect(keptCount(key, 1000, [731, 499])).toBeUndefined();
  keepCount(key, 1100, 500);
  expect(keptCount(key, 1000, [499])?.count).toBe(1000);
  expect(
    keptCount(
      key,
      1000,
      Array.from({ length: 100 }, () => 501),
    )?.count,
  ).toBe(1000);
  expect(
    keptCount(
      key,
      1000,
      Array.from({ length: 101 }, () => 501),
    ),
  ).toBeUndefined();
  // Of more events than are asked for nobody knows how many there were.
  keepCount(key, 5000, 500);
  expect(
    keptCount(
      key,
      1000,
      Array.from({ length: spare }, () => 501),
    ),
  ).toBeUndefined();
});

test('a count that is old is told and said to be, and no longer than a minute', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const key = newId();
  keepCount(key, 7, 500);
  vi.advanceTimersByTime(10_001);
  expect(keptCount(key, 1000, [499])).toEqual({ count: 7, isOld: true });
  expect(keptCount(key, 1000, [500])).toBeUndefined();
  vi.advanceTimersByTime(50_000);
  expect(keptCount(key, 1000, [499])).toBeUndefined();
});

test('what was on its way when tickets were counted is counted once it is there', async () => {
  const [client, agent] = await Promise.all([makeActor('client'), makeActor('agent')]);
  await makeTicket(client);
  const mine = sql`t.client_id = ${client.userId}::uuid AND t.status = 'open'`;
  const search = {
    conditions: [mine],
    words: [],
    first: null,
    problems: [],
    near: [],
    needles: { words: [] },
  } as never;
  const key = newId();
  const count = async () => {
    const { position } = await readRecent();
    return countReady(agent, { mine: { search } }, { keys: { mine: key }, position });
  };
  const kept = async () => keptCount(key, 1000, (await readRecent()).recent)?.count;
  await inTransaction(async (tx) => {
    await tx.query(sql`UPDATE tickets SET status = 'pending' WHERE client_id = ${client.userId}::uuid`);
    await tx.query(
      sql`INSERT INTO events (position, name, subject_type, subject_id, data)
          SELECT ${position}, 'ticket.updated', 'ticket', id, '{}' FROM tickets
          WHERE client_id = ${client.userId}::uuid`,
    );
    expect(await count()).toEqual({ mine: 1 });
    expect(keptCount(key, 1000, [])?.count).toBe(1);
  });
  expect(await kept()).toBeUndefined();
  await untilFeedIsComplete();
  expect(await count()).toEqual({ mine: 0 });
  expect(await kept()).toBe(0);
});

import sql from 'sql-template-tag';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { UserActor } from '@/lib/auth/actor';
import { db, inTransaction } from '@/lib/platform/db';
import { untilFeedIsComplete } from '@/lib/platform/testing-feed';
import { replyToTicket } from '@/lib/tickets/commands/reply';
import { ticketKey } from '@/lib/tickets/queries/find';
import { makeActor, makeTicket } from '@/prisma/factories';
import { ringBell } from './bell';
import type { FeedRow } from './feed';
import { closeHub, onBell, subscribe } from './hub';
import { insertEvent } from './record';

let client: UserActor;
let agent: UserActor;
let ticketId: string;

beforeAll(async () => {
  [client, agent] = await Promise.all([makeActor('client'), makeActor('agent')]);
  ticketId = ticketKey((await makeTicket(client))._id).id;
});

// What an earlier test wrote must not be news in a later one.
beforeEach(untilFeedIsComplete);

const write = (note: string) =>
  db.query(
    insertEvent(agent, { name: 'ticket.replied', subject: { type: 'ticket', id: ticketId }, data: { threadId: note } }),
  );

const listeners = async () => {
  const rows = await db.query<{ pid: number }>(
    sql`SELECT pid FROM pg_stat_activity WHERE application_name = 'hilo listener' AND datname = current_database()`,
  );
  return rows.map((row) => row.pid);
};

interface Ear {
  heard: FeedRow[];
  notes(): (string | undefined)[];
  leave(): void;
}

/** A subscriber that keeps what it hears, once the hub has told where it begins. */
async function listen(): Promise<Ear> {
  const heard: FeedRow[] = [];
  const begun = Promise.withResolvers<void>();
  const leave = subscribe((rows) => {
    heard.push(...rows);
    begun.resolve();
  });
  await begun.promise;
  return { heard, notes: () => heard.map((row) => row.data.threadId), leave };
}

test('tells what happened, at once by the bell and soon without', async () => {
  const ear = await listen();
  await write('with');
  ringBell();
  await expect.poll(ear.notes, { interval: 5 }).toEqual(['with']);
  await write('without');
  await expect.poll(ear.notes, { timeout: 5_000 }).toEqual(['with', 'without']);
  ear.leave();
});

test('holds one connection, however many listen, and none once nobody does', async () => {
  const first = await listen();
  const leaves = Array.from({ length: 50 }, () => subscribe(() => undefined));
  const leaveBell = onBell(() => undefined);
  expect(await listeners()).toHaveLength(1);
  for (const leave of [...leaves, first.leave]) leave();
  expect(await listeners()).toHaveLength(1);
  leaveBell();
  await expect.poll(listeners).toEqual([]);
});

test('comes back when its connection is cut, and misses nothing of what happened meanwhile', async () => {
  const ear = await listen();
  let rung = 0;
  const leaveBell = onBell(() => {
    rung += 1;
  });
  const [pid] = await listeners();
  await db.query(sql`SELECT pg_terminate_backend(${pid})`);
  await write('meanwhile');
  await expect.poll(ear.notes, { timeout: 5_000 }).toEqual(['meanwhile']);
  expect(rung).toBeGreaterThan(0);
  expect(await listeners()).not.toContain(pid);
  await write('afterwards');
  ringBell();
  await expect.poll(ear.notes, { timeout: 1_800 }).toEqual(['meanwhile', 'afterwards']);
  leaveBell();
  ear.leave();
});

test('waits for a transaction that began earlier, and tells both in the feed’s order', async () => {
  const ear = await listen();
  await inTransaction(async (tx) => {
    await tx.query(
      insertEvent(agent, {
        name: 'ticket.replied',
        subject: { type: 'ticket', id: ticketId },
        data: { threadId: 'slow' },
      }),
    );
    await write('fast');
    ringBell();
    await expect.poll(async () => (await db.query(sql`SELECT 1`)).length).toBe(1);
    expect(ear.notes()).toEqual([]);
  });
  // Nobody rings: what is known to wait is looked for again and again.
  await expect.poll(ear.notes, { timeout: 1_900, interval: 5 }).toEqual(['slow', 'fast']);
  ear.leave();
});

test('a listener that fails takes nothing from the others', async () => {
  const leave = subscribe(() => {
    throw new Error('deaf');
  });
  const ear = await listen();
  await write('heard');
  ringBell();
  await expect.poll(ear.notes).toEqual(['heard']);
  leave();
  ear.leave();
});

test('tells exactly what was committed, in one order to all, while many write at once', async () => {
  const ears = await Promise.all([listen(), listen()]);
  const [start] = await db.query<{ id: number }>(sql`SELECT max(id)::float8 AS id FROM events`);
  const writers = Array.from({ length: 8 }, async (_, writer) => {
    for (let count = 0; count < 15; count += 1) {
      await replyToTicket(writer % 2 ? agent : client, ticketId, { message: 'x', attachments: [], internal: false });
      ringBell();
    }
  });
  await Promise.all(writers);
  const written = await db.query<{ id: number }>(
    sql`SELECT id::float8 AS id FROM events WHERE id > ${start?.id ?? 0} AND subject_type = 'ticket' ORDER BY position, id`,
  );
  expect(written.length).toBeGreaterThanOrEqual(120);
  for (const ear of ears) {
    await expect.poll(() => ear.heard.length, { timeout: 5_000 }).toBe(written.length);
    expect(ear.heard.map((row) => row.id)).toEqual(written.map((row) => row.id));
    ear.leave();
  }
});

test('at the end tells everybody, gives the connection back, and takes nobody in', async () => {
  const told: string[] = [];
  await listen();
  subscribe(
    () => undefined,
    () => told.push('here'),
  );
  await closeHub();
  expect(told).toEqual(['here']);
  await expect.poll(listeners).toEqual([]);
  subscribe(
    () => undefined,
    () => told.push('late'),
  );
  await expect.poll(() => told).toEqual(['here', 'late']);
  expect(await listeners()).toEqual([]);
});

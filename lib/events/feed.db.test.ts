import sql from 'sql-template-tag';
import { beforeAll, describe, expect, test } from 'vitest';
import type { UserActor } from '@/lib/auth/actor';
import { db, inTransaction } from '@/lib/platform/db';
import { changeTicket } from '@/lib/tickets/commands/change';
import { replyToTicket } from '@/lib/tickets/commands/reply';
import { ticketKey } from '@/lib/tickets/queries/find';
import { makeActor, makeTicket } from '@/prisma/factories';
import { type FeedRow, readFeed } from './feed';
import { feedStart, type Place } from './place';
import { insertEvent } from './record';

const all = { where: sql`true` };
let client: UserActor;
let agent: UserActor;

beforeAll(async () => {
  [client, agent] = await Promise.all([makeActor('client'), makeActor('agent')]);
});

const say = (actor: UserActor, id: string, message: string, internal = false) =>
  replyToTicket(actor, id, { message, attachments: [], internal });

const newTicket = async (actor: UserActor) => ticketKey((await makeTicket(actor))._id).id;

/** Something that a test decides when to let go on. */
function gate(): { opened: Promise<void>; open: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: resolve };
}

/** A transaction that writes an event and then waits. `isWritten` once it has. */
function openWriter(ticketId: string, until: Promise<void>, note: string) {
  const written = gate();
  const done = inTransaction(async (tx) => {
    await tx.query(
      insertEvent(agent, {
        name: 'ticket.replied',
        subject: { type: 'ticket', id: ticketId },
        data: { threadId: note },
      }),
    );
    written.open();
    await until;
  });
  return { isWritten: written.opened, done };
}

/** Reads from a place as far as the feed is complete. */
async function readOn(from: Place, limit = 100): Promise<{ rows: FeedRow[]; upTo: Place }> {
  const rows: FeedRow[] = [];
  let place = from;
  for (;;) {
    const page = await readFeed(all, { after: place, limit });
    rows.push(...page.rows);
    place = page.upTo;
    if (!page.hasMore) return { rows, upTo: place };
  }
}

const notes = (rows: FeedRow[]) => rows.map((row) => row.data.threadId);

describe('transactions that overlap', () => {
  test('what commits first but began later waits, and comes after', async () => {
    const ticket = await newTicket(client);
    const { upTo: start } = await readOn(feedStart);
    const [first, second] = [gate(), gate()];
    const early = openWriter(ticket, first.opened, 'early');
    await early.isWritten;
    const late = openWriter(ticket, second.opened, 'late');
    await late.isWritten;
    second.open();
    await late.done;

    const between = await readFeed(all, { after: start, limit: 10 });
    expect([between.rows, between.hasMore, between.hasAhead]).toEqual([[], false, true]);
    first.open();
    await early.done;
    const after = await readOn(between.upTo);
    expect(notes(after.rows)).toEqual(['early', 'late']);
    expect((await readFeed(all, { after: after.upTo, limit: 10 })).hasAhead).toBe(false);
  });

  test('what waited for a ticket comes after what it waited for, though its transaction is the older one', async () => {
    const ticket = await newTicket(client);
    const { upTo: start } = await readOn(feedStart);
    await inTransaction(async (tx) => {
      await tx.query(sql`SELECT pg_current_xact_id()`);
      await openWriter(ticket, Promise.resolve(), 'before').done;
      await tx.query(
        insertEvent(agent, {
          name: 'ticket.replied',
          subject: { type: 'ticket', id: ticket },
          data: { threadId: 'after' },
        }),
      );
    });
    expect(notes((await readOn(start)).rows)).toEqual(['before', 'after']);
  });

  test('what is rolled back is waited for and never seen', async () => {
    const ticket = await newTicket(client);
    const { upTo: start } = await readOn(feedStart);
    const first = gate();
    const undone = openWriter(
      ticket,
      first.opened.then(() => Promise.reject(new Error('undone'))),
      'undone',
    );
    await undone.isWritten;
    await openWriter(ticket, Promise.resolve(), 'kept').done;
    expect((await readOn(start)).rows).toEqual([]);
    first.open();
    await expect(undone.done).rejects.toThrow('undone');
    expect(notes((await readOn(start)).rows)).toEqual(['kept']);
  });
});

test('whoever pages while many write, some slowly and some in vain, gets every event once and each ticket’s in its order', async () => {
  const { upTo: start } = await readOn(feedStart);
  const tickets = await Promise.all(Array.from({ length: 4 }, () => newTicket(client)));
  let isWriting = true;
  const sizes = [1, 2, 3, 7, 50];
  const reader = (async () => {
    const seen: FeedRow[] = [];
    let place = start;
    for (let round = 0; ; round += 1) {
      const isLast = !isWriting;
      const page = await readFeed(all, { after: place, limit: sizes[round % sizes.length] ?? 1 });
      seen.push(...page.rows);
      place = page.upTo;
      if (isLast && !page.hasMore && !page.hasAhead) return seen;
    }
  })();

  const failure = new Error('undone');
  const pause = () => new Promise((resolve) => setTimeout(resolve, Math.random() * 12));
  const pick = () => tickets[Math.floor(Math.random() * tickets.length)] ?? '';
  // Writes where the ticket is not held, so that transactions truly overlap, with several events in one.
  const writeLoosely = () =>
    inTransaction(async (tx) => {
      const isVain = Math.random() < 0.25;
      for (let count = 0; count < 1 + Math.random() * 3; count += 1) {
        await tx.query(insertEvent(agent, { name: 'ticket.replied', subject: { type: 'ticket', id: pick() } }));
        await pause();
      }
      if (isVain) throw failure;
    }).catch((error: unknown) => {
      if (error !== failure) throw error;
    });
  const deeds = [
    () => newTicket(client),
    () => say(agent, pick(), 'x'),
    () => say(agent, pick(), 'nota', true),
    () => say(client, pick(), 'y'),
    () => changeTicket(agent, pick(), { title: `T ${Math.random()}` }),
    writeLoosely,
    writeLoosely,
  ];
  const writers = Array.from({ length: 12 }, async () => {
    for (let count = 0; count < 15; count += 1) await deeds[Math.floor(Math.random() * deeds.length)]?.();
  });
  await Promise.all(writers).finally(() => {
    isWriting = false;
  });

  const seen = await reader;
  const committed = await db.query<{ id: number }>(
    sql`SELECT id::float8 AS id FROM events WHERE subject_type = 'ticket' AND (position, id) > (${start.position}, ${start.id}) ORDER BY position, id`,
  );
  expect(committed.length).toBeGreaterThan(150);
  expect(seen.map((row) => row.id)).toEqual(committed.map((row) => row.id));
  // The commands hold the ticket, so what they did to its title is a chain: each begins where the one before ended.
  for (const ticket of tickets) {
    const titles = seen.filter((row) => row.ticketId === ticket && row.data.changes?.title);
    titles.slice(1).forEach((row, index) => {
      expect(row.data.changes?.title?.from).toBe(titles[index]?.data.changes?.title?.to);
    });
  }
});

test('no place of the feed is one that a crash of Postgres could take back', async () => {
  await newTicket(client);
  const { upTo: end } = await readOn(feedStart);
  // Numbers of transactions that leave nothing behind.
  for (let count = 0; count < 20; count += 1)
    await inTransaction(async (tx) => {
      await tx.query(sql`SELECT pg_current_xact_id()`);
      throw new Error('back');
    }).catch(() => undefined);
  const [last] = await db.query<Place>(
    sql`SELECT position::float8 AS position, id::float8 AS id FROM events ORDER BY position DESC, id DESC LIMIT 1`,
  );
  for (const after of [feedStart, end]) expect((await readOn(after)).upTo).toEqual(last);
  const ahead = { position: end.position + 1_000_000, id: 0 };
  expect((await readFeed(all, { after: ahead, limit: 10 })).upTo).toEqual(ahead);
});

import sql from 'sql-template-tag';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { UserActor } from '@/lib/auth/actor';
import { db, pool } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { untilFeedIsComplete } from '@/lib/platform/testing-feed';
import { changeTicket } from '@/lib/tickets/commands/change';
import { ticketKey } from '@/lib/tickets/queries/find';
import { startFollowers } from '@/lib/worker/followers';
import { makeActor, makeTicket } from '@/prisma/factories';
import { type Follower, followEvents } from './follow';

let client: UserActor;
let follower: Follower;
/** Fails while it is given these events; what it was given is kept in the transaction, what it saw is not. */
let poison: Set<string>;
let seen: string[][];

beforeAll(async () => {
  client = await makeActor('client');
  await db.query(sql`CREATE TABLE handled (follower text, ticket_id uuid, type text, place serial)`);
});

beforeEach(async () => {
  poison = new Set();
  seen = [];
  const name = `test ${newId()}`;
  follower = {
    name,
    async handle(tx, rows) {
      seen.push(rows.map((row) => row.ticketId));
      for (const { ticketId, type } of rows) {
        await tx.query(sql`INSERT INTO handled VALUES (${name}, ${ticketId}::uuid, ${type})`);
        if (poison.has(ticketId)) throw new Error('no');
      }
    },
  };
  await follow();
});

/** Handles all that there is. */
const follow = () => expect.poll(() => followEvents(follower), { timeout: 10_000, interval: 10 }).toBe('done');

async function handled(): Promise<{ ticketId: string; type: string }[]> {
  return db.query(
    sql`SELECT ticket_id AS "ticketId", type FROM handled WHERE follower = ${follower.name} ORDER BY place`,
  );
}

const handledIds = async () => (await handled()).map((row) => row.ticketId);
const newTicket = async () => ticketKey((await makeTicket(client))._id).id;

async function newTickets(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index++) ids.push(await newTicket());
  return ids;
}

describe('a follower', () => {
  test('is given what happens from when it first ran, in the order of the feed', async () => {
    expect(await handled()).toEqual([]);
    const id = await newTicket();
    await changeTicket(client, id, { status: 'closed' });
    await follow();
    expect(await handled()).toEqual([
      { ticketId: id, type: 'ticket.created' },
      { ticketId: id, type: 'ticket.closed' },
    ]);
  });

  test('only of the types that it asks for', async () => {
    follower.types = ['ticket.closed'];
    const id = await newTicket();
    await changeTicket(client, id, { status: 'closed' });
    await follow();
    expect(await handled()).toEqual([{ ticketId: id, type: 'ticket.closed' }]);
  });

  test('each event once, however many are at it at once', async () => {
    let isOver = false;
    const following = [1, 2, 3, 4].map(async () => {
      while (!isOver) await followEvents(follower, 3);
    });
    const ids = await Promise.all(Array.from({ length: 60 }, newTicket));
    isOver = true;
    await Promise.all(following);
    await follow();
    const got = await handledIds();
    expect(got).toHaveLength(60);
    expect(new Set(got)).toEqual(new Set(ids));
  });

  test('which fails keeps its place, and nothing of what it did counts', async () => {
    const [before, bad, after] = (await newTickets(3)) as [string, string, string];
    await untilFeedIsComplete();
    poison.add(bad);
    for (let index = 0; index < 3; index++) await expect(followEvents(follower)).rejects.toThrow('no');
    expect(await handledIds()).toEqual([]);
    // One at a time, those before it pass; it is given again and again, and those behind wait for it.
    await followEvents(follower, 1);
    await expect(followEvents(follower, 1)).rejects.toThrow('no');
    await expect(followEvents(follower, 1)).rejects.toThrow('no');
    expect(await handledIds()).toEqual([before]);
    poison.clear();
    await follow();
    expect(await handledIds()).toEqual([before, bad, after]);
  });

  test('waits its turn while another process is at it', async () => {
    await newTicket();
    await untilFeedIsComplete();
    const busy = await pool.connect();
    await busy.query('BEGIN');
    await busy.query('SELECT 1 FROM event_followers WHERE name = $1 FOR UPDATE', [follower.name]);
    expect(await followEvents(follower)).toBe('ahead');
    expect(await handledIds()).toEqual([]);
    await busy.query('ROLLBACK');
    busy.release();
    await follow();
    expect(await handledIds()).toHaveLength(1);
  });

  test('misses nothing of a transaction that commits late', async () => {
    const late = await pool.connect();
    const id = await newTicket();
    await late.query('BEGIN');
    await late.query(
      `INSERT INTO events (name, subject_type, subject_id, position)
       SELECT 'ticket.changed', 'ticket', $1, pg_current_xact_id()::text::bigint + shift FROM event_feed`,
      [id],
    );
    const second = await newTicket();
    await expect.poll(() => followEvents(follower), { timeout: 5_000, interval: 10 }).toBe('ahead');
    expect(await handledIds()).toEqual([id]);
    await late.query('COMMIT');
    late.release();
    await follow();
    expect(await handled()).toEqual([
      { ticketId: id, type: 'ticket.created' },
      { ticketId: id, type: 'ticket.changed' },
      { ticketId: second, type: 'ticket.created' },
    ]);
  });
});

describe('followers of two processes', () => {
  test('handle all there is once, get over what fails, and hold no other follower up', async () => {
    const other: string[] = [];
    const bystander: Follower = {
      name: `bystander ${newId()}`,
      async handle(_, rows) {
        other.push(...rows.map((row) => row.ticketId));
      },
    };
    await followEvents(bystander);
    const [first, bad, last] = (await newTickets(3)) as [string, string, string];
    poison.add(bad);
    const processes = [startFollowers([follower, bystander]), startFollowers([follower, bystander])];
    await expect.poll(() => other, { timeout: 10_000 }).toEqual([first, bad, last]);
    // It has come to the bad one alone, which it is given again.
    await expect
      .poll(() => seen.filter((ids) => ids.length === 1 && ids[0] === bad).length, { timeout: 10_000 })
      .toBeGreaterThan(1);
    expect(await handledIds()).toEqual([first]);
    poison.clear();
    await expect.poll(handledIds, { timeout: 10_000 }).toEqual([first, bad, last]);
    await Promise.all(processes.map((each) => each.stop()));
    expect(other).toEqual([first, bad, last]);
  });
});

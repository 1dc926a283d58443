import sql, { type Sql } from 'sql-template-tag';
import { beforeAll, describe, expect, test } from 'vitest';
import { systemActor, type UserActor } from '@/lib/auth/actor';
import { db, pool, type Queryable } from '@/lib/platform/db';
import { untilFeedIsComplete } from '@/lib/platform/testing-feed';
import { changeTicket } from '@/lib/tickets/commands/change';
import { replyToTicket } from '@/lib/tickets/commands/reply';
import { ticketKey } from '@/lib/tickets/queries/find';
import { makeActor, makeTicket } from '@/prisma/factories';
import { readFeed, readFeedEnd } from './feed';
import { comparePlaces, feedStart, type Place } from './place';
import { maySeeEvent, visibleEvents } from './policy';
import { listEvents, placeOf } from './queries';

const all = { where: sql`true` };
const system = systemActor('test');
let client: UserActor;
let other: UserActor;
let agent: UserActor;

beforeAll(async () => {
  [client, other, agent] = await Promise.all([makeActor('client'), makeActor('client'), makeActor('agent')]);
});

const say = (actor: UserActor, id: string, message: string, internal = false) =>
  replyToTicket(actor, id, { message, attachments: [], internal });

const newTicket = async (actor: UserActor) => ticketKey((await makeTicket(actor))._id).id;

describe('what an actor hears', () => {
  let tickets: string[];
  let start: Place;

  beforeAll(async () => {
    start = await readFeedEnd(all);
    tickets = [await newTicket(client), await newTicket(other)];
    for (const id of tickets) {
      await say(agent, id, 'respuesta');
      await say(agent, id, 'nota', true);
      await changeTicket(agent, id, { status: 'resolved', resolution: 'Hecho' });
    }
    await untilFeedIsComplete();
  });

  test('of staff is everything, of a client their own tickets without notes; in SQL and at hand alike', async () => {
    const { rows } = await readFeed(all, { after: start, limit: 100 });
    expect(rows.map((row) => row.type).filter((type) => type === 'ticket.noted')).toHaveLength(2);
    for (const actor of [system, agent, client, other]) {
      const read = await readFeed(visibleEvents(actor), { after: start, limit: 100 });
      expect(read.rows.map((row) => row.id)).toEqual(
        rows.filter((row) => maySeeEvent(actor, row)).map((row) => row.id),
      );
    }
    const own = (await listEvents(client, { after: start, limit: 100 })).rows;
    expect(own.map((row) => row.type)).toEqual([
      'ticket.created',
      'ticket.replied',
      'ticket.changed',
      'ticket.resolved',
    ]);
    expect(new Set(own.map((row) => row.ticketId))).toEqual(new Set([tickets[0]]));
  });

  test('moves on by what they may hear alone', async () => {
    const before = await listEvents(client, { after: start, limit: 100 });
    const end = await readFeedEnd(visibleEvents(client));
    expect(before.next).toEqual(end);
    await say(agent, tickets[0] ?? '', 'otra nota', true);
    await say(agent, tickets[1] ?? '', 'a otra persona');
    await untilFeedIsComplete();
    expect((await listEvents(client, { after: start, limit: 100 })).next).toEqual(before.next);
    expect((await listEvents(client, { after: before.next, limit: 100 })).next).toEqual(before.next);
    expect(await readFeedEnd(visibleEvents(client))).toEqual(end);
    expect(comparePlaces((await listEvents(agent, { after: start, limit: 100 })).next, end)).toBeGreaterThan(0);
  });

  test('can be some types alone, and goes on behind those between', async () => {
    const types = ['ticket.noted'] as const;
    const first = await listEvents(agent, { after: start, limit: 1, types });
    expect([first.rows.map((row) => row.type), first.hasMore]).toEqual([['ticket.noted'], true]);
    const rest = await listEvents(agent, { after: first.next, limit: 100, types });
    expect(rest.rows.every((row) => row.type === 'ticket.noted')).toBe(true);
    expect(rest.next).toEqual(await readFeedEnd(all));
    const none = await listEvents(client, { after: start, limit: 1, types });
    expect([none.rows, none.hasMore]).toEqual([[], false]);
  });
});

describe('a page costs as much as it holds, however long the feed', () => {
  // A thousand tickets of a robot, two thousand of others, and of each ten events; one of the client who asks.
  let robot: UserActor;
  let asking: UserActor;

  beforeAll(async () => {
    [robot, asking] = await Promise.all([makeActor('client'), makeActor('client')]);
    const others = await Promise.all(Array.from({ length: 40 }, () => makeActor('client')));
    const owners = others.map((each) => each.userId);
    await db.query(
      sql`INSERT INTO tickets (id, title, description, priority, category, client_id)
          SELECT gen_random_uuid(), 'T', 'D', 'low', 'general',
            CASE WHEN n % 3 = 0 THEN ${robot.userId}::uuid ELSE (${owners}::uuid[])[1 + n % ${owners.length}] END
          FROM generate_series(1, 3000) n`,
    );
    await db.query(
      sql`INSERT INTO events (name, subject_type, subject_id, position)
          SELECT 'ticket.replied', 'ticket', t.id, 1 + n FROM generate_series(1, 10) n, tickets t ORDER BY n, t.number`,
    );
    await newTicket(asking);
    await db.query(sql`ANALYZE events, tickets`);
    await untilFeedIsComplete();
  });

  /** What Postgres does to answer a query, and how many events it looks at. */
  async function explain(work: (on: Queryable) => Promise<unknown>): Promise<{ plan: string; events: number }> {
    let plan = '';
    const on: Queryable = {
      async query<Row extends object>({ text, values }: Sql) {
        const { rows } = await pool.query<{ 'QUERY PLAN': string }>(
          `EXPLAIN (ANALYZE, BUFFERS OFF, COSTS OFF, TIMING OFF, SUMMARY OFF) ${text}`,
          values,
        );
        plan = rows.map((row) => row['QUERY PLAN']).join('\n');
        return [{ id: null, endPosition: null, endId: null, hasAhead: false }] as unknown as Row[];
      },
    };
    await work(on);
    const scans = [...plan.matchAll(/ on events(?: e| events_1)? .*?rows=([\d.]+) loops=(\d+)/g)];
    const passed = [...plan.matchAll(/Rows Removed by Filter: (\d+)/g)].map((match) => Number(match[1]));
    const events = scans.map(([, rows, loops]) => Number(rows) * Number(loops));
    return { plan, events: [...events, ...passed].reduce((a, b) => a + b, 0) };
  }

  test.each(['staff', 'a client with few tickets', 'a client with many'])('for %s', async (who) => {
    const actor = { staff: agent, 'a client with few tickets': asking, 'a client with many': robot }[who] ?? agent;
    const visible = visibleEvents(actor);
    for (const after of [feedStart, { position: 8, id: 0 }]) {
      const page = await explain((on) => readFeed(visible, { after, limit: 100 }, on));
      expect(page.events, page.plan).toBeLessThan(1_500);
    }
    const end = await explain((on) => readFeedEnd(visible, on));
    expect(end.events, end.plan).toBeLessThan(1_500);
  });

  test('for a client who has nothing yet, or nothing new', async () => {
    const nobody = await makeActor('client');
    const move = ({ userId }: UserActor, position: number) =>
      db.query(sql`UPDATE events SET position = ${position} WHERE subject_id IN
        (SELECT id FROM tickets WHERE client_id = ${userId}::uuid)`);
    // Ten thousand events of others came after the last of the client with many tickets, a thousand of them notes on theirs.
    await move(asking, 1);
    await move(robot, 2);
    await db.query(
      sql`INSERT INTO events (name, subject_type, subject_id, is_internal, position)
          SELECT 'ticket.noted', 'ticket', t.id, true, 12 FROM tickets t WHERE t.client_id = ${robot.userId}::uuid`,
    );
    for (const actor of [nobody, asking, robot]) {
      const visible = visibleEvents(actor);
      const end = await explain((on) => readFeedEnd(visible, on));
      expect(end.events, end.plan).toBeLessThan(10);
      const after = await placeOf(actor, 'now');
      const page = await explain((on) => readFeed(visible, { after, limit: 100 }, on));
      expect(page.events, page.plan).toBeLessThan(10);
      expect(await listEvents(actor, { after, limit: 100 })).toEqual({ rows: [], next: after, hasMore: false });
    }
    expect(await placeOf(nobody, 'now')).toEqual(feedStart);
    expect(await placeOf(asking, 'now')).toMatchObject({ position: 1 });
    expect(await placeOf(robot, 'now')).toMatchObject({ position: 2 });
  });
});

test('events go with their ticket, whoever moves or deletes it by hand', async () => {
  const [from, to] = [await makeActor('client'), await makeActor('client')];
  const [moved, deleted, left] = [await newTicket(from), await newTicket(from), await newTicket(from)];
  await say(agent, moved, 'una nota', true);
  await db.query(sql`UPDATE tickets SET client_id = ${to.userId}::uuid WHERE id = ${moved}::uuid`);
  await db.query(sql`DELETE FROM tickets WHERE id = ${deleted}::uuid`);
  await untilFeedIsComplete();
  const heardBy = async (actor: UserActor) =>
    (await listEvents(actor, { after: feedStart, limit: 100 })).rows.map((row) => row.ticketId);
  expect(await heardBy(from)).toEqual([left]);
  expect(await heardBy(to)).toEqual([moved]);
});

test('a page of a rare type says where to go on after some thousands of others, to a client after as many of their own', async () => {
  const id = await newTicket(client);
  await untilFeedIsComplete();
  const from = await readFeedEnd(all);
  const own = await readFeedEnd(visibleEvents(client));
  await db.query(
    sql`INSERT INTO events (name, actor_id, subject_type, subject_id, data, position)
        SELECT 'ticket.changed', NULL, 'ticket', ${id}::uuid, '{}', pg_current_xact_id()::text::bigint + (SELECT shift FROM event_feed)
        FROM generate_series(1, 10001)`,
  );
  await say(agent, id, 'al final', true);
  await say(agent, id, 'y a su cliente');
  await untilFeedIsComplete();
  for (const [actor, after, type] of [
    [agent, from, 'ticket.noted'],
    [client, own, 'ticket.replied'],
  ] as const) {
    const first = await listEvents(actor, { after, limit: 10, types: [type] });
    expect([first.rows, first.hasMore]).toEqual([[], true]);
    const second = await listEvents(actor, { after: first.next, limit: 10, types: [type] });
    expect([second.rows.map((row) => row.ticketId), second.hasMore]).toEqual([[id], false]);
    expect(second.next).toEqual(await readFeedEnd(visibleEvents(actor)));
  }
}, 20_000);

import sql from 'sql-template-tag';
import { expect, test } from 'vitest';
import { db } from '@/lib/platform/db';
import { env } from '@/lib/platform/env';
import { untilFeedIsComplete } from '@/lib/platform/testing-feed';
import { replyToTicket } from '@/lib/tickets/commands/reply';
import { ticketKey } from '@/lib/tickets/queries/find';
import { makeActor, makeTicket } from '@/prisma/factories';
import { horizon, readFeed } from './feed';
import { feedStart } from './place';
import { continuePositions } from './shift';

const everything = () => readFeed({ where: sql`true` }, { after: feedStart, limit: 1000 });

test('in the Postgres that wrote the events there is nothing to do', async () => {
  expect(await continuePositions(env().DATABASE_URL)).toBe(false);
  await makeTicket(await makeActor('client'));
  expect(await continuePositions(env().DATABASE_URL)).toBe(false);
});

test('after a restore into a younger Postgres what happens comes after what was read, and is seen', async () => {
  const client = await makeActor('client');
  const old = ticketKey((await makeTicket(client))._id);
  // As a dump of a Postgres that had counted further would bring them.
  await db.query(sql`UPDATE events SET position = position + 1000000000`);
  expect((await everything()).rows).toEqual([]);

  expect(await Promise.all([continuePositions(env().DATABASE_URL), continuePositions(env().DATABASE_URL)])).toEqual(
    expect.arrayContaining([true, false]),
  );
  await untilFeedIsComplete();
  const before = await everything();
  expect(before.rows).toHaveLength(2);
  await makeTicket(client);
  await replyToTicket(client, old.id, { message: 'sigue', attachments: [], internal: false });
  await untilFeedIsComplete();
  const { rows } = await readFeed({ where: sql`true` }, { after: before.rows.at(-1) ?? feedStart, limit: 10 });
  expect(rows.map((row) => row.type)).toEqual(['ticket.created', 'ticket.replied']);
  expect(await continuePositions(env().DATABASE_URL)).toBe(false);
});

test('nor before the place that webhooks have come to, which may be far beyond the last event', async () => {
  await makeTicket(await makeActor('client'));
  // As the dispatcher leaves it where nothing is left to tell.
  await db.query(sql`UPDATE webhook_dispatch SET position = (SELECT ${horizon})`);
  expect(await continuePositions(env().DATABASE_URL)).toBe(false);
  await db.query(sql`UPDATE webhook_dispatch SET position = position + 1000000000`);
  expect(await continuePositions(env().DATABASE_URL)).toBe(true);
  await makeTicket(await makeActor('client'));
  await untilFeedIsComplete();
  const [place] = await db.query<{ position: number }>(sql`SELECT position::float8 AS position FROM webhook_dispatch`);
  const { rows } = await readFeed(
    { where: sql`true` },
    { after: { position: place?.position ?? 0, id: 0 }, limit: 10 },
  );
  expect(rows.map((row) => row.type)).toEqual(['ticket.created']);
  expect(await continuePositions(env().DATABASE_URL)).toBe(false);
});

test('nor before the place of a follower', async () => {
  await db.query(
    sql`INSERT INTO event_followers (name, position, event_id) SELECT 'restored', ${horizon} + 1000000000, 0`,
  );
  expect(await continuePositions(env().DATABASE_URL)).toBe(true);
  await makeTicket(await makeActor('client'));
  await untilFeedIsComplete();
  const [place] = await db.query<{ position: number }>(
    sql`SELECT position::float8 AS position FROM event_followers WHERE name = 'restored'`,
  );
  const { rows } = await readFeed(
    { where: sql`true` },
    { after: { position: place?.position ?? 0, id: 0 }, limit: 10 },
  );
  expect(rows.map((row) => row.type)).toEqual(['ticket.created']);
  expect(await continuePositions(env().DATABASE_URL)).toBe(false);
});

import sql from 'sql-template-tag';
import { beforeAll, expect, test } from 'vitest';
import type { UserActor } from '@/lib/auth/actor';
import { feedStart } from '@/lib/events/place';
import { presentEvent } from '@/lib/events/present';
import { listEvents } from '@/lib/events/queries';
import { db } from '@/lib/platform/db';
import { untilFeedIsComplete } from '@/lib/platform/testing-feed';
import { changeTicket } from '@/lib/tickets/commands/change';
import { ticketKey } from '@/lib/tickets/queries/find';
import { makeActor, makeTicket } from '@/prisma/factories';
import { rateTicket } from './commands';
import { findRating } from './queries';
import { rateSchema } from './schema';

let client: UserActor;
let other: UserActor;
let agent: UserActor;

beforeAll(async () => {
  [client, other, agent] = await Promise.all([makeActor('client'), makeActor('client'), makeActor('agent')]);
});

const newTicket = async () => ticketKey((await makeTicket(client))._id).id;
const resolve = (id: string) => changeTicket(agent, id, { status: 'resolved', resolution: 'Ya.' });
const yes = { good: true, comment: null };
const no = { good: false, comment: 'Tardó.' };

async function ratedEvents(actor: UserActor, id: string) {
  await untilFeedIsComplete();
  const { rows } = await listEvents(actor, { after: feedStart, limit: 1000, types: ['ticket.rated'] });
  return rows.filter((row) => row.ticketId === id).map((row) => presentEvent(row).rating);
}

test('its client rates it once it is resolved, or closed, and may change their mind', async () => {
  const id = await newTicket();
  await expect(rateTicket(client, id, yes)).rejects.toMatchObject({ code: 'NOT_RESOLVED', status: 409 });
  await resolve(id);
  expect(await rateTicket(client, id, yes)).toMatchObject(yes);
  await changeTicket(client, id, { status: 'closed' });
  expect(await rateTicket(client, id, no)).toMatchObject(no);
  expect(await findRating(agent, id)).toMatchObject(no);
  expect(await ratedEvents(agent, id)).toEqual([{ good: true }, { good: false }]);
  expect(await ratedEvents(client, id)).toEqual([{ good: true }, { good: false }]);
});

test('saying the same again is no event', async () => {
  const id = await newTicket();
  await resolve(id);
  const first = await rateTicket(client, id, no);
  expect(await rateTicket(client, id, no)).toEqual(first);
  expect(await ratedEvents(agent, id)).toHaveLength(1);
});

test('nobody else rates it, nor knows what was said', async () => {
  const id = await newTicket();
  await resolve(id);
  await expect(rateTicket(agent, id, yes)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(rateTicket(other, id, yes)).rejects.toMatchObject({ code: 'TICKET_NOT_FOUND' });
  await rateTicket(client, id, yes);
  expect(await findRating(other, id)).toBeNull();
  expect(await ratedEvents(other, id)).toEqual([]);
});

test('it is final after 14 days, unless the ticket was resolved anew since', async () => {
  const id = await newTicket();
  await resolve(id);
  await rateTicket(client, id, yes);
  const long = sql`interval '15 days'`;
  await db.query(sql`UPDATE ratings SET created_at = created_at - ${long} WHERE ticket_id = ${id}::uuid`);
  await db.query(
    sql`UPDATE tickets SET resolved_at = resolved_at - ${long}, created_at = created_at - ${long} WHERE id = ${id}::uuid`,
  );
  await expect(rateTicket(client, id, no)).rejects.toMatchObject({ code: 'RATING_FINAL', status: 409 });
  expect(await rateTicket(client, id, yes)).toMatchObject(yes);
  await changeTicket(client, id, { status: 'open' });
  await expect(rateTicket(client, id, no)).rejects.toMatchObject({ code: 'NOT_RESOLVED' });
  await resolve(id);
  expect(await rateTicket(client, id, no)).toMatchObject(no);
});

test('a blank comment is none; good must be said', () => {
  expect(rateSchema.parse({ good: true, comment: '  ' })).toEqual(yes);
  expect(rateSchema.safeParse({}).error?.issues[0]?.message).toBe('GOOD_REQUIRED');
  expect(rateSchema.safeParse({ good: 'yes' }).error?.issues[0]?.message).toBe('INVALID_GOOD');
  expect(rateSchema.safeParse({ good: true, comment: 'x'.repeat(5001) }).error?.issues[0]?.message).toBe(
    'INVALID_COMMENT',
  );
});

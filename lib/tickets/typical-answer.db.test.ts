import sql from 'sql-template-tag';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { UserActor } from '@/lib/auth/actor';
import { db } from '@/lib/platform/db';
import { makeActor, makeTicket } from '@/prisma/factories';
import { changeTicket } from './commands/change';
import { replyToTicket } from './commands/reply';
import { ticketKey } from './queries/find';
import { measureTypicalAnswer } from './queries/typical-answer';

let client: UserActor;
let agent: UserActor;

const minutes = 60;
const hours = 60 * minutes;

beforeAll(async () => {
  [client, agent] = await Promise.all([makeActor('client'), makeActor('agent')]);
});

beforeEach(async () => {
  await db.query(sql`UPDATE tickets SET created_at = created_at - interval '90 days'`);
});

async function waitingFor(seconds: number): Promise<string> {
  const { id } = ticketKey((await makeTicket(client))._id);
  await db.query(sql`UPDATE tickets SET created_at = now() - make_interval(secs => ${seconds}) WHERE id = ${id}::uuid`);
  return id;
}

/** A ticket of an hour's age or more, answered so many seconds after it was filed. */
async function answeredAfter(seconds: number): Promise<string> {
  const id = await waitingFor(seconds);
  await replyToTicket(agent, id, { message: 'x', attachments: [], internal: false });
  return id;
}

const measured = async () => Math.round((await measureTypicalAnswer()) ?? -1);

test('says nothing of fewer than ten answers', async () => {
  for (let made = 0; made < 9; made++) await answeredAfter(10 * minutes);
  expect(await measureTypicalAnswer()).toBeNull();
  await answeredAfter(10 * minutes);
  expect(await measured()).toBe(10 * minutes);
});

test('is the time in which three of four are answered', async () => {
  for (let made = 1; made <= 12; made++) await answeredAfter(made * hours);
  expect(await measured()).toBe(9 * hours);
});

test('those that still wait count: as long as they have, at least', async () => {
  for (let made = 1; made <= 12; made++) await answeredAfter(made * hours);
  for (let made = 0; made < 4; made++) await waitingFor(48 * hours);
  // Of sixteen, twelve within twelve hours.
  expect(await measured()).toBe(12 * hours);
  await waitingFor(48 * hours);
  // Of seventeen not even three of four: nobody knows how long they will take.
  expect(await measureTypicalAnswer()).toBeNull();
});

test('those that were just filed change next to nothing', async () => {
  for (let made = 1; made <= 12; made++) await answeredAfter(made * hours);
  for (let made = 0; made < 30; made++) await waitingFor(1);
  expect(await measured()).toBe(9 * hours);
});

test('a note, and what the client says or closes, is no answer; a resolution is one', async () => {
  for (let made = 1; made <= 12; made++) {
    const id = await waitingFor(made * hours);
    await replyToTicket(agent, id, { message: 'x', attachments: [], internal: true });
    await replyToTicket(client, id, { message: 'x', attachments: [], internal: false });
    if (made <= 2) await changeTicket(client, id, { status: 'closed' });
    else await changeTicket(agent, id, { status: 'resolved', resolution: 'x' });
  }
  // Ten were answered, after 3 to 12 hours; two left before any of them was.
  expect(await measured()).toBe(10 * hours);
});

test('what is older than 30 days, imported or merged says nothing', async () => {
  for (let made = 0; made < 10; made++) await answeredAfter(2 * hours);
  for (let made = 0; made < 20; made++) await answeredAfter(31 * 24 * hours);
  const [imported, merged] = [await waitingFor(24 * hours), await waitingFor(24 * hours)];
  const target = await answeredAfter(2 * hours);
  await db.query(
    sql`INSERT INTO imported_tickets (source, external_id, ticket_id) VALUES ('hilo', '1', ${imported}::uuid)`,
  );
  await db.query(sql`UPDATE tickets SET merged_into_id = ${target}::uuid WHERE id = ${merged}::uuid`);
  expect(await measured()).toBe(2 * hours);
});

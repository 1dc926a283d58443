import sql from 'sql-template-tag';
import { afterEach, beforeAll, expect, test } from 'vitest';
import type { UserActor } from '@/lib/auth/actor';
import { db } from '@/lib/platform/db';
import { ticketKey } from '@/lib/tickets/queries/find';
import { purgeExpired } from '@/lib/worker/purge';
import { makeActor, makeTicket } from '@/prisma/factories';
import { setPresence } from './commands';
import { getPresence } from './queries/read';
import { watchPresence } from './queries/watch';
import type { Activity, PresenceNews } from './schema';

let client: UserActor;
let nuria: UserActor;
let hugo: UserActor;
let leave: (() => void) | undefined;

beforeAll(async () => {
  client = await makeActor('client');
  nuria = await makeActor('agent', { name: 'Nuria Campos' });
  hugo = await makeActor('agent', { name: 'Hugo Salas' });
});

afterEach(async () => {
  leave?.();
  leave = undefined;
  await db.query(sql`DELETE FROM presences`);
});

const newTicket = async () => ticketKey((await makeTicket(client))._id).id;
const newTab = () => crypto.randomUUID();

async function whoIn(id: string): Promise<string[]> {
  const { people } = await getPresence(nuria, id);
  return people.map(({ name, activity }) => `${name} ${activity}`);
}

/** Everybody's page last said so longer ago. */
const age = (seconds: number) =>
  db.query(sql`UPDATE presences SET seen_at = seen_at - make_interval(secs => ${seconds})`);

test('who has it open counts once, by the weightiest of what their pages do, until they leave', async () => {
  const id = await newTicket();
  const [first, second] = [newTab(), newTab()];
  await setPresence(hugo, id, { tab: first, activity: 'replying' });
  await setPresence(hugo, id, { tab: second, activity: 'viewing' });
  await setPresence(nuria, id, { tab: newTab(), activity: 'noting' });
  expect(await whoIn(id)).toEqual(['Hugo Salas replying', 'Nuria Campos noting']);
  await setPresence(hugo, id, { tab: first, activity: 'gone' });
  expect(await whoIn(id)).toEqual(['Hugo Salas viewing', 'Nuria Campos noting']);
  const { people } = await setPresence(hugo, id, { tab: second, activity: 'gone' });
  expect(people.map(({ name }) => name)).toEqual(['Nuria Campos']);
});

test('a page is in one ticket at a time, and counts for 45 seconds after it last said so', async () => {
  const [first, second] = [await newTicket(), await newTicket()];
  const tab = newTab();
  await setPresence(hugo, first, { tab, activity: 'viewing' });
  await setPresence(hugo, second, { tab, activity: 'viewing' });
  expect(await whoIn(first)).toEqual([]);
  await age(40);
  expect(await whoIn(second)).toEqual(['Hugo Salas viewing']);
  await setPresence(hugo, second, { tab, activity: 'viewing' });
  await age(40);
  expect(await whoIn(second)).toEqual(['Hugo Salas viewing']);
  await age(6);
  expect(await whoIn(second)).toEqual([]);
  await age(600);
  await purgeExpired();
  expect(await db.query(sql`SELECT 1 FROM presences`)).toEqual([]);
});

test('nobody speaks for another’s page, clients know of none, and a ticket must be there', async () => {
  const id = await newTicket();
  const tab = newTab();
  await setPresence(hugo, id, { tab, activity: 'replying' });
  await setPresence(nuria, id, { tab, activity: 'viewing' });
  await setPresence(nuria, id, { tab, activity: 'gone' });
  expect(await whoIn(id)).toEqual(['Hugo Salas replying']);
  await expect(setPresence(client, id, { tab, activity: 'viewing' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(getPresence(client, id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const nowhere = newTab();
  await expect(setPresence(hugo, nowhere, { tab: newTab(), activity: 'viewing' })).rejects.toMatchObject({
    code: 'TICKET_NOT_FOUND',
  });
});

test('somebody who was disabled is not there', async () => {
  const id = await newTicket();
  const gone = await makeActor('agent');
  await setPresence(gone, id, { tab: newTab(), activity: 'viewing' });
  await db.query(sql`UPDATE users SET disabled_at = now() WHERE id = ${gone.userId}::uuid`);
  expect(await whoIn(id)).toEqual([]);
});

test('whoever watches hears of everything first, then of what changes, and of nothing else', async () => {
  const [id, other] = [await newTicket(), await newTicket()];
  const tab = newTab();
  await setPresence(hugo, id, { tab, activity: 'viewing' });
  const heard: PresenceNews[] = [];
  leave = watchPresence((news) => heard.push(news));
  const last = (ticket: string) => {
    const publicId = heard.length === 0 ? '' : ticket;
    const found = heard.flatMap((news) => news.tickets).findLast((each) => ticketKey(each.ticket).id === publicId);
    return found?.people.map(({ name, activity }): [string, Activity] => [name, activity]);
  };
  await expect.poll(() => last(id)).toEqual([['Hugo Salas', 'viewing']]);
  expect(heard[0]?.whole).toBe(true);

  await setPresence(hugo, id, { tab, activity: 'noting' });
  await expect.poll(() => last(id)).toEqual([['Hugo Salas', 'noting']]);
  const count = heard.length;
  await setPresence(hugo, id, { tab, activity: 'noting' });
  await setPresence(hugo, other, { tab, activity: 'replying' });
  await expect.poll(() => last(other)).toEqual([['Hugo Salas', 'replying']]);
  await expect.poll(() => last(id)).toEqual([]);
  // Saying the same again was no news.
  expect(heard.slice(count).flatMap((news) => news.tickets)).toHaveLength(2);

  const late: PresenceNews[] = [];
  const stop = watchPresence((news) => late.push(news));
  expect(late[0]?.whole).toBe(true);
  expect(late[0]?.tickets.map((each) => ticketKey(each.ticket).id)).toEqual([other]);
  stop();
  await setPresence(hugo, other, { tab, activity: 'gone' });
  await expect.poll(() => last(other)).toEqual([]);
});

test('a page that died without a word is missed by the sweep', async () => {
  const id = await newTicket();
  await setPresence(hugo, id, { tab: newTab(), activity: 'viewing' });
  let open = 0;
  leave = watchPresence((news) => {
    for (const each of news.tickets) if (ticketKey(each.ticket).id === id) open = each.people.length;
  });
  await expect.poll(() => open).toBe(1);
  await age(60);
  await expect.poll(() => open, { timeout: 12_000 }).toBe(0);
});

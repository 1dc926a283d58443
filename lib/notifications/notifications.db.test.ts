// Longer than most: each kind of notification, who is told of it, and who is not.
import sql from 'sql-template-tag';
import { beforeEach, describe, expect, test } from 'vitest';
import { systemActor, type UserActor } from '@/lib/auth/actor';
import { followEvents } from '@/lib/events/follow';
import { recordEach } from '@/lib/events/record';
import { putIntoOutbox } from '@/lib/outbox/commands/put';
import { sendDue } from '@/lib/outbox/commands/send';
import { putIntoOutboxSchema } from '@/lib/outbox/schema';
import { changeUser, setUserDisabled } from '@/lib/people/commands';
import { db, inTransaction } from '@/lib/platform/db';
import { fromPublicId, newId, toPublicId } from '@/lib/platform/ids';
import { rateTicket } from '@/lib/ratings/commands';
import { changeTicket } from '@/lib/tickets/commands/change';
import { mergeTicket } from '@/lib/tickets/commands/merge';
import { replyToTicket } from '@/lib/tickets/commands/reply';
import { wakeIfDue } from '@/lib/tickets/commands/wake';
import { ticketKey } from '@/lib/tickets/queries/find';
import { purgeExpired } from '@/lib/worker/purge';
import { makeActor, makeTicket } from '@/prisma/factories';
import { notify } from './commands/notify';
import { readNotifications } from './commands/read';
import { changeSettings } from './commands/settings';
import { notifier } from './jobs';
import { presentNotification } from './present';
import { countUnread, listNotifications, readSettings } from './queries';

const operator = systemActor('test');
let client: UserActor;
let nuria: UserActor;
let hugo: UserActor;

/** Tells everybody of all that happened so far. */
const tell = () => expect.poll(() => followEvents(notifier), { timeout: 20_000, interval: 10 }).toBe('done');

async function toldTo(actor: UserActor): Promise<string[]> {
  await tell();
  return (await listNotifications(actor, { limit: 100, unread: false })).rows.map((row) => row.kind);
}

/** A ticket, and one that somebody has. */
const file = async () => ticketKey((await makeTicket(client))._id).id;
async function fileFor(agent: UserActor): Promise<string> {
  const id = await file();
  await changeTicket(agent, id, { assignedTo: 'me' });
  return id;
}

const say = (actor: UserActor, id: string, message: string, internal = false) =>
  replyToTicket(actor, id, { message, attachments: [], internal });
const give = (by: UserActor, id: string, to: UserActor) =>
  changeTicket(by, id, { assignedTo: toPublicId('agent', to.userId) });

let made = 0;
beforeEach(async () => {
  made += 1;
  [client, nuria, hugo] = await Promise.all([
    makeActor('client'),
    makeActor('agent', { name: `Nuria Campos ${made}` }),
    makeActor('agent', { name: `Hugo Díaz ${made}` }),
  ]);
  await tell();
});

describe('an agent is told', () => {
  test('that a ticket was given to them, not that they took one', async () => {
    const id = await fileFor(hugo);
    await give(hugo, id, nuria);
    expect(await toldTo(nuria)).toEqual(['assigned']);
    expect(await toldTo(hugo)).toEqual([]);
    const [row] = (await listNotifications(nuria, { limit: 1, unread: true })).rows;
    expect(row && presentNotification(row)).toMatchObject({
      kind: 'assigned',
      ticket: { _id: toPublicId('support_ticket', id) },
      actor: { _id: toPublicId('agent', hugo.userId), name: hugo.name },
      text: null,
      readAt: null,
    });
  });

  test('that a note mentions them, with how it begins, and no client ever', async () => {
    const namesake = await makeActor('client', { name: nuria.name });
    const id = await file();
    await say(hugo, id, `Hola @${nuria.name}, ¿lo miras? Y @${hugo.name} también.`, true);
    // In a reply to the client it is only a word.
    await say(hugo, id, `Le escribe @${nuria.name}.`);
    expect(await toldTo(nuria)).toEqual(['mentioned']);
    expect(await toldTo(hugo)).toEqual([]);
    const [row] = (await listNotifications(nuria, { limit: 1, unread: true })).rows;
    expect(row?.text).toMatch(/^Hola @Nuria/);
    const [theirs] = await db.query(sql`SELECT 1 FROM notifications WHERE user_id = ${namesake.userId}::uuid`);
    expect(theirs).toBeUndefined();
  });

  test('that the client of their ticket replied, or by that reopened it: one thing of one act', async () => {
    const id = await fileFor(nuria);
    await say(client, id, 'Sigue igual.');
    expect(await toldTo(nuria)).toEqual(['client_replied']);
    await changeTicket(nuria, id, { status: 'resolved', resolution: 'Ya.' });
    await say(client, id, 'No del todo.');
    expect(await toldTo(nuria)).toEqual(['reopened', 'client_replied']);
    await say(hugo, id, 'Yo también lo miro.');
    expect(await toldTo(nuria)).toHaveLength(2);
  });

  test('that the client of a ticket merged into theirs replied there', async () => {
    const other = await makeActor('client');
    const [top, merged] = [await fileFor(nuria), ticketKey((await makeTicket(other))._id).id];
    await changeTicket(hugo, merged, { assignedTo: 'me' });
    await mergeTicket(hugo, merged, toPublicId('support_ticket', top));
    await say(other, merged, 'Sigue igual.');
    expect(await toldTo(nuria)).toEqual(['client_replied']);
    expect(await toldTo(hugo)).toEqual([]);
  });

  test('that their team was given one, unless they did that', async () => {
    const [id, team] = [await file(), newId()];
    await db.query(sql`INSERT INTO teams (id, name) VALUES (${team}::uuid, ${`Equipo ${team}`})`);
    for (const { userId } of [nuria, hugo])
      await db.query(sql`INSERT INTO team_members (team_id, user_id) VALUES (${team}::uuid, ${userId}::uuid)`);
    await db.query(
      sql`INSERT INTO events (name, actor_id, subject_type, subject_id, data, position)
          SELECT 'ticket.changed', ${hugo.userId}::uuid, 'ticket', ${id}::uuid,
            ${JSON.stringify({ changes: { teamId: { from: null, to: team } } })}::jsonb,
            pg_current_xact_id()::text::bigint + shift FROM event_feed`,
    );
    expect(await toldTo(nuria)).toEqual(['team_assigned']);
    expect(await toldTo(hugo)).toEqual([]);
  });

  test('that the client rated the answer', async () => {
    const id = await fileFor(nuria);
    await changeTicket(nuria, id, { status: 'resolved', resolution: 'Ya.' });
    await rateTicket(client, id, { good: true, comment: null });
    expect(await toldTo(nuria)).toEqual(['rated']);
    expect(await toldTo(hugo)).toEqual([]);
  });

  test('of a snooze that is over, by time; where the client ended it, of what they said', async () => {
    const [late, answered] = [await fileFor(nuria), await fileFor(nuria)];
    for (const id of [late, answered])
      await changeTicket(nuria, id, { snoozedUntil: new Date(Date.now() + 3_600_000) });
    await say(client, answered, 'Ya lo probé.');
    await db.query(sql`UPDATE tickets SET snoozed_until = now() - interval '1 second' WHERE id = ${late}::uuid`);
    expect(await toldTo(nuria)).toEqual(['client_replied']);
    expect(await wakeIfDue(late)).toBe(true);
    expect(await toldTo(nuria)).toEqual(['woken', 'client_replied']);
  });

  test('that their reply was held, for the client wrote first', async () => {
    const id = await fileFor(nuria);
    const { outgoing } = await putIntoOutbox(nuria, id, putIntoOutboxSchema.parse({ message: 'Voy.', delay: 60 }));
    const key = fromPublicId(outgoing._id, 'outgoing') ?? '';
    await say(client, id, 'Espera.');
    await db.query(sql`UPDATE outgoing_replies SET send_at = now() WHERE id = ${key}::uuid`);
    expect(await sendDue(key)).toBe(true);
    expect(await toldTo(nuria)).toEqual(['reply_held', 'client_replied']);
  });

  test('by other parts of Hilo, in their own transaction', async () => {
    const id = await file();
    const notice = { userId: nuria.userId, kind: 'reply_held' as const, ticketId: id, actorId: hugo.userId };
    await inTransaction((tx) =>
      notify(tx, [notice, { ...notice, userId: client.userId }, { ...notice, actorId: nuria.userId }]),
    );
    expect(await toldTo(nuria)).toEqual(['reply_held']);
    const undone = inTransaction(async (tx) => {
      await notify(tx, [notice]);
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    expect(await toldTo(nuria)).toHaveLength(1);
  });

  test('nothing of what an import brings, nor twice of one event', async () => {
    const id = await fileFor(nuria);
    const reopened = { name: 'ticket.reopened', type: 'ticket', data: { imported: true } } as const;
    await inTransaction((tx) => recordEach(tx, operator, [id], reopened));
    await say(client, id, 'Hola.');
    expect(await toldTo(nuria)).toEqual(['client_replied']);
    const [event] = await db.query<{ eventId: number }>(
      sql`SELECT event_id::float8 AS "eventId" FROM notifications WHERE user_id = ${nuria.userId}::uuid`,
    );
    const again = { userId: nuria.userId, kind: 'client_replied' as const, ticketId: id, actorId: client.userId };
    await inTransaction((tx) => notify(tx, [{ ...again, ...event }]));
    expect(await toldTo(nuria)).toHaveLength(1);
  });
});

describe('who is not told', () => {
  test('who turned the kind off, until they turn it on', async () => {
    expect(await readSettings(nuria)).toMatchObject({ client_replied: true, rated: true });
    expect(await changeSettings(nuria, { client_replied: false, rated: null })).toMatchObject({
      client_replied: false,
      rated: true,
    });
    const id = await fileFor(nuria);
    await say(client, id, 'Hola.');
    await give(hugo, id, hugo);
    await give(hugo, id, nuria);
    expect(await toldTo(nuria)).toEqual(['assigned']);
    await changeSettings(nuria, { client_replied: true });
    await say(client, id, 'Hola otra vez.');
    expect(await toldTo(nuria)).toEqual(['client_replied', 'assigned']);
    expect(await readSettings(hugo)).toMatchObject({ client_replied: true });
  });

  test('who was disabled, or does not work here any more, and what they had is closed to them', async () => {
    const id = await file();
    await say(hugo, id, `@${nuria.name}`, true);
    expect(await toldTo(nuria)).toEqual(['mentioned']);
    await setUserDisabled(operator, nuria.userId, true);
    await say(hugo, id, `@${nuria.name}`, true);
    await tell();
    await changeUser(operator, nuria.userId, { role: 'client', disabled: false });
    await say(hugo, id, `@${nuria.name}`, true);
    await tell();
    const rows = await db.query(sql`SELECT 1 FROM notifications WHERE user_id = ${nuria.userId}::uuid`);
    expect(rows).toHaveLength(1);
    const now: UserActor = { ...nuria, role: 'client' };
    for (const ask of [
      () => listNotifications(now, { limit: 1, unread: false }),
      () => countUnread(now),
      () => readNotifications(now, { all: true }),
      () => readSettings(now),
      () => changeSettings(now, { rated: false }),
    ])
      await expect(ask()).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('reading', () => {
  test('is by id, by ticket or all, of one’s own alone', async () => {
    const [one, two, three] = [await fileFor(nuria), await fileFor(nuria), await fileFor(nuria)];
    for (const id of [one, two, two, three]) await say(client, id, 'Hola.');
    const another = await fileFor(hugo);
    await say(client, another, 'Hola.');
    await tell();
    expect(await countUnread(nuria)).toBe(4);
    const [newest] = (await listNotifications(nuria, { limit: 1, unread: true })).rows;
    const theirs = (await listNotifications(hugo, { limit: 1, unread: true })).rows[0];
    const ids = [newest, theirs].map((row) => toPublicId('notification', row?.id ?? ''));
    expect(await readNotifications(nuria, { ids: [...ids, 'notification_x', 'x'] })).toBe(3);
    expect(await readNotifications(nuria, { ticket: toPublicId('support_ticket', two) })).toBe(1);
    expect(await readNotifications(nuria, { ticket: 'x' })).toBe(1);
    expect(await readNotifications(nuria, {})).toBe(1);
    expect((await listNotifications(nuria, { limit: 9, unread: true })).rows.map((row) => row.ticketId)).toEqual([one]);
    expect(await readNotifications(nuria, { all: true })).toBe(0);
    expect(await countUnread(hugo)).toBe(1);
  });

  test('goes on by keyset, newest first', async () => {
    const id = await fileFor(nuria);
    for (const word of ['uno', 'dos', 'tres', 'cuatro', 'cinco']) await say(client, id, word);
    await tell();
    const texts: (string | null)[] = [];
    let cursor: string | undefined;
    do {
      const page = await listNotifications(nuria, { limit: 2, cursor, unread: false });
      texts.push(...page.rows.map((row) => row.text));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(texts).toEqual(['cinco', 'cuatro', 'tres', 'dos', 'uno']);
    await expect(listNotifications(nuria, { limit: 2, cursor: 'x', unread: false })).rejects.toThrow('INVALID_CURSOR');
  });

  test('they are kept for 90 days', async () => {
    const notice = { userId: nuria.userId, kind: 'rated' as const, ticketId: await file(), actorId: null };
    const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
    await notify(db, [
      { ...notice, at: daysAgo(89) },
      { ...notice, at: daysAgo(91) },
    ]);
    await purgeExpired();
    const { rows } = await listNotifications(nuria, { limit: 9, unread: false });
    expect(rows.map((each) => each.createdAt > daysAgo(90))).toEqual([true]);
  });
});

import sql from 'sql-template-tag';
import { beforeEach, describe, expect, test } from 'vitest';
import type { UserActor } from '@/lib/auth/actor';
import { db } from '@/lib/platform/db';
import { newId, toPublicId } from '@/lib/platform/ids';
import { changeTicket } from '@/lib/tickets/commands/change';
import { replyToTicket } from '@/lib/tickets/commands/reply';
import { ticketKey } from '@/lib/tickets/queries/find';
import { makeActor, makeTicket } from '@/prisma/factories';
import { changeNote, deleteNote, writeNote } from './commands';
import { presentClient, presentNote } from './present';
import { clientKey, getClient, listNotes, noteKey } from './queries';

let client: UserActor;
let agent: UserActor;
let other: UserActor;
let admin: UserActor;

beforeEach(async () => {
  [client, agent, other, admin] = await Promise.all([
    makeActor('client'),
    makeActor('agent'),
    makeActor('agent'),
    makeActor('admin'),
  ]);
});

const read = async () => presentClient(await getClient(agent, client.userId));

describe('a client', () => {
  test('is shown with what there is of them', async () => {
    expect(await read()).toMatchObject({
      _id: toPublicId('client', client.userId),
      name: client.name,
      email: client.email,
      lastSeenAt: null,
      tickets: { total: 0, open: 0, resolved: 0 },
      ratings: { good: 0, bad: 0 },
      notes: 0,
    });
    const [first, second] = [
      ticketKey((await makeTicket(client))._id).id,
      ticketKey((await makeTicket(client))._id).id,
    ];
    await changeTicket(agent, second, { status: 'resolved', resolution: 'Ya.' });
    await replyToTicket(client, first, { message: 'Hola.', attachments: [], internal: false });
    const [said] = await db.query<{ at: Date }>(
      sql`SELECT max(created_at) AS at FROM threads WHERE author_id = ${client.userId}::uuid`,
    );
    await replyToTicket(agent, first, { message: 'Hola.', attachments: [], internal: false });
    await db.query(
      sql`INSERT INTO ratings (ticket_id, client_id, is_good) VALUES (${second}::uuid, ${client.userId}::uuid, false)`,
    );
    await writeNote(agent, client.userId, { text: 'Amable.' });
    await makeTicket(await makeActor('client'));
    expect(await read()).toMatchObject({
      lastSeenAt: said?.at.toISOString(),
      tickets: { total: 2, open: 0, in_progress: 1, resolved: 1, closed: 0 },
      ratings: { good: 0, bad: 1 },
      notes: 1,
    });
  });

  test('of many tickets is counted again when one of theirs has changed, and only then', async () => {
    await db.query(
      sql`INSERT INTO tickets (id, title, description, priority, category, client_id)
          SELECT gen_random_uuid(), 'x', 'x', 'low', 'billing', ${client.userId}::uuid FROM generate_series(1, 1200)`,
    );
    expect((await read()).tickets).toMatchObject({ total: 1200, open: 1200 });
    // Not as commands do it, without an event: that it is not seen shows that nothing was counted.
    await db.query(sql`UPDATE tickets SET status = 'pending' WHERE id = (
          SELECT id FROM tickets WHERE client_id = ${client.userId}::uuid LIMIT 1)`);
    await makeTicket(await makeActor('client'));
    expect((await read()).tickets).toMatchObject({ open: 1200, pending: 0 });
    await makeTicket(client);
    expect((await read()).tickets).toMatchObject({ total: 1201, open: 1200, pending: 1 });
  });

  test('is nobody who works here, and no made-up id', async () => {
    for (const id of [agent.userId, admin.userId, newId()])
      await expect(getClient(agent, id)).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
    for (const text of ['x', '', toPublicId('agent', client.userId), toPublicId('note', client.userId)])
      expect(() => clientKey(text)).toThrow('USER_NOT_FOUND');
    expect(() => noteKey('x')).toThrow('NOTE_NOT_FOUND');
  });
});

describe('notes about a client', () => {
  test('are read by the desk and by no client, not even the one they are about', async () => {
    const note = await writeNote(agent, client.userId, { text: 'Paga tarde.' });
    for (const ask of [
      () => getClient(client, client.userId),
      () => listNotes(client, client.userId),
      () => writeNote(client, client.userId, { text: 'x' }),
      () => changeNote(client, client.userId, note.id, { text: 'x' }),
      () => deleteNote(client, client.userId, note.id),
    ])
      await expect(ask()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect((await listNotes(other, client.userId)).map(presentNote)).toMatchObject([
      { text: 'Paga tarde.', author: { name: agent.name }, mayChange: false },
    ]);
  });

  test('are changed and deleted by their author or an admin', async () => {
    const note = await writeNote(agent, client.userId, { text: 'uno' });
    const stays = await writeNote(other, client.userId, { text: 'dos' });
    await expect(changeNote(other, client.userId, note.id, { text: 'x' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(deleteNote(other, client.userId, note.id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await changeNote(agent, client.userId, note.id, { text: 'tres' })).toMatchObject({ text: 'tres' });
    expect(await changeNote(admin, client.userId, note.id, { text: 'cuatro' })).toMatchObject({
      text: 'cuatro',
      authorId: agent.userId,
    });
    expect((await listNotes(other, client.userId)).map(({ text }) => text)).toEqual(['dos', 'cuatro']);
    expect(await deleteNote(agent, client.userId, note.id)).toMatchObject({ text: 'cuatro' });
    expect((await listNotes(admin, client.userId)).map(({ id }) => id)).toEqual([stays.id]);
  });

  test('are those of that client', async () => {
    const another = await makeActor('client');
    const note = await writeNote(agent, client.userId, { text: 'uno' });
    expect(await listNotes(agent, another.userId)).toEqual([]);
    for (const ask of [
      () => changeNote(agent, another.userId, note.id, { text: 'x' }),
      () => deleteNote(agent, another.userId, note.id),
      () => deleteNote(agent, client.userId, newId()),
    ])
      await expect(ask()).rejects.toMatchObject({ code: 'NOTE_NOT_FOUND' });
    await expect(writeNote(agent, other.userId, { text: 'x' })).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
    await expect(listNotes(agent, newId())).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
  });
});

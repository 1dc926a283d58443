import sql from 'sql-template-tag';
import { describe, expect, test } from 'vitest';
import { db, prisma } from '@/lib/platform/db';
import { toPublicId } from '@/lib/platform/ids';
import { makeActor, makeTicket } from '@/prisma/factories';
import { changeTicket } from './commands/change';
import { ticketKey } from './queries/find';

async function scene() {
  const [client, agent] = await Promise.all([makeActor('client'), makeActor('agent', { name: 'Nuria' })]);
  const ticket = await makeTicket(client);
  return { client, agent, id: ticketKey(ticket._id).id };
}

describe('an agent', () => {
  test('changes every property in one go', async () => {
    const { agent, id } = await scene();
    const change = {
      title: 'Nuevo',
      priority: 'low',
      category: 'billing',
      tags: ['a'],
      assignedTo: 'me',
      status: 'pending',
    } as const;
    const { ticket, etag } = await changeTicket(agent, id, { ...change, tags: ['a'] });
    expect(ticket).toMatchObject({ ...change, assignedTo: toPublicId('agent', agent.userId) });
    expect(etag).toBe('"2.0"');
    expect(ticket.threads?.slice(1).map((thread) => thread.type)).toEqual(['system', 'system']);
  });

  test('resolves with a resolution only, which stays in the history when the ticket is reopened', async () => {
    const { agent, id } = await scene();
    const bare = changeTicket(agent, id, { status: 'resolved' });
    await expect(bare).rejects.toMatchObject({ code: 'RESOLUTION_REQUIRED', status: 400 });
    const resolved = await changeTicket(agent, id, { status: 'resolved', resolution: 'Se activó el permiso' });
    expect(resolved.ticket).toMatchObject({ status: 'resolved', resolution: 'Se activó el permiso' });
    expect(resolved.ticket.resolvedAt).toBe(resolved.ticket.updatedAt);
    const reopened = await changeTicket(agent, id, { status: 'open' });
    expect(reopened.ticket).toMatchObject({ status: 'open', resolution: null, resolvedAt: null });
    expect(reopened.ticket.threads?.some((thread) => thread.message.includes('Se activó el permiso'))).toBe(true);
  });

  test('can open a closed ticket and move it nowhere else', async () => {
    const { agent, id } = await scene();
    await changeTicket(agent, id, { status: 'closed' });
    await expect(changeTicket(agent, id, { status: 'pending' })).rejects.toMatchObject({ code: 'TICKET_CLOSED' });
    expect((await changeTicket(agent, id, { status: 'open' })).ticket.status).toBe('open');
  });

  test('who reopens a ticket closed without having been resolved takes off its resolution too', async () => {
    const { agent, id } = await scene();
    await changeTicket(agent, id, { resolution: 'Un borrador' });
    await changeTicket(agent, id, { status: 'closed' });
    expect((await changeTicket(agent, id, { status: 'open' })).ticket).toMatchObject({
      status: 'open',
      resolution: null,
    });
  });

  test('assigns to staff alone', async () => {
    const { agent, client, id } = await scene();
    const disabled = await makeActor('agent');
    await prisma.user.update({ where: { id: disabled.userId }, data: { disabledAt: new Date() } });
    for (const assignedTo of [
      toPublicId('client', client.userId),
      toPublicId('agent', disabled.userId),
      'nobody',
      '',
    ]) {
      await expect(changeTicket(agent, id, { assignedTo })).rejects.toMatchObject({ code: 'INVALID_ASSIGNED_TO' });
    }
    const forced = db.query(sql`UPDATE tickets SET assigned_to_id = ${client.userId}::uuid WHERE id = ${id}::uuid`);
    await expect(forced).rejects.toThrow('assignee_is_staff_fkey');
  });

  test('who changes nothing moves nothing', async () => {
    const { agent, id } = await scene();
    expect((await changeTicket(agent, id, { priority: 'high', status: 'open', tags: [] })).etag).toBe('"1.0"');
  });

  test('who read an older ticket is told so, and nothing is lost', async () => {
    const { agent, id } = await scene();
    const other = await makeActor('agent');
    const { etag } = await changeTicket(other, id, { priority: 'low' });
    const stale = changeTicket(agent, id, { title: 'Otro' }, { ifMatch: '"1.0"' });
    await expect(stale).rejects.toMatchObject({ code: 'PRECONDITION_FAILED', status: 412 });
    expect((await changeTicket(agent, id, { title: 'Otro' }, { ifMatch: `"x", ${etag}` })).ticket).toMatchObject({
      title: 'Otro',
      priority: 'low',
    });
  });

  test('who is one of many at once with the same tag: exactly one wins', async () => {
    const { agent, id } = await scene();
    const tries = Array.from({ length: 8 }, (_, index) =>
      changeTicket(agent, id, { title: `T${index}` }, { ifMatch: '"1.0"' }),
    );
    const results = await Promise.allSettled(tries);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  });
});

describe('a client', () => {
  test('closes their own ticket, and cannot open it again', async () => {
    const { client, id } = await scene();
    expect((await changeTicket(client, id, { status: 'closed' })).ticket.status).toBe('closed');
    await expect(changeTicket(client, id, { status: 'open' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
      status: 403,
    });
  });

  test('reopens what was resolved', async () => {
    const { client, agent, id } = await scene();
    await changeTicket(agent, id, { status: 'resolved', resolution: 'Listo' });
    expect((await changeTicket(client, id, { status: 'open' })).ticket).toMatchObject({
      status: 'open',
      resolvedAt: null,
    });
  });

  test.each([
    { status: 'pending' },
    { status: 'resolved', resolution: 'x' },
    { title: 'x' },
    { priority: 'low' },
    { assignedTo: null },
    { tags: [] },
    { status: 'closed', priority: 'low' },
  ] as const)('may not ask for %j', async (change) => {
    const { client, id } = await scene();
    await expect(
      changeTicket(client, id, { ...change, tags: 'tags' in change ? [] : undefined }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('finds nothing of somebody else’s', async () => {
    const { id } = await scene();
    const stranger = await makeActor('client');
    await expect(changeTicket(stranger, id, { status: 'closed' })).rejects.toMatchObject({ code: 'TICKET_NOT_FOUND' });
  });
});

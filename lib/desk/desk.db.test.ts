import { describe, expect, test } from 'vitest';
import { toPublicId } from '@/lib/platform/ids';
import { changeTicket } from '@/lib/tickets/commands/change';
import { replyToTicket } from '@/lib/tickets/commands/reply';
import { ticketKey } from '@/lib/tickets/queries/find';
import { makeActor, makeTicket } from '@/prisma/factories';
import { presentDeskRow, presentDeskTicket } from './present';
import { findDeskTicket, listDesk } from './queries';
import { deskRowObject, deskTicketObject, listDeskSchema } from './schema';

const all = listDeskSchema.parse({ queue: 'all', limit: '2' });

describe('a ticket as the desk shows it', () => {
  test('has its messages, its client, who can have it and what was changed, as the API’s document says', async () => {
    const [client, agent] = await Promise.all([makeActor('client'), makeActor('agent')]);
    const other = await makeTicket(client, { title: 'Otro' });
    const ticket = await makeTicket(client, { title: 'Este' });
    const { id } = ticketKey(ticket._id);
    await changeTicket(agent, id, { assignedTo: 'me' });
    await replyToTicket(agent, id, { message: 'Una nota.', internal: true, attachments: [] });
    const found = await findDeskTicket(agent, String(ticket.number));
    if (!found) throw new Error('not found');
    const shown = presentDeskTicket(found);
    expect(deskTicketObject.parse(shown)).toEqual(shown);
    expect(shown).toMatchObject({
      _id: ticket._id,
      assignee: { id: toPublicId('agent', agent.userId), name: agent.name },
      client: { _id: toPublicId('client', client.userId), email: client.email },
      others: [{ number: other.number, title: 'Otro', status: 'open' }],
      otherCount: 1,
      names: { [agent.userId]: agent.name },
      edits: [{ actorId: agent.userId, actorName: agent.name }],
    });
    expect(shown.threads.map((thread) => [thread.type, thread.isInternal])).toEqual([
      ['user', false],
      ['system', false],
      ['agent', true],
    ]);
    expect(shown.threads.every((thread) => thread.id.startsWith('thread_'))).toBe(true);
    expect(shown.agents.some((each) => each.userId === agent.userId)).toBe(true);
    expect(shown.agents.some((each) => each.userId === client.userId)).toBe(false);
  });

  test('is not there for a made-up number, nor for what is no number', async () => {
    const agent = await makeActor('agent');
    for (const number of ['999999999', '0', '-1', 'x', '1e3', '99999999999', ''])
      expect(await findDeskTicket(agent, number), number).toBeNull();
  });

  test('is nothing for clients', async () => {
    const client = await makeActor('client');
    const ticket = await makeTicket(client);
    await expect(findDeskTicket(client, String(ticket.number))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(listDesk(client, all)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('the desk’s list', () => {
  test('reads a known stretch again, with what came and went in it since, and nothing around it', async () => {
    const [client, agent] = await Promise.all([makeActor('client'), makeActor('agent')]);
    const made = [];
    for (const title of ['1', '2', '3', '4', '5']) made.push(await makeTicket(client, { title, priority: 'low' }));
    for (const ticket of made) await changeTicket(agent, ticketKey(ticket._id).id, { assignedTo: 'me' });
    const mine = listDeskSchema.parse({ queue: 'mine', sort: 'urgent', limit: '2' });
    const first = await listDesk(agent, mine);
    const second = await listDesk(agent, { ...mine, cursor: first.next ?? '' });
    expect([first, second].map((page) => page.rows.map((row) => row.title))).toEqual([
      ['5', '4'],
      ['3', '2'],
    ]);
    await changeTicket(agent, ticketKey(made[1]?._id ?? '').id, { status: 'closed' });
    await changeTicket(agent, ticketKey(made[0]?._id ?? '').id, { priority: 'high' });
    const head = { ...mine, limit: 100, until: first.next ?? '' };
    expect((await listDesk(agent, head)).rows.map((row) => row.title)).toEqual(['1', '5', '4']);
    const tail = { ...mine, limit: 100, cursor: first.next ?? '', until: second.next ?? '' };
    expect((await listDesk(agent, tail)).rows.map((row) => row.title)).toEqual(['3']);
  });

  test('has rows as the API’s document says', async () => {
    const [client, agent] = await Promise.all([makeActor('client'), makeActor('agent')]);
    const ticket = await makeTicket(client, { title: 'Fila' });
    const { rows } = await listDesk(agent, { ...all, limit: 100 });
    const row = rows.find((each) => each.number === ticket.number);
    if (!row) throw new Error('not listed');
    const shown = presentDeskRow(row);
    expect(deskRowObject.parse(shown)).toEqual(shown);
    expect(shown).toMatchObject({
      client: { userId: client.userId, name: client.name },
      lastMessage: { type: 'user' },
    });
  });

  test('knows no cursor that it did not give', async () => {
    const agent = await makeActor('agent');
    await expect(listDesk(agent, { ...all, cursor: 'x' })).rejects.toMatchObject({ code: 'INVALID_CURSOR' });
    await expect(listDesk(agent, { ...all, until: 'x' })).rejects.toMatchObject({ code: 'INVALID_UNTIL' });
  });
});

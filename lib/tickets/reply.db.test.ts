import { describe, expect, test } from 'vitest';
import type { UserActor } from '@/lib/auth/actor';
import { makeActor, makeTicket, ticketInput } from '@/prisma/factories';
import { changeTicket } from './commands/change';
import { createTicket } from './commands/create';
import { replyToTicket } from './commands/reply';
import { presentTicket, ticketEtag } from './present';
import { findTicket, getTicket, ticketKey } from './queries/find';
import { listTickets } from './queries/list';
import type { TicketStatus } from './schema';

const say = (message: string, internal = false) => ({ message, attachments: [], internal });

async function filed(): Promise<{ client: UserActor; agent: UserActor; id: string }> {
  const [client, agent] = await Promise.all([makeActor('client'), makeActor('agent', { name: 'Nuria' })]);
  const ticket = await makeTicket(client);
  return { client, agent, id: ticketKey(ticket._id).id };
}

async function moved(to: TicketStatus, isAssigned = true) {
  const all = await filed();
  const fields = { status: to, ...(to === 'resolved' ? { resolution: 'Listo' } : {}) };
  await changeTicket(all.agent, all.id, { ...fields, ...(isAssigned ? { assignedTo: 'me' } : {}) });
  return all;
}

describe('an agent’s first reply', () => {
  test('takes an open ticket and moves it on, saying both in the thread', async () => {
    const { agent, id } = await filed();
    const { ticket } = await replyToTicket(agent, id, say('Hola'));
    expect(ticket).toMatchObject({ status: 'in_progress', assignedTo: expect.stringMatching(/^agent_/) });
    expect(ticket.threads?.map((thread) => [thread.type, thread.message])).toEqual([
      ['user', 'Desde esta mañana la API responde 401.'],
      ['agent', 'Hola'],
      ['system', 'Nuria cambió el estado de Abierto a En curso'],
      ['system', 'Nuria tomó el ticket'],
    ]);
    expect(ticket.threads?.at(-1)?.author).toBe('system');
  });

  test('leaves the ticket with whom has it', async () => {
    const { agent, id } = await filed();
    const other = await makeActor('agent');
    await changeTicket(other, id, { assignedTo: 'me' });
    const { ticket } = await replyToTicket(agent, id, say('Hola'));
    expect(ticket.assignedTo).toBe((await changeTicket(other, id, {})).ticket.assignedTo);
  });
});

describe('a client’s reply', () => {
  test.each([
    ['pending', true, 'in_progress'],
    ['pending', false, 'open'],
    ['resolved', true, 'open'],
    ['in_progress', true, 'in_progress'],
  ] as const)('to %s (assigned: %s) makes it %s', async (from, isAssigned, to) => {
    const { client, id } = await moved(from, isAssigned);
    const { ticket } = await replyToTicket(client, id, say('Sigue pasando'));
    expect(ticket).toMatchObject({ status: to, resolvedAt: null, resolution: null });
  });

  test('to a closed ticket is refused', async () => {
    const { client, agent, id } = await moved('closed');
    await expect(replyToTicket(client, id, say('¿Hola?'))).rejects.toMatchObject({
      code: 'TICKET_CLOSED',
      status: 409,
    });
    await expect(replyToTicket(agent, id, say('¿Hola?'))).rejects.toMatchObject({ code: 'TICKET_CLOSED' });
  });

  test('to somebody else’s ticket finds nothing', async () => {
    const { id } = await filed();
    const stranger = await makeActor('client');
    await expect(replyToTicket(stranger, id, say('Hola'))).rejects.toMatchObject({ code: 'TICKET_NOT_FOUND' });
    expect(await findTicket(stranger, { id })).toBeNull();
  });
});

describe('an internal note', () => {
  test('never reaches the client: not in the ticket, its times, its tag, or search', async () => {
    const { client, agent, id } = await filed();
    const before = await getTicket(client, { id });
    const file = { filename: 'interno.txt', url: 'https://files.example/i', size: 1, type: 'text/plain' };
    const { ticket } = await replyToTicket(agent, id, {
      message: 'palabrasecreta',
      attachments: [file],
      internal: true,
    });
    expect(ticket.threads?.at(-1)).toMatchObject({ type: 'agent', internal: true, attachments: [file] });
    expect(ticket.attachments).toEqual([file]);
    expect(ticket.status).toBe('open');
    const after = await getTicket(client, { id });
    expect(presentTicket(after)).toEqual(presentTicket(before));
    expect(ticketEtag(after, false)).toBe(ticketEtag(before, false));
    expect((await listTickets(client, { q: 'palabrasecreta' }, { limit: 10 })).rows).toEqual([]);
    expect((await listTickets(client, { updatedAfter: before.updatedAt }, { limit: 10 })).rows).toEqual([]);
    expect((await listTickets(agent, { q: 'palabrasecreta' }, { limit: 10 })).rows).toHaveLength(1);
    expect(ticketEtag(await getTicket(agent, { id }), true)).toBe('"1.1"');
  });

  test('can be added to a closed ticket, and not by a client', async () => {
    const { client, agent, id } = await moved('closed');
    await expect(replyToTicket(client, id, say('x', true))).rejects.toMatchObject({ code: 'FORBIDDEN', status: 403 });
    expect((await replyToTicket(agent, id, say('x', true))).ticket.status).toBe('closed');
  });
});

test('a message repeats its own files, the opening one does not', async () => {
  const client = await makeActor('client');
  const file = (filename: string) => ({ filename, url: 'https://files.example/x', size: 1, type: 'text/plain' });
  const { ticket } = await createTicket(client, ticketInput({ attachments: [file('uno')] }));
  const reply = { message: 'Va otro', attachments: [file('dos')], internal: false };
  const answer = await replyToTicket(client, ticketKey(ticket._id).id, reply);
  expect(answer.ticket.attachments.map((each) => each.filename)).toEqual(['uno', 'dos']);
  expect(answer.ticket.threads?.map((thread) => thread.attachments?.map((each) => each.filename))).toEqual([
    undefined,
    ['dos'],
  ]);
});

test('a keyed reply is written once and answered alike, though thirty come at once', async () => {
  const { agent, id } = await filed();
  const answers = await Promise.all(
    Array.from({ length: 30 }, () => replyToTicket(agent, id, say('Una'), { idempotencyKey: 'r' })),
  );
  expect(new Set(answers.map((answer) => JSON.stringify(answer.ticket))).size).toBe(1);
  expect(answers.filter((answer) => !answer.isReplayed)).toHaveLength(1);
  expect((await getTicket(agent, { id })).threads.filter((thread) => thread.message === 'Una')).toHaveLength(1);
  const other = replyToTicket(agent, id, say('Otra'), { idempotencyKey: 'r' });
  await expect(other).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_MISMATCH' });
});

test('replies at the same moment are all kept, in an order that everybody sees alike', async () => {
  const { client, agent, id } = await filed();
  const messages = Array.from({ length: 12 }, (_, index) => `m${index}`);
  await Promise.all(messages.map((message, index) => replyToTicket(index % 2 ? client : agent, id, say(message))));
  const [one, other] = [await getTicket(agent, { id }), await getTicket(client, { id })];
  expect(one.threads.map((thread) => thread.id)).toEqual(other.threads.map((thread) => thread.id));
  expect(one.threads.map((thread) => thread.message)).toEqual(expect.arrayContaining(messages));
  expect(one.version).toBe(13);
});

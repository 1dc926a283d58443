import sql from 'sql-template-tag';
import { describe, expect, test } from 'vitest';
import type { UserActor } from '@/lib/auth/actor';
import { feedStart } from '@/lib/events/place';
import { presentEvent } from '@/lib/events/present';
import { listEvents } from '@/lib/events/queries';
import { presentHistory } from '@/lib/history/present';
import { listHistory } from '@/lib/history/queries';
import { db } from '@/lib/platform/db';
import { toPublicId } from '@/lib/platform/ids';
import { untilFeedIsComplete } from '@/lib/platform/testing-feed';
import { makeActor, makeTicket } from '@/prisma/factories';
import { changeTicket } from './commands/change';
import { linkTicket } from './commands/link';
import { mergeTicket } from './commands/merge';
import { replyToTicket } from './commands/reply';
import { splitTicket } from './commands/split';
import { unlinkTicket } from './commands/unlink';
import { presentTicket } from './present';
import { getTicket, ticketKey } from './queries/find';
import { listLinks } from './queries/links';

const say = (message: string, internal = false) => ({ message, attachments: [], internal });
const into = (id: string) => toPublicId('support_ticket', id);
const file = { filename: 'a.txt', url: 'https://files.example/a.txt', size: 1, type: 'text/plain' };

async function world() {
  const [agent, client] = await Promise.all([
    makeActor('agent', { name: 'Nuria' }),
    makeActor('client', { name: 'Ana' }),
  ]);
  const newTicket = async (owner: UserActor = client, title = 'Título') =>
    ticketKey((await makeTicket(owner, { title, attachments: [file] }))._id).id;
  const thread = async (id: string, message: string) => {
    const found = (await getTicket(agent, { id })).threads.find((each) => each.message === message);
    return toPublicId('thread', found?.id ?? '');
  };
  return { agent, client, newTicket, thread };
}

describe('splitting a message off', () => {
  test('opens a ticket of the same client with it and its files; the old one keeps it', async () => {
    const { agent, client, newTicket, thread } = await world();
    const id = await newTicket();
    await replyToTicket(client, id, {
      ...say('Otra cosa: la factura'),
      attachments: [{ ...file, filename: 'factura.pdf' }],
    });
    const split = {
      thread: await thread(id, 'Otra cosa: la factura'),
      title: 'La factura',
      category: 'billing' as const,
    };
    const { ticket } = await splitTicket(agent, id, split);
    expect(ticket).toMatchObject({
      title: 'La factura',
      description: 'Otra cosa: la factura',
      status: 'open',
      priority: 'high',
      category: 'billing',
      client: toPublicId('client', client.userId),
      attachments: [{ filename: 'factura.pdf' }],
    });
    const [old, made] = [await getTicket(client, { id }), await getTicket(client, ticketKey(ticket._id))];
    expect(made.threads.map((each) => [each.type, each.message])).toEqual([
      ['user', 'Otra cosa: la factura'],
      ['system', `Nuria abrió este ticket con un mensaje del #${old.number}`],
    ]);
    expect(old.threads.map((each) => each.message)).toContain('Otra cosa: la factura');
    expect(old.threads.at(-1)?.message).toBe(`Nuria llevó un mensaje a un ticket nuevo, el #${made.number}`);
    expect((await listLinks(agent, id)).map((link) => [link.kind, link.isOut, link.number])).toEqual([
      ['split', false, made.number],
    ]);
    expect((await listLinks(agent, made.id)).map((link) => [link.kind, link.isOut, link.number])).toEqual([
      ['split', true, old.number],
    ]);
    await untilFeedIsComplete();
    const events = (await listEvents(client, { after: feedStart, limit: 50 })).rows.map(presentEvent);
    expect(events.slice(-3).map((each) => [each.type, each.ticket, each.other])).toEqual([
      ['ticket.created', ticket._id, undefined],
      ['ticket.split', into(id), ticket._id],
      ['ticket.split', ticket._id, into(id)],
    ]);
  });

  test('takes an agent’s message as it is, and one of a ticket merged into it for its own client', async () => {
    const { agent, newTicket, thread } = await world();
    const other = await makeActor('client');
    const [id, source] = [await newTicket(), await newTicket(other)];
    await replyToTicket(agent, id, say('Lo mío'));
    await replyToTicket(other, source, say('Lo del otro'));
    await mergeTicket(agent, source, into(id));
    const agents = await splitTicket(agent, id, { thread: await thread(id, 'Lo mío'), title: 'Uno' });
    expect(agents.ticket.threads?.[0]).toMatchObject({ type: 'agent', author: toPublicId('agent', agent.userId) });
    const foreign = await splitTicket(agent, id, { thread: await thread(id, 'Lo del otro'), title: 'Dos' });
    expect(foreign.ticket.client).toBe(toPublicId('client', other.userId));
    expect((await getTicket(other, { id: source })).threads.at(-1)?.message).toContain(`#${foreign.ticket.number}`);
    expect((await listLinks(agent, id)).map((link) => link.title)).toEqual(['Uno', 'Dos']);
  });

  test('takes no note, no message of the system and none of another ticket; clients may not', async () => {
    const { agent, client, newTicket, thread } = await world();
    const [id, other] = [await newTicket(), await newTicket()];
    await replyToTicket(agent, id, say('Nota', true));
    await replyToTicket(agent, id, say('Hola'));
    const refused = (threadId: string) =>
      expect(splitTicket(agent, id, { thread: threadId, title: 'x' })).rejects.toMatchObject({
        code: 'INVALID_THREAD',
      });
    await refused(await thread(id, 'Nota'));
    await refused(await thread(id, 'Nuria tomó el ticket'));
    await refused(await thread(other, 'Desde esta mañana la API responde 401.'));
    await refused('thread_nada');
    const own = { thread: await thread(id, 'Hola'), title: 'x' };
    await expect(splitTicket(client, id, own)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('links', () => {
  test('are read from both sides with the other ticket as it stands, and go from either', async () => {
    const { agent, client, newTicket } = await world();
    const [one, other] = [await newTicket(), await newTicket(client, 'El otro')];
    const link = await linkTicket(agent, one, { kind: 'blocks', ticket: into(other) });
    expect(link).toMatchObject({ kind: 'blocks', isOut: true, title: 'El otro', status: 'open', clientName: 'Ana' });
    await changeTicket(agent, other, { status: 'pending' });
    expect(await listLinks(agent, one)).toMatchObject([{ status: 'pending' }]);
    expect(await listLinks(agent, other)).toMatchObject([{ id: link.id, isOut: false, ticketId: one }]);
    await unlinkTicket(agent, other, toPublicId('link', link.id));
    expect(await listLinks(agent, one)).toEqual([]);
    await untilFeedIsComplete();
    const types = async (actor: UserActor) =>
      (await listEvents(actor, { after: feedStart, limit: 500 })).rows
        .filter((row) => [one, other].includes(row.ticketId))
        .map((row) => row.type);
    expect((await types(agent)).filter((type) => type.endsWith('linked'))).toHaveLength(4);
    expect((await types(client)).filter((type) => type.endsWith('linked'))).toEqual([]);
  });

  test('say why not', async () => {
    const { agent, client, newTicket } = await world();
    const [one, other] = [await newTicket(), await newTicket()];
    const refused = (work: Promise<unknown>, code: string) => expect(work).rejects.toMatchObject({ code });
    const link = await linkTicket(agent, one, { kind: 'relates', ticket: into(other) });
    await refused(linkTicket(agent, other, { kind: 'relates', ticket: into(one) }), 'LINK_EXISTS');
    await refused(linkTicket(agent, one, { kind: 'relates', ticket: into(one) }), 'LINK_TO_ITSELF');
    await refused(linkTicket(agent, one, { kind: 'blocks', ticket: 'nada' }), 'OTHER_TICKET_NOT_FOUND');
    await refused(linkTicket(agent, crypto.randomUUID(), { kind: 'blocks', ticket: into(one) }), 'TICKET_NOT_FOUND');
    await refused(unlinkTicket(agent, await newTicket(), toPublicId('link', link.id)), 'LINK_NOT_FOUND');
    await refused(linkTicket(client, one, { kind: 'blocks', ticket: into(other) }), 'FORBIDDEN');
    await refused(listLinks(client, one), 'FORBIDDEN');
    const both = await Promise.allSettled([
      linkTicket(agent, one, { kind: 'blocks', ticket: into(other) }),
      linkTicket(agent, other, { kind: 'blocks', ticket: into(one) }),
    ]);
    expect(both.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('the history', () => {
  test('tells what happened to the ticket and to those merged into it, newest first, page by page', async () => {
    const { agent, client, newTicket } = await world();
    const [id, source] = [await newTicket(), await newTicket()];
    await replyToTicket(agent, id, say('Hola'));
    await replyToTicket(agent, id, say('Nota', true));
    await changeTicket(agent, id, { priority: 'urgent', status: 'pending' });
    await changeTicket(agent, source, { assignedTo: 'me' });
    await mergeTicket(agent, source, into(id));
    await replyToTicket(client, source, say('Más'));
    const all: ReturnType<typeof presentHistory>[] = [];
    let cursor: string | undefined;
    do {
      const page = await listHistory(agent, id, { limit: 3, cursor });
      all.push(...page.rows.map(presentHistory));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(all.map((each) => [each.type, each.ticket._id === into(id) ? 'id' : 'source'])).toEqual([
      ['ticket.changed', 'id'],
      ['ticket.replied', 'source'],
      ['ticket.merged', 'id'],
      ['ticket.merged', 'source'],
      ['ticket.changed', 'source'],
      ['ticket.changed', 'id'],
      ['ticket.noted', 'id'],
      ['ticket.changed', 'id'],
      ['ticket.replied', 'id'],
      ['ticket.created', 'source'],
      ['ticket.created', 'id'],
    ]);
    expect(all[6]).toMatchObject({ internal: true, message: { text: 'Nota' }, actorName: 'Nuria' });
    expect(all[4]).toMatchObject({
      changes: { assignedTo: { from: null, to: toPublicId('agent', agent.userId) } },
      names: { [toPublicId('agent', agent.userId)]: 'Nuria' },
    });
    expect(all[2]).toMatchObject({ other: { _id: into(source) }, side: 'target' });
    const only = async (query: object) =>
      (await listHistory(agent, id, { limit: 50, ...query })).rows.map((row) => row.type);
    expect(await only({ types: ['messages'] })).toHaveLength(5);
    expect(await only({ types: ['people'] })).toHaveLength(2);
    expect(await only({ types: ['merges'] })).toHaveLength(2);
    expect(await only({ types: ['properties', 'merges'] })).toHaveLength(5);
    expect(await only({ actor: toPublicId('client', client.userId) })).toHaveLength(4);
    expect(await only({ actor: 'me', types: ['messages'] })).toHaveLength(2);
    await expect(listHistory(client, id, { limit: 5 })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(listHistory(agent, crypto.randomUUID(), { limit: 5 })).rejects.toMatchObject({
      code: 'TICKET_NOT_FOUND',
    });
    await expect(listHistory(agent, id, { limit: 5, actor: 'x' })).rejects.toMatchObject({ code: 'INVALID_ACTOR' });
    await expect(listHistory(agent, id, { limit: 5, cursor: 'x' })).rejects.toMatchObject({ code: 'INVALID_CURSOR' });
  });

  test('says by which macro, rule or change to many', async () => {
    const { agent, newTicket } = await world();
    const id = await newTicket();
    await changeTicket(agent, id, { priority: 'low' }, { cause: { macro: { id: 'macro_x', name: 'Pedir logs' } } });
    await changeTicket(agent, id, { priority: 'high' }, { cause: { bulk: { id: 'bulk_x', isUndo: true } } });
    await db.query(
      sql`UPDATE events SET data = data || '{"rule": {"id": "rule_x", "name": "Urgentes"}}' WHERE subject_id = ${id}::uuid AND name = 'ticket.created'`,
    );
    const { rows } = await listHistory(agent, id, { limit: 5 });
    expect(rows.map(presentHistory)).toMatchObject([
      { bulk: { _id: 'bulk_x', undo: true } },
      { macro: { _id: 'macro_x', name: 'Pedir logs' } },
      { rule: { _id: 'rule_x', name: 'Urgentes' } },
    ]);
    expect(presentTicket(await getTicket(agent, { id }))).not.toHaveProperty('merged');
  });
});

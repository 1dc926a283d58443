// Longer than most: each rule of who reads what of a merge, attacked from every door, with the tickets that it needs.
import sql from 'sql-template-tag';
import { describe, expect, test } from 'vitest';
import { systemActor, type UserActor } from '@/lib/auth/actor';
import { feedStart } from '@/lib/events/place';
import { presentEvent } from '@/lib/events/present';
import { listEvents } from '@/lib/events/queries';
import { toolsFor } from '@/lib/mcp/ticket-tools';
import { db } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { toPublicId } from '@/lib/platform/ids';
import { untilFeedIsComplete } from '@/lib/platform/testing-feed';
import { exportLines } from '@/lib/transfer/queries';
import type { ExportedTicket } from '@/lib/transfer/schema';
import { makeActor, makeTicket } from '@/prisma/factories';
import { changeTicket } from './commands/change';
import { linkTicket } from './commands/link';
import { mergeTicket } from './commands/merge';
import { replyToTicket } from './commands/reply';
import { unmergeTicket } from './commands/unmerge';
import { presentTicket, ticketEtag } from './present';
import { countTickets } from './queries/count';
import { findMessages, findTicket, findTickets, getTicket, ticketKey } from './queries/find';
import { listTickets, listTicketsForPage } from './queries/list';
import type { CreateTicket } from './schema';

const into = (id: string) => toPublicId('support_ticket', id);

const say = (message: string, internal = false) => ({ message, attachments: [], internal });

const file = (filename: string) => ({
  filename,
  url: `https://files.example/${filename}`,
  size: 1,
  type: 'text/plain',
});

async function file1(owner: UserActor, fields: Partial<CreateTicket> = {}): Promise<string> {
  return ticketKey((await makeTicket(owner, fields))._id).id;
}

const texts = async (actor: UserActor, id: string) =>
  (await getTicket(actor, { id })).threads.filter((each) => each.type !== 'system').map((each) => each.message);

const statusOf = async (actor: UserActor, id: string) => (await getTicket(actor, { id })).status;

async function people() {
  const [agent, ana, beto] = await Promise.all([
    makeActor('agent', { name: 'Nuria' }),
    makeActor('client', { name: 'Ana Secreta' }),
    makeActor('client', { name: 'Beto Oculto' }),
  ]);
  return { agent, ana, beto };
}

/** Ana's ticket, with Beto's merged into it. */
async function merged() {
  const all = await people();
  const target = await file1(all.ana, {
    title: 'Título de Ana',
    description: 'palabradeana',
    attachments: [file('ana.txt')],
  });
  const source = await file1(all.beto, {
    title: 'Título de Beto',
    description: 'palabradebeto',
    attachments: [file('beto.txt')],
  });
  await replyToTicket(all.agent, target, say('antes, a Ana'));
  await replyToTicket(all.agent, source, say('antes, a Beto'));
  await mergeTicket(all.agent, source, into(target));
  return { ...all, source, target };
}

/** Everything that a reader can get at, as one text. */
async function everythingOf(actor: UserActor, ids: string[]): Promise<string> {
  const parts: unknown[] = [];
  for (const id of ids) {
    const row = await findTicket(actor, { id });
    if (row) parts.push(presentTicket(row), row.threads, row.attachments, row.merged);
  }
  const page = await listTickets(actor, {}, { limit: 50, withThreads: true });
  parts.push(page.rows.map(presentTicket), (await listTicketsForPage(actor, {}, { limit: 50 })).rows);
  parts.push((await findTickets(actor, ids)).map(presentTicket));
  const threads = await db.query<{ id: string }>(sql`SELECT id FROM threads WHERE ticket_id = ANY(${ids}::uuid[])`);
  parts.push(
    await findMessages(
      actor,
      threads.map((each) => each.id),
    ),
  );
  await untilFeedIsComplete();
  parts.push((await listEvents(actor, { after: feedStart, limit: 500 })).rows.map(presentEvent));
  for await (const line of exportLines(actor, {})) parts.push(line);
  for (const tool of toolsFor(actor).filter((each) => each.name === 'search_tickets')) {
    parts.push(await tool.call(actor, { include: 'threads' }));
  }
  return JSON.stringify(parts);
}

describe('a merge of two clients’ tickets', () => {
  test('is read whole by staff at the target, in the order of time, each message marked with where it came from', async () => {
    const { agent, source, target, beto } = await merged();
    await replyToTicket(beto, source, say('después, Beto'));
    await replyToTicket(agent, target, say('después, a los dos'));
    const row = await getTicket(agent, { id: target });
    expect(
      row.threads.filter((each) => each.type !== 'system').map((each) => [each.message, each.origin?.id ?? null]),
    ).toEqual([
      ['palabradeana', null],
      ['palabradebeto', source],
      ['antes, a Ana', null],
      ['antes, a Beto', source],
      ['después, Beto', source],
      ['después, a los dos', null],
    ]);
    expect(row.merged).toMatchObject([{ id: source, title: 'Título de Beto', clientName: 'Beto Oculto' }]);
    expect(row.attachments.map((each) => each.filename)).toEqual(['ana.txt', 'beto.txt']);
    const object = presentTicket(row);
    expect(object.description).toBe('palabradeana');
    expect(object.threads?.find((each) => each.message === 'palabradebeto')).toMatchObject({
      ticket: expect.stringMatching(/^support_ticket_/),
      attachments: [{ filename: 'beto.txt' }],
    });
    const other = await getTicket(agent, { id: source });
    expect(other).toMatchObject({ status: 'closed', mergedInto: { id: target, number: row.number }, isMerged: true });
    expect(presentTicket(other).mergedInto).toBe(object._id);
  });

  test('shows the source’s client their own messages, and what agents have answered on the target since', async () => {
    const { agent, ana, beto, source, target } = await merged();
    await replyToTicket(ana, target, say('después, Ana'));
    await replyToTicket(agent, target, { ...say('después, a los dos'), attachments: [file('solución.txt')] });
    await replyToTicket(agent, target, say('nota', true));
    await replyToTicket(beto, source, say('después, Beto'));
    expect(await texts(beto, source)).toEqual([
      'palabradebeto',
      'antes, a Beto',
      'después, a los dos',
      'después, Beto',
    ]);
    const row = await getTicket(beto, { id: source });
    expect(row.attachments.map((each) => each.filename)).toEqual(['beto.txt', 'solución.txt']);
    expect(row).toMatchObject({ mergedInto: null, isMerged: true, merged: [] });
    expect(presentTicket(row)).not.toHaveProperty('mergedInto');
    expect(presentTicket(row).threads?.every((each) => !('ticket' in each))).toBe(true);
    expect(row.threads.filter((each) => each.change && 'side' in each.change)).toEqual([]);
  });

  test('shows neither client a word of the other’s, wherever they look', async () => {
    const { agent, ana, beto, source, target } = await merged();
    await replyToTicket(ana, target, { ...say('secreto de Ana'), attachments: [file('privado-ana.txt')] });
    await replyToTicket(beto, source, { ...say('secreto de Beto'), attachments: [file('privado-beto.txt')] });
    await replyToTicket(agent, target, say('nota oculta', true));
    await replyToTicket(agent, target, say('a los dos'));
    await changeTicket(agent, target, { status: 'resolved', resolution: 'Hecho' });
    await replyToTicket(beto, source, say('otra vez Beto'));
    const [numbers] = await db.query<{ ana: number; beto: number }>(
      sql`SELECT (SELECT number FROM tickets WHERE id = ${target}::uuid) AS ana, (SELECT number FROM tickets WHERE id = ${source}::uuid) AS beto`,
    );
    const [toAna, toBeto] = [await everythingOf(ana, [source, target]), await everythingOf(beto, [source, target])];
    expect(toBeto).toContain('a los dos');
    expect(toAna).toContain('a los dos');
    const publicId = async (id: string) => presentTicket(await getTicket(agent, { id }))._id;
    const ofAna = [
      target,
      ana.userId,
      await publicId(target),
      'Ana Secreta',
      'Título de Ana',
      'palabradeana',
      'ana.txt',
    ];
    for (const word of [...ofAna, 'secreto de Ana', 'privado-ana', 'antes, a Ana', 'nota oculta', ana.email]) {
      expect(toBeto, word).not.toContain(word);
    }
    const ofBeto = [
      source,
      beto.userId,
      await publicId(source),
      'Beto Oculto',
      'Título de Beto',
      'palabradebeto',
      'beto.txt',
    ];
    for (const word of [
      ...ofBeto,
      'secreto de Beto',
      'privado-beto',
      'antes, a Beto',
      'otra vez',
      'nota oculta',
      beto.email,
    ]) {
      expect(toAna, word).not.toContain(word);
    }
    expect(toBeto).not.toMatch(new RegExp(`#${numbers?.ana}\\b|"number":${numbers?.ana}\\b`));
    expect(toAna).not.toMatch(new RegExp(`#${numbers?.beto}\\b|"number":${numbers?.beto}\\b`));
    expect(await findTicket(ana, { id: source })).toBeNull();
    expect(await findTicket(beto, { id: target })).toBeNull();
    for (const words of ['palabradeana', 'secreto de Ana', 'nota oculta'])
      expect((await listTickets(beto, { q: words }, { limit: 5 })).rows).toEqual([]);
    for (const words of ['palabradebeto', 'secreto de Beto'])
      expect((await listTickets(ana, { q: words }, { limit: 5 })).rows).toEqual([]);
  });

  test('stands for the source’s client as the target does, in what they read, list and count', async () => {
    const { agent, beto, source, target } = await merged();
    expect(await statusOf(beto, source)).toBe('in_progress');
    await changeTicket(agent, target, { status: 'pending' });
    expect(await statusOf(beto, source)).toBe('pending');
    expect((await getTicket(beto, { id: source })).assignedToId).toBe(agent.userId);
    await changeTicket(agent, target, { assignedTo: null });
    expect((await getTicket(beto, { id: source })).assignedToId).toBeNull();
    expect((await getTicket(agent, { id: source })).assignedToId).toBe(agent.userId);
    expect((await listTickets(beto, { status: ['pending'] }, { limit: 5 })).rows.map((row) => row.id)).toEqual([
      source,
    ]);
    expect(await countTickets(beto, { yes: { status: ['pending'] }, no: { status: ['closed'] } })).toEqual({
      yes: 1,
      no: 0,
    });
    expect(
      await countTickets(agent, {
        closed: { status: ['closed'], client: [presentTicket(await getTicket(agent, { id: source })).client] },
      }),
    ).toEqual({ closed: 1 });
    await changeTicket(agent, target, { status: 'resolved', resolution: 'Ya funciona' });
    expect(await getTicket(beto, { id: source })).toMatchObject({
      status: 'resolved',
      resolution: 'Ya funciona',
      resolvedAt: expect.any(Date),
    });
    expect((await getTicket(beto, { id: source })).threads.at(-1)?.message).toBe(
      'Nuria resolvió el ticket: Ya funciona',
    );
  });

  test('does not tell them what was resolved before, and for whom', async () => {
    const { agent, ana, beto } = await people();
    const [target, source] = [await file1(ana), await file1(beto)];
    await changeTicket(agent, target, { status: 'resolved', resolution: 'La clave de Ana' });
    await mergeTicket(agent, source, into(target));
    expect(await getTicket(beto, { id: source })).toMatchObject({
      status: 'resolved',
      resolution: null,
      resolvedAt: null,
    });
    await changeTicket(agent, target, { resolution: 'La clave nueva de Ana' });
    expect(await everythingOf(beto, [source, target])).not.toContain('clave');
  });

  test('moves what each may know of, and nothing else', async () => {
    const { agent, ana, beto, source, target } = await merged();
    const tags = async () => ({
      staff: ticketEtag(await getTicket(agent, { id: target }), true),
      ana: ticketEtag(await getTicket(ana, { id: target }), false),
      beto: ticketEtag(await getTicket(beto, { id: source }), false),
    });
    const moved = async (work: () => Promise<unknown>) => {
      const [before, at] = [await tags(), (await getTicket(ana, { id: target })).updatedAt];
      await work();
      const after = await tags();
      const names = (['staff', 'ana', 'beto'] as const).filter((name) => before[name] !== after[name]);
      // The time that a client reads moves with their tag alone.
      expect((await getTicket(ana, { id: target })).updatedAt > at).toBe(names.includes('ana'));
      return names;
    };
    expect(await moved(() => replyToTicket(beto, source, say('Beto')))).toEqual(['staff', 'beto']);
    expect(await moved(() => replyToTicket(ana, target, say('Ana')))).toEqual(['staff', 'ana']);
    expect(await moved(() => replyToTicket(agent, target, say('Los dos')))).toEqual(['staff', 'ana', 'beto']);
    expect(await moved(() => replyToTicket(agent, target, say('Nota', true)))).toEqual(['staff']);
    expect(await moved(() => changeTicket(agent, target, { status: 'pending' }))).toEqual(['staff', 'ana', 'beto']);
    expect(await moved(() => changeTicket(agent, target, { title: 'Otro' }))).toEqual(['staff', 'ana']);
    // It moves the status of both.
    expect(await moved(() => replyToTicket(beto, source, say('Beto')))).toEqual(['staff', 'ana', 'beto']);
    const late = (await getTicket(beto, { id: source })).updatedAt;
    expect((await listTickets(beto, { updatedAfter: new Date(late.getTime() - 1) }, { limit: 5 })).rows).toHaveLength(
      1,
    );
  });

  test('lets the source’s client write on, which moves the target as their own client’s message does', async () => {
    const { agent, ana, beto, source, target } = await merged();
    await changeTicket(agent, target, { status: 'resolved', resolution: 'Hecho' });
    const { ticket, etag } = await replyToTicket(beto, source, say('Sigue igual'));
    expect(ticket).toMatchObject({ status: 'open', resolution: null });
    expect(etag).toBe(ticketEtag(await getTicket(beto, { id: source }), false));
    const row = await getTicket(ana, { id: target });
    expect(row.status).toBe('open');
    expect(row.threads.at(-1)).toMatchObject({ type: 'system', authorId: null, authorName: null });
    expect(row.threads.at(-1)?.message).toMatch(/^Hilo cambió/);
    await changeTicket(agent, target, { status: 'closed' });
    await expect(replyToTicket(beto, source, say('¿Y ahora?'))).rejects.toMatchObject({ code: 'TICKET_CLOSED' });
    await expect(changeTicket(beto, source, { status: 'closed' })).rejects.toMatchObject({ code: 'TICKET_MERGED' });
  });

  test('tells the source’s client of agents’ replies and of the status, as of their own ticket; staff once', async () => {
    const { agent, ana, beto, source, target } = await merged();
    await untilFeedIsComplete();
    const feedOf = (actor: UserActor) => listEvents(actor, { after: feedStart, limit: 500 });
    const [before, staffs] = [(await feedOf(beto)).next, (await feedOf(agent)).next];
    await replyToTicket(ana, target, say('Ana'));
    await replyToTicket(agent, target, say('Los dos'));
    await changeTicket(agent, target, { status: 'resolved', resolution: 'Hecho' });
    await changeTicket(agent, target, { priority: 'low' });
    await replyToTicket(ana, target, say('No'));
    await untilFeedIsComplete();
    const { rows } = await listEvents(beto, { after: before, limit: 500 });
    expect(rows.map((row) => [row.type, row.ticketId, row.actorId])).toEqual([
      ['ticket.replied', source, agent.userId],
      ['ticket.resolved', source, agent.userId],
      ['ticket.reopened', source, null],
    ]);
    const message = rows[0]?.data.threadId ?? '';
    expect(await findMessages(beto, [message])).toMatchObject([{ message: 'Los dos' }]);
    const told = (await listEvents(agent, { after: staffs, limit: 500 })).rows;
    expect(
      told.filter((row) => [source, target].includes(row.ticketId)).map((row) => [row.type, row.ticketId]),
    ).toEqual([
      ['ticket.replied', target],
      ['ticket.replied', target],
      ['ticket.resolved', target],
      ['ticket.changed', target],
      ['ticket.replied', target],
      ['ticket.reopened', target],
    ]);
  });

  test('shows a client no answer that was given to another of a third’s merged beside theirs', async () => {
    const { agent, ana, beto, source, target } = await merged();
    const caro = await makeActor('client');
    const third = await file1(caro, { description: 'palabradecaro' });
    await replyToTicket(agent, third, say('antes, a Caro'));
    await replyToTicket(agent, target, say('aún sin Caro'));
    await mergeTicket(agent, third, into(target));
    await replyToTicket(agent, target, say('a los tres'));
    expect(await texts(caro, third)).toEqual(['palabradecaro', 'antes, a Caro', 'a los tres']);
    expect(await texts(beto, source)).toEqual(['palabradebeto', 'antes, a Beto', 'aún sin Caro', 'a los tres']);
    expect(await texts(ana, target)).toEqual(['palabradeana', 'antes, a Ana', 'aún sin Caro', 'a los tres']);
  });

  test('shows no client what an agent wrote on their own ticket', async () => {
    const { agent, beto } = await people();
    const boss = await makeActor('admin', { name: 'Jefa' });
    const [target, source] = [await file1(boss, { description: 'asunto propio' }), await file1(beto)];
    await mergeTicket(agent, source, into(target));
    await replyToTicket(boss, target, say('más del asunto propio'));
    await replyToTicket(agent, target, say('para los dos'));
    expect(await everythingOf(beto, [source, target])).not.toContain('asunto propio');
    expect(await texts(beto, source)).toContain('para los dos');
  });
});

describe('a merge of one client’s tickets', () => {
  async function own() {
    const { agent, ana } = await people();
    const [target, source] = [
      await file1(ana, { description: 'la primera' }),
      await file1(ana, { description: 'palabrasegunda' }),
    ];
    await mergeTicket(agent, source, into(target));
    return { agent, ana, source, target };
  }

  test('is read at the target by them too, and the source says where', async () => {
    const { agent, ana, source, target } = await own();
    await replyToTicket(agent, target, say('Hola'));
    expect(await texts(ana, target)).toEqual(['la primera', 'palabrasegunda', 'Hola']);
    const row = await getTicket(ana, { id: target });
    expect(row.merged).toMatchObject([{ id: source }]);
    expect(await getTicket(ana, { id: source })).toMatchObject({
      mergedInto: { id: target, number: row.number },
      status: 'closed',
    });
    const page = await listTicketsForPage(ana, { withoutMerged: true }, { limit: 5 });
    expect(page.rows.map((each) => [each.id, each.lastMessage?.text])).toEqual([[target, 'Hola']]);
    expect((await listTickets(ana, {}, { limit: 5 })).rows).toHaveLength(2);
    expect(await countTickets(ana, { all: { withoutMerged: true } })).toEqual({ all: 1 });
    const found = await listTickets(ana, { q: 'palabrasegunda', withoutMerged: true }, { limit: 5 });
    expect(found.rows.map((each) => each.id)).toEqual([target]);
    expect(row.threads.map((each) => each.change).filter((change) => change && 'side' in change)).toHaveLength(2);
  });

  test('tells them of both, and what is written on the old one reaches the new one', async () => {
    const { agent, ana, source, target } = await own();
    await untilFeedIsComplete();
    const events = (await listEvents(ana, { after: feedStart, limit: 50 })).rows.map(presentEvent);
    expect(events.filter((each) => each.type === 'ticket.merged')).toMatchObject([
      {
        other: presentTicket(await getTicket(ana, { id: target }))._id,
        changes: { status: { from: 'open', to: 'closed' } },
      },
      { other: presentTicket(await getTicket(ana, { id: source }))._id },
    ]);
    const [before, staffs] = [await getTicket(ana, { id: target }), await getTicket(agent, { id: target })];
    await changeTicket(agent, target, { status: 'pending' });
    await replyToTicket(ana, source, say('por la puerta de antes'));
    expect(await texts(ana, target)).toContain('por la puerta de antes');
    expect(await statusOf(agent, target)).toBe('open');
    expect(ticketEtag(await getTicket(ana, { id: target }), false)).not.toBe(ticketEtag(before, false));
    expect(ticketEtag(await getTicket(agent, { id: target }), true)).not.toBe(ticketEtag(staffs, true));
    expect((await getTicket(ana, { id: target })).threads.at(-1)?.authorName).toBe('Ana Secreta');
  });
});

describe('staff', () => {
  test('change and answer a merged ticket where its life goes on', async () => {
    const { agent, source } = await merged();
    const code = { code: 'TICKET_MERGED' };
    await expect(replyToTicket(agent, source, say('Hola'))).rejects.toMatchObject(code);
    await expect(replyToTicket(agent, source, say('Nota', true))).rejects.toMatchObject(code);
    await expect(changeTicket(agent, source, { status: 'open' })).rejects.toMatchObject(code);
  });

  test('find it by its words, marked as merged', async () => {
    const { agent, source, target } = await merged();
    const { rows } = await listTickets(agent, { q: 'palabradebeto' }, { limit: 5 });
    expect(rows[0]).toMatchObject({ id: source, status: 'closed', mergedInto: { id: target } });
  });

  test('export each message once, under the ticket that it was written on', async () => {
    const { source, target } = await merged();
    let text = '';
    for await (const line of exportLines(systemActor('test'), {})) text += line;
    const lines = text
      .split('\n')
      .filter((line) => line.startsWith(`{"_id":"${into(source)}"`) || line.startsWith(`{"_id":"${into(target)}"`));
    const [first, second] = lines.map((line) => JSON.parse(line) as ExportedTicket);
    const said = (ticket: ExportedTicket | undefined) =>
      ticket?.threads.filter((each) => each.type !== 'system').map((each) => each.message);
    expect([said(first), said(second)]).toEqual([
      ['palabradeana', 'antes, a Ana'],
      ['palabradebeto', 'antes, a Beto'],
    ]);
    expect(second).toMatchObject({ status: 'closed', mergedInto: into(target) });
  });
});

describe('what cannot be merged', () => {
  test('says why', async () => {
    const { agent, ana, source, target } = await merged();
    const refused = (work: Promise<unknown>, code: string) => expect(work).rejects.toMatchObject({ code });
    const other = await file1(ana);
    await refused(mergeTicket(ana, other, into(target)), 'FORBIDDEN');
    await refused(unmergeTicket(ana, other), 'FORBIDDEN');
    await refused(mergeTicket(agent, target, into(target)), 'MERGE_INTO_ITSELF');
    await refused(mergeTicket(agent, source, into(other)), 'TICKET_MERGED');
    await refused(mergeTicket(agent, other, into(source)), 'MERGE_INTO_MERGED');
    await refused(mergeTicket(agent, target, into(source)), 'MERGE_INTO_MERGED');
    await refused(mergeTicket(agent, other, 999_999_999), 'OTHER_TICKET_NOT_FOUND');
    await refused(mergeTicket(agent, other, 'nada'), 'OTHER_TICKET_NOT_FOUND');
    await refused(mergeTicket(agent, crypto.randomUUID(), into(target)), 'TICKET_NOT_FOUND');
    await refused(unmergeTicket(agent, other), 'NOT_MERGED');
    await refused(mergeTicket(agent, other, into(target), { ifMatch: '"9.9"' }), 'PRECONDITION_FAILED');
    await changeTicket(agent, target, { status: 'closed' });
    await refused(mergeTicket(agent, other, into(target)), 'TICKET_CLOSED');
  });
});

describe('undoing a merge', () => {
  const standing = async (actor: UserActor, id: string) => {
    const { status, resolution, resolvedAt, assignedToId, mergedInto } = await getTicket(actor, { id });
    return { status, resolution, resolvedAt, assignedToId, mergedInto };
  };

  test('gives the source back as it was, at any time, and leaves each message where it was written', async () => {
    const { agent, ana, beto } = await people();
    const [target, source] = [
      await file1(ana, { description: 'de Ana' }),
      await file1(beto, { description: 'de Beto' }),
    ];
    await changeTicket(agent, source, { assignedTo: 'me', status: 'resolved', resolution: 'Listo' });
    const before = await standing(agent, source);
    await mergeTicket(agent, source, into(target));
    expect(await standing(agent, source)).toMatchObject({ status: 'closed', mergedInto: { id: target } });
    await replyToTicket(agent, target, say('entretanto, a los dos'));
    await replyToTicket(ana, target, say('entretanto, Ana'));
    const { ticket } = await unmergeTicket(agent, source);
    expect(ticket).toMatchObject({ _id: into(source), status: 'resolved', resolution: 'Listo' });
    expect(await standing(agent, source)).toEqual(before);
    expect(await standing(beto, source)).toEqual(before);
    expect(await texts(beto, source)).toEqual(['de Beto']);
    expect(await texts(agent, target)).toEqual(['de Ana', 'entretanto, a los dos', 'entretanto, Ana']);
    await replyToTicket(agent, target, say('ya solo a Ana'));
    expect(await everythingOf(beto, [source, target])).not.toMatch(/entretanto|ya solo/);
    expect((await getTicket(agent, { id: source })).threads.map((each) => each.message).slice(-2)).toEqual([
      expect.stringMatching(/^Nuria unió este ticket al #\d+$/),
      expect.stringMatching(/^Nuria separó este ticket del #\d+$/),
    ]);
    expect((await getTicket(ana, { id: target })).threads.some((each) => each.message.includes('#'))).toBe(false);
    // And it may be merged again.
    await mergeTicket(agent, source, into(target));
    expect(await standing(agent, source)).toMatchObject({ status: 'closed' });
  });

  test('opens it where its client has written since: nobody would answer them', async () => {
    const { agent, beto, source, target } = await merged();
    await unmergeTicket(agent, source);
    await changeTicket(agent, source, { status: 'resolved', resolution: 'Listo' });
    await mergeTicket(agent, source, into(target));
    await replyToTicket(beto, source, say('Sigue'));
    await unmergeTicket(agent, source);
    expect(await standing(beto, source)).toMatchObject({ status: 'open', resolution: null, resolvedAt: null });
    expect(await texts(beto, source)).toEqual(['palabradebeto', 'antes, a Beto', 'Sigue']);
    expect(await texts(agent, target)).toEqual(['palabradeana', 'antes, a Ana']);
  });

  test('tells staff of it on both, and each client of no more than their own status', async () => {
    const { agent, ana, beto, source, target } = await merged();
    await changeTicket(agent, target, { status: 'pending' });
    await untilFeedIsComplete();
    const [atAna, atBeto, atStaff] = await Promise.all(
      [ana, beto, agent].map(async (actor) => (await listEvents(actor, { after: feedStart, limit: 500 })).next),
    );
    await unmergeTicket(agent, source);
    await untilFeedIsComplete();
    const heard = async (actor: UserActor, after = feedStart) =>
      (await listEvents(actor, { after, limit: 500 })).rows.map(presentEvent);
    expect(await heard(ana, atAna)).toEqual([]);
    expect(await heard(beto, atBeto)).toMatchObject([
      { type: 'ticket.changed', ticket: into(source), changes: { status: { from: 'pending', to: 'in_progress' } } },
    ]);
    expect(
      (await heard(agent, atStaff)).filter((each) => [into(source), into(target)].includes(each.ticket)),
    ).toMatchObject([
      {
        type: 'ticket.unmerged',
        ticket: into(source),
        other: into(target),
        changes: { status: { from: 'closed', to: 'in_progress' } },
      },
      { type: 'ticket.unmerged', ticket: into(target), other: into(source) },
    ]);
  });
});

describe('chains of merges', () => {
  /** a into b, then b into c, each of another client's. */
  async function chain() {
    const { agent, ana, beto } = await people();
    const caro = await makeActor('client');
    const [a, b, c] = [
      await file1(ana, { description: 'a' }),
      await file1(beto, { description: 'b' }),
      await file1(caro, { description: 'c' }),
    ];
    await mergeTicket(agent, a, into(b));
    await replyToTicket(agent, b, say('en b'));
    await mergeTicket(agent, b, into(c));
    await replyToTicket(agent, c, say('en c'));
    const goesOn = async () => {
      const rows = await Promise.all([a, b, c].map((id) => getTicket(agent, { id })));
      return rows.map((row) => row.mergedInto?.id ?? null);
    };
    return { agent, ana, beto, caro, a, b, c, goesOn };
  }

  test('all go on in the last', async () => {
    const { agent, ana, beto, caro, a, b, c, goesOn } = await chain();
    expect(await goesOn()).toEqual([c, c, null]);
    expect(await texts(agent, c)).toEqual(['a', 'b', 'c', 'en b', 'en c']);
    expect(await texts(ana, a)).toEqual(['a', 'en b', 'en c']);
    expect(await texts(beto, b)).toEqual(['b', 'en b', 'en c']);
    expect(await texts(caro, c)).toEqual(['c', 'en c']);
    await changeTicket(agent, c, { status: 'pending' });
    expect([await statusOf(ana, a), await statusOf(beto, b)]).toEqual(['pending', 'pending']);
    await replyToTicket(ana, a, say('más de a'));
    expect(await statusOf(caro, c)).toBe('in_progress');
    expect(await texts(beto, b)).not.toContain('más de a');
  });

  test('undoing takes back one of them, exactly', async () => {
    const { agent, ana, beto, a, b, c, goesOn } = await chain();
    await unmergeTicket(agent, b);
    expect(await goesOn()).toEqual([b, null, null]);
    expect(await texts(agent, b)).toEqual(['a', 'b', 'en b']);
    expect(await texts(ana, a)).toEqual(['a', 'en b']);
    expect(await statusOf(agent, b)).toBe('in_progress');
    expect(await statusOf(ana, a)).toBe('in_progress');
    await mergeTicket(agent, b, into(c));
    await unmergeTicket(agent, a);
    expect(await goesOn()).toEqual([null, c, null]);
    await replyToTicket(agent, c, say('otra vez en c'));
    expect(await texts(beto, b)).toEqual(['b', 'en b', 'otra vez en c']);
    expect(await texts(ana, a)).toEqual(['a']);
    await expect(mergeTicket(agent, c, into(b))).rejects.toMatchObject({ code: 'MERGE_INTO_MERGED' });
  });

  test('a client whose tickets stand at both ends reads at the upper one all that they could read', async () => {
    const { agent, ana, beto } = await people();
    const [low, middle, top] = [
      await file1(ana, { description: 'abajo' }),
      await file1(beto, { description: 'de Beto' }),
      await file1(ana, { description: 'arriba' }),
    ];
    await mergeTicket(agent, low, into(middle));
    await replyToTicket(agent, middle, say('en medio'));
    expect(await texts(ana, low)).toEqual(['abajo', 'en medio']);
    await mergeTicket(agent, middle, into(top));
    expect(await texts(ana, top)).toEqual(['abajo', 'arriba', 'en medio']);
    const row = await getTicket(ana, { id: low });
    expect(row.mergedInto?.id).toBe(top);
    expect((await getTicket(ana, { id: top })).merged.map((each) => each.id)).toEqual([low]);
    expect(await everythingOf(ana, [low, middle, top])).not.toContain('de Beto');
  });
});

describe('at the same time', () => {
  test('two merges of two tickets into each other: one is done, the other told why not', async () => {
    const { agent, ana, beto } = await people();
    for (let round = 0; round < 5; round++) {
      const [a, b] = [await file1(ana), await file1(beto)];
      const done = await Promise.allSettled([mergeTicket(agent, a, into(b)), mergeTicket(agent, b, into(a))]);
      expect(done.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected']);
      const [lost] = done.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
      expect(['TICKET_MERGED', 'MERGE_INTO_MERGED']).toContain(lost.code);
    }
  });

  test('merges, undoing, replies of both clients and of staff, and changes: no deadlock, and every reply counts', async () => {
    const { agent, ana, beto } = await people();
    const ids = [await file1(ana), await file1(beto), await file1(ana), await file1(beto)];
    const refusals = new Set([
      'TICKET_MERGED',
      'MERGE_INTO_MERGED',
      'MERGE_INTO_ITSELF',
      'NOT_MERGED',
      'TICKET_CLOSED',
      'FORBIDDEN',
    ]);
    const try1 = async (work: () => Promise<unknown>) => {
      try {
        await work();
        return true;
      } catch (error) {
        if (!(error instanceof AppError && refusals.has(error.code))) throw error;
        return false;
      }
    };
    const at = (index: number) => ids[index % ids.length] as string;
    const written: string[] = [];
    const reply = async (actor: UserActor, id: string, message: string) => {
      if (await try1(() => replyToTicket(actor, id, say(message)).catch(refuseForeign))) written.push(message);
    };
    const work = Array.from({ length: 180 }, async (_, index) => {
      const [one, other] = [at(index), at(index * 3 + 1)];
      if (index % 6 === 0) await try1(() => mergeTicket(agent, one, into(other)));
      else if (index % 6 === 1) await try1(() => unmergeTicket(agent, other));
      else if (index % 6 === 2) await reply(index % 4 < 2 ? ana : beto, at(index % 4 < 2 ? 0 : 1), `c${index}`);
      else if (index % 6 === 3) await reply(agent, one, `s${index}`);
      else if (index % 6 === 4)
        await try1(() => linkTicket(agent, one, { kind: 'relates', ticket: into(other) }).catch(allowLink));
      else await try1(() => changeTicket(agent, one, { priority: index % 2 ? 'low' : 'urgent' }));
    });
    await Promise.all(work);
    const [row] = await db.query<{ n: number; lost: number }>(
      sql`SELECT (SELECT count(*)::int FROM threads WHERE ticket_id = ANY(${ids}::uuid[]) AND message ~ '^[cs][0-9]+$') AS n,
            (SELECT count(*)::int FROM tickets t JOIN tickets r ON r.id = t.merged_into_id
              WHERE t.id = ANY(${ids}::uuid[]) AND r.merged_into_id IS NOT NULL) AS lost`,
    );
    expect(row).toEqual({ n: written.length, lost: 0 });
  });
});

const refuseForeign = (error: AppError) => {
  throw error.code === 'TICKET_NOT_FOUND' ? new AppError('FORBIDDEN') : error;
};

const allowLink = (error: AppError) => {
  if (!['LINK_EXISTS', 'LINK_TO_ITSELF'].includes(error.code)) throw error;
};

// Longer than most: what is exported and what is imported prove each other.
import sql from 'sql-template-tag';
import { afterEach, describe, expect, inject, test } from 'vitest';
import { type Actor, systemActor } from '@/lib/auth/actor';
import { readFeed } from '@/lib/events/feed';
import { feedStart } from '@/lib/events/place';
import { presentEvent } from '@/lib/events/present';
import { closeDatabase, db, prisma } from '@/lib/platform/db';
import { env, putEnv } from '@/lib/platform/env';
import { copyDatabase } from '@/lib/platform/testing';
import { changeTicket } from '@/lib/tickets/commands/change';
import { replyToTicket } from '@/lib/tickets/commands/reply';
import { ticketKey } from '@/lib/tickets/queries/find';
import { listTickets } from '@/lib/tickets/queries/list';
import { createWebhook } from '@/lib/webhooks/commands/create';
import { dispatchEvents } from '@/lib/webhooks/commands/dispatch';
import { makeActor, makeTicket } from '@/prisma/factories';
import { type ImportOptions, importTickets } from './commands/import-tickets';
import { type ExportOptions, exportLines } from './queries';
import { type ImportTicket, readLine } from './rules';
import type { ExportedTicket } from './schema';

const operator = systemActor('test');
const hilo: ImportOptions = { source: 'hilo' };
const file = { filename: 'registro.txt', url: 'https://files.example/registro.txt', size: 1024, type: 'text/plain' };

async function exported(actor: Actor = operator, options: ExportOptions = {}): Promise<ExportedTicket[]> {
  let text = '';
  for await (const some of exportLines(actor, options)) text += some;
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.at(-1)).toEqual({ end: true, count: lines.length - 1 });
  return lines.slice(0, -1);
}

function ready(lines: unknown[]): ImportTicket[] {
  return lines.map((line) => {
    const read = readLine(line);
    if ('problems' in read) throw new Error(JSON.stringify(read.problems));
    return read.ticket;
  });
}

/** A line without what is a desk's own: ids and number. People are told by their addresses. */
function comparable(line: ExportedTicket): unknown {
  const { _id, number, ...rest } = line;
  const named = line.people.reduce(
    (text, person) => text.replaceAll(person._id, person.email ?? '?'),
    JSON.stringify(rest),
  );
  return JSON.parse(named);
}

/** Runs `work` on an empty desk. */
async function onAnotherDesk<T>(work: () => Promise<T>): Promise<T> {
  const { DATABASE_URL } = env();
  const other = await copyDatabase(inject('postgres'));
  const use = async (url: string) => {
    await closeDatabase();
    putEnv({ DATABASE_URL: url });
  };
  await use(other.url);
  try {
    return await work();
  } finally {
    await use(DATABASE_URL);
    await other.drop();
  }
}

/** Tickets with all that can happen to them. */
async function life() {
  const [client, agent, other] = await Promise.all([
    makeActor('client', { name: 'Laura Gómez' }),
    makeActor('agent', { name: 'Nuria Campos' }),
    makeActor('admin', { name: 'Ada' }),
  ]);
  const one = ticketKey((await makeTicket(client, { tags: ['api', 'ñandú'], attachments: [file, file] }))._id).id;
  const message = (text: string, internal = false) => ({
    message: text,
    attachments: internal ? [file] : [],
    internal,
  });
  await replyToTicket(agent, one, message('Lo miro.\u2028Un momento 😀'));
  await replyToTicket(agent, one, message('Es culpa nuestra: secreto-interno', true));
  await changeTicket(other, one, { status: 'resolved', resolution: 'Activado', priority: 'low' });
  await replyToTicket(client, one, { message: 'Sigue igual', attachments: [file], internal: false });
  await changeTicket(other, one, { assignedTo: null, title: 'Otro título' });
  const two = ticketKey((await makeTicket(client, { title: 'Cerrado por su cliente' }))._id).id;
  await changeTicket(client, two, { status: 'closed' });
  const three = ticketKey((await makeTicket(agent, { title: 'De la casa' }))._id).id;
  await changeTicket(other, three, { assignedTo: 'me', status: 'resolved', resolution: 'Hecho' });
  return { client, agent, other, one };
}

afterEach(() => db.query(sql`TRUNCATE tickets, events, users CASCADE`));

describe('an export', () => {
  test('imported into an empty desk and exported there is the same but for ids and numbers', async () => {
    await life();
    const here = await exported();
    expect(here).toHaveLength(3);
    const there = await onAnotherDesk(async () => {
      const outcomes = await importTickets(operator, ready(here), hilo);
      expect(outcomes).toEqual(Array(3).fill({ kind: 'made', notes: [] }));
      expect(await db.query(sql`SELECT number FROM tickets ORDER BY created_at`)).toEqual([
        { number: 1001 },
        { number: 1002 },
        { number: 1003 },
      ]);
      return exported();
    });
    expect(there.map(comparable)).toEqual(here.map(comparable));
    expect(there.map((line) => line._id)).not.toEqual(here.map((line) => line._id));
  });

  test('of a client holds their own tickets, nothing of notes, and nobody else’s address', async () => {
    const { client } = await life();
    const stranger = await makeActor('client');
    await makeTicket(stranger, { title: 'De otra persona' });
    const lines = await exported(client);
    expect(lines.map((line) => line.title)).toEqual(['Otro título', 'Cerrado por su cliente']);
    const text = JSON.stringify(lines);
    for (const secret of ['secreto-interno', 'internal', 'publicUpdatedAt', 'De otra persona'])
      expect(text).not.toContain(secret);
    expect(lines.flatMap((line) => line.people.flatMap((person) => person.email ?? []))).toEqual([
      client.email,
      client.email,
    ]);
    expect(lines[0]?.people.map((person) => person.name)).toContain('Nuria Campos');
    // The opening's two files and the client's own one, not the note's.
    expect(lines[0]?.attachments).toHaveLength(3);
    const [seen] = (await listTickets(client, {}, { limit: 5 })).rows.filter((row) => row.title === 'Otro título');
    expect(lines[0]?.updatedAt).toBe(seen?.updatedAt.toISOString());
  });

  test('goes on after the ticket that it is told, and holds only what was updated later', async () => {
    const { client } = await life();
    const all = await exported();
    expect(await exported(operator, { cursor: all[0]?._id })).toEqual(all.slice(1));
    expect(await exported(operator, { cursor: all.at(-1)?._id })).toEqual([]);
    const later = await exported(operator, { updatedAfter: new Date(all[1]?.updatedAt ?? '') });
    expect(later).toEqual(all.slice(2));
    for (const cursor of ['nonsense', 'client_01h455vb4pex5vsknk084sn02q', 'support_ticket_01h455vb4pex5vsknk084sn02q'])
      await expect(exported(operator, { cursor })).rejects.toMatchObject({ code: 'INVALID_CURSOR' });
    await expect(exported(client, { cursor: all[2]?._id })).rejects.toMatchObject({ code: 'INVALID_CURSOR' });
  });

  test('of many tickets has each once, oldest first, though they share their times', async () => {
    const { userId } = await makeActor('client');
    await db.query(
      sql`INSERT INTO tickets (id, title, description, priority, category, client_id, created_at)
          SELECT gen_random_uuid(), 'T' || i, repeat('x', 20000), 'low', 'general', ${userId}::uuid, '2025-01-01'::timestamptz + (i / 7) * interval '1 ms'
          FROM generate_series(1, 500) i`,
    );
    const lines = await exported();
    expect(new Set(lines.map((line) => line._id)).size).toBe(500);
    const keys = lines.map((line) => [Date.parse(line.createdAt), line.number] as const);
    expect(keys).toEqual(keys.toSorted((one, other) => one[0] - other[0] || one[1] - other[1]));
  });
});

describe('an import', () => {
  const line = (fields: object = {}) => ({
    _id: '1',
    title: 'Importado',
    description: 'La impresora echa humo.',
    status: 'open',
    priority: 'high',
    category: 'technical',
    client: 'client_1',
    createdAt: '2024-03-04T08:00:00.000Z',
    people: [
      { _id: 'client_1', name: 'Laura', email: 'laura@example.com' },
      { _id: 'agent_1', name: 'Nuria', email: 'nuria@desk.example', staff: true },
    ],
    ...fields,
  });

  test('is done once, however often and by however many at the same time', async () => {
    const tickets = ready(Array.from({ length: 30 }, (_, index) => line({ _id: String(index) })));
    const tries = await Promise.all([1, 2, 3].map(() => importTickets(operator, tickets, hilo)));
    expect(tries.flat().filter((outcome) => outcome.kind === 'made')).toHaveLength(30);
    expect(await importTickets(operator, tickets, hilo)).toEqual(Array(30).fill({ kind: 'known' }));
    expect(await prisma.ticket.count()).toBe(30);
    expect(await importTickets(operator, tickets, { source: 'other' })).toContainEqual({ kind: 'made', notes: [] });
  });

  test('makes one of two lines with the same id', async () => {
    const outcomes = await importTickets(operator, ready([line(), line({ title: 'Otro' })]), hilo);
    expect(outcomes).toEqual([{ kind: 'made', notes: [] }, { kind: 'known' }]);
  });

  test('gives nobody rights: no password, staff locked out, clients stay clients', async () => {
    const posing = await makeActor('client', { email: 'nuria@desk.example' });
    const threads = [
      { author: 'client_1', message: 'Hola', timestamp: '2024-03-04T08:00:00Z', type: 'user' },
      { author: 'agent_1', message: 'Hola', timestamp: '2024-03-04T09:00:00Z', type: 'agent' },
      { author: 'agent_2', message: 'Nota', timestamp: '2024-03-04T10:00:00Z', type: 'agent', internal: true },
    ];
    const people = [...line().people, { _id: 'agent_2', name: 'Ada', email: 'ada@desk.example', staff: true }];
    const outcomes = await importTickets(operator, ready([line({ assignedTo: 'agent_1', threads, people })]), hilo);
    expect(outcomes).toEqual([{ kind: 'made', notes: ['ASSIGNEE_UNKNOWN'] }]);
    const users = await prisma.user.findMany({ orderBy: { email: 'asc' } });
    expect(
      users.map(({ email, role, passwordHash, disabledAt }) => [email, role, passwordHash, disabledAt === null]),
    ).toEqual([
      ['ada@desk.example', 'agent', null, false],
      ['laura@example.com', 'client', null, true],
      ['nuria@desk.example', 'client', null, true],
    ]);
    expect((await listTickets(posing, {}, { limit: 5 })).rows).toEqual([]);
    for (const role of ['client', 'agent'] as const)
      await expect(importTickets(await makeActor(role), ready([line()]), hilo)).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
  });

  test('lets somebody stand for staff whom the desk does not know, and for clients without an address', async () => {
    const [agent, client] = await Promise.all([makeActor('agent'), makeActor('client')]);
    const people = [
      { _id: 'client_1', name: 'Sin correo' },
      { _id: 'agent_1', name: 'Nadie', staff: true },
    ];
    const tickets = ready([line({ assignedTo: 'agent_1', people })]);
    const refused = { kind: 'refused', problem: { field: 'client', code: 'CLIENT_EMAIL_REQUIRED' } };
    expect(await importTickets(operator, tickets, hilo)).toEqual([refused]);
    const standIns = { clientAs: client.email, staffAs: agent.email };
    expect(await importTickets(operator, tickets, { ...hilo, ...standIns })).toEqual([{ kind: 'made', notes: [] }]);
    const [row] = await prisma.ticket.findMany();
    expect(row).toMatchObject({ clientId: client.userId, assignedToId: agent.userId });
  });

  test('knows staff without an address by a name that only one of them has', async () => {
    const nuria = await makeActor('agent', { name: 'Nuria Campos' });
    await Promise.all([
      makeActor('agent', { name: 'Ada' }),
      makeActor('admin', { name: 'Ada' }),
      makeActor('client', { name: 'Eva' }),
    ]);
    const named = (name: string, index: number) =>
      line({
        _id: String(index),
        assignedTo: 'agent_1',
        people: [line().people[0], { _id: 'agent_1', name, staff: true }],
      });
    const outcomes = await importTickets(operator, ready(['nuria  CAMPOS', 'Ada', 'Eva'].map(named)), hilo);
    expect(outcomes.map((outcome) => outcome.kind === 'made' && outcome.notes)).toEqual([
      [],
      ['ASSIGNEE_UNKNOWN'],
      ['ASSIGNEE_UNKNOWN'],
    ]);
    expect(await prisma.ticket.count({ where: { assignedToId: nuria.userId } })).toBe(1);
  });

  test('is found by search, tells of itself in one event, and says how what was resolved came to be', async () => {
    await importTickets(operator, ready([line({ status: 'resolved', updatedAt: '2024-03-05T08:00:00Z' })]), hilo);
    const agent = await makeActor('agent');
    const [found] = (await listTickets(agent, { q: 'impresoras humo' }, { limit: 5 })).rows;
    expect(found).toMatchObject({
      title: 'Importado',
      resolution: 'Importado como resuelto.',
      createdAt: new Date('2024-03-04T08:00:00Z'),
      updatedAt: new Date('2024-03-05T08:00:00Z'),
      resolvedAt: new Date('2024-03-05T08:00:00Z'),
    });
    const events = await db.query(sql`SELECT name, data, is_internal FROM events WHERE subject_type = 'ticket'`);
    expect(events).toEqual([{ name: 'ticket.created', data: { imported: true, source: 'hilo' }, is_internal: false }]);
  });

  test('is in the feed, marked, and no webhook hears of it', async () => {
    const admin = await makeActor('admin');
    putEnv({ HILO_WEBHOOK_ALLOW: '127.0.0.1' });
    await createWebhook(admin, { url: 'http://127.0.0.1:4220/', events: [] });
    await importTickets(operator, ready([line()]), hilo);
    await makeTicket(admin);
    await expect.poll(dispatchEvents, { timeout: 10_000, interval: 10 }).toBe('done');
    expect(await prisma.webhookDelivery.count()).toBe(1);
    const { rows } = await readFeed({ where: sql`true` }, { after: feedStart, limit: 10 });
    expect(rows.map(presentEvent).map(({ type, actor, imported }) => [type, actor.split('_')[0], imported])).toEqual([
      ['ticket.created', 'system', true],
      ['ticket.created', 'client', undefined],
    ]);
  });

  test('takes all but what the database refuses', async () => {
    const tickets = ready([line({ _id: '1' }), line({ _id: '2' }), line({ _id: '3' })]);
    // As if a rule had been forgotten.
    const broken = tickets.map((ticket, index) => (index === 1 ? { ...ticket, title: 'x'.repeat(300) } : ticket));
    const outcomes = await importTickets(operator, broken, hilo);
    expect(outcomes.map((outcome) => outcome.kind)).toEqual(['made', 'refused', 'made']);
    expect(outcomes[1]).toMatchObject({ problem: { code: 'REFUSED_BY_DATABASE' } });
    expect(await prisma.ticket.count()).toBe(2);
  });

  test('that is only tried writes nothing', async () => {
    expect(await importTickets(operator, ready([line()]), { ...hilo, isDryRun: true })).toEqual([
      { kind: 'made', notes: [] },
    ]);
    expect([await prisma.ticket.count(), await prisma.user.count()]).toEqual([0, 0]);
  });
});

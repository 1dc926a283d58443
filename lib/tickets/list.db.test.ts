import sql from 'sql-template-tag';
import { describe, expect, test } from 'vitest';
import type { UserActor } from '@/lib/auth/actor';
import { db } from '@/lib/platform/db';
import { toPublicId } from '@/lib/platform/ids';
import { makeActor, makeTicket } from '@/prisma/factories';
import { changeTicket } from './commands/change';
import { replyToTicket } from './commands/reply';
import type { TicketFilter } from './queries/conditions';
import { countTickets } from './queries/count';
import { ticketKey } from './queries/find';
import { listTags, listTickets, listTicketsForPage } from './queries/list';

async function titles(actor: UserActor, filter: TicketFilter): Promise<string[]> {
  return (await listTickets(actor, filter, { limit: 100 })).rows.map((row) => row.title);
}

describe('a list', () => {
  test('pages by keyset, newest first, and stays right while tickets are created', async () => {
    const client = await makeActor('client');
    for (let index = 0; index < 7; index += 1) await makeTicket(client, { title: `T${index}` });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listTickets(client, {}, { limit: 3, cursor });
      seen.push(...page.rows.map((row) => row.title));
      cursor = page.next ?? undefined;
      await makeTicket(client, { title: 'Nuevo' });
    } while (cursor);
    expect(seen).toEqual(['T6', 'T5', 'T4', 'T3', 'T2', 'T1', 'T0']);
  });

  test('puts the most urgent first, across pages too', async () => {
    const client = await makeActor('client');
    for (const priority of ['low', 'urgent', 'medium', 'high', 'urgent'] as const)
      await makeTicket(client, { priority });
    const first = await listTickets(client, {}, { limit: 2, sort: 'urgent' });
    const second = await listTickets(client, {}, { limit: 3, sort: 'urgent', cursor: first.next ?? '' });
    expect([...first.rows, ...second.rows].map((row) => row.priority)).toEqual([
      'urgent',
      'urgent',
      'high',
      'medium',
      'low',
    ]);
    expect(second.next).toBeNull();
  });

  test('filters by each property', async () => {
    const [client, agent] = await Promise.all([makeActor('client'), makeActor('agent')]);
    const mine = { client: [toPublicId('client', client.userId)] };
    const ticket = await makeTicket(client, { title: 'uno', priority: 'low', category: 'billing', tags: ['factura'] });
    await makeTicket(client, { title: 'dos' });
    await changeTicket(agent, ticketKey(ticket._id).id, { status: 'pending', assignedTo: 'me' });
    expect(await titles(agent, { ...mine, status: ['pending', 'closed'] })).toEqual(['uno']);
    expect(await titles(agent, { ...mine, priority: ['low'] })).toEqual(['uno']);
    expect(await titles(agent, { ...mine, category: ['billing'] })).toEqual(['uno']);
    expect(await titles(agent, { ...mine, tag: ['factura', 'otra'] })).toEqual(['uno']);
    expect(await titles(agent, { ...mine, assignedTo: ['me'] })).toEqual(['uno']);
    expect(await titles(agent, { ...mine, assignedTo: ['none'] })).toEqual(['dos']);
    expect(await titles(agent, { ...mine, assignedTo: ['none', 'me'] })).toEqual(['dos', 'uno']);
    expect(await titles(agent, { ...mine, createdAfter: new Date(Date.now() + 60_000) })).toEqual([]);
    expect(await titles(agent, { ...mine, createdBefore: new Date(Date.now() + 60_000) })).toEqual(['dos', 'uno']);
    const counts = await countTickets(agent, { all: mine, pending: { ...mine, status: ['pending'] } });
    expect(counts).toEqual({ all: 2, pending: 1 });
  });

  test('finds a client’s own with a tag, wherever in very many they stand', async () => {
    const client = await makeActor('client');
    const count = 5_100;
    await db.query(
      sql`INSERT INTO tickets (id, title, description, priority, category, client_id, created_at, tags)
          SELECT gen_random_uuid(), i::text, 'x', 'low', 'general', ${client.userId}::uuid, '2020-01-01'::timestamptz - i * interval '1 minute',
            CASE WHEN i IN (2, 3, 4000, ${count}) THEN '{raro}'::text[] ELSE '{}' END FROM generate_series(1, ${count}::int) i`,
    );
    try {
      for (const sort of ['newest', 'updated', 'urgent'] as const) {
        const found: string[] = [];
        for (let cursor: string | undefined; ; ) {
          const { rows, next } = await listTickets(client, { tag: ['raro'] }, { limit: 2, cursor, sort });
          found.push(...rows.map((row) => row.title));
          if (next === null) break;
          cursor = next;
        }
        // In one statement made, they were changed all at once: by number, backwards.
        const expected = ['2', '3', '4000', String(count)];
        expect(sort === 'updated' ? found.toReversed() : found, sort).toEqual(expected);
        expect((await listTickets(client, { tag: ['raro'] }, { limit: 25, sort })).next).toBeNull();
      }
      expect((await listTickets(client, { tag: ['nadie'] }, { limit: 2 })).rows).toEqual([]);
    } finally {
      await db.query(sql`DELETE FROM tickets WHERE client_id = ${client.userId}::uuid`);
    }
  });

  test('finds the active ones with a tag, as written, whatever Postgres knows of the tag', async () => {
    const [client, agent] = await Promise.all([makeActor('client'), makeActor('agent')]);
    const tag = `Señal-${client.userId.slice(-6)}`;
    for (const [title, tags] of [
      ['uno', [tag, 'otra']],
      ['dos', [tag.toLowerCase()]],
      ['tres', ['otra']],
      ['cuatro', [tag]],
    ] as const) {
      const { id } = ticketKey((await makeTicket(client, { title, tags: [...tags] }))._id);
      if (title === 'cuatro') await changeTicket(agent, id, { status: 'pending' });
    }
    const known = globalThis as typeof globalThis & { hiloCommonTags?: object };
    for (const shares of [[], [[tag, 0.001]], [[tag, 0.3]]] as [string, number][][]) {
      known.hiloCommonTags = { written: new Map(shares), plain: new Map(), until: Date.now() + 60_000 };
      expect(await titles(agent, { tag: [tag], status: ['open', 'in_progress'] })).toEqual(['uno']);
      expect(await titles(agent, { tag: [tag], status: ['open', 'pending'] })).toEqual(['cuatro', 'uno']);
      expect(await titles(agent, { tag: [tag], status: ['open', 'closed'] })).toEqual(['uno']);
      expect(await titles(agent, { tag: [tag], status: ['open', 'pending'], q: 'cuatro' })).toEqual(['cuatro']);
      expect(await countTickets(agent, { all: { tag: [tag], status: ['open', 'pending'] } })).toEqual({ all: 2 });
    }
    known.hiloCommonTags = undefined;
  });

  test('refuses ids and cursors that are none', async () => {
    const agent = await makeActor('agent');
    await expect(listTickets(agent, { client: ['x'] }, { limit: 1 })).rejects.toThrow('INVALID_CLIENT');
    for (const cursor of [
      'x',
      'bnVsbA',
      Buffer.from('[1e99,1,"low"]').toString('base64url'),
      Buffer.from('[1,1,"x"]').toString('base64url'),
    ]) {
      await expect(listTickets(agent, {}, { limit: 1, cursor })).rejects.toMatchObject({ code: 'INVALID_CURSOR' });
    }
  });

  test('for the pages shows names and the last public message', async () => {
    const [client, agent] = await Promise.all([
      makeActor('client', { name: 'Mariana' }),
      makeActor('agent', { name: 'Nuria' }),
    ]);
    const { _id } = await makeTicket(client);
    await replyToTicket(agent, ticketKey(_id).id, { message: 'Hola', attachments: [], internal: false });
    await replyToTicket(agent, ticketKey(_id).id, { message: 'nota', attachments: [], internal: true });
    const [row] = (await listTicketsForPage(client, {}, { limit: 1, sort: 'updated' })).rows;
    expect(row).toMatchObject({
      clientName: 'Mariana',
      assigneeName: 'Nuria',
      lastMessage: { authorName: 'Nuria', type: 'agent', text: 'Hola' },
    });
  });

  test('suggests the tags of what the actor may see', async () => {
    const [one, other] = await Promise.all([makeActor('client'), makeActor('client')]);
    await makeTicket(one, { tags: ['propia'] });
    await makeTicket(other, { tags: ['ajena'] });
    expect(await listTags(one)).toEqual(['propia']);
  });
});

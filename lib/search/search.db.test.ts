// Longer than most: every operator is asked of the same three tickets.
import sql from 'sql-template-tag';
import { describe, expect, test } from 'vitest';
import type { UserActor } from '@/lib/auth/actor';
import { db } from '@/lib/platform/db';
import { newId, toPublicId } from '@/lib/platform/ids';
import { changeTicket } from '@/lib/tickets/commands/change';
import { replyToTicket } from '@/lib/tickets/commands/reply';
import { ticketKey } from '@/lib/tickets/queries/find';
import { listTickets, listTicketsForPage } from '@/lib/tickets/queries/list';
import { makeActor, makeTicket } from '@/prisma/factories';
import { readFreshWords } from './jobs';
import { findTicketMatches } from './queries/matches';
import { resolveSearch } from './queries/resolve';

/** The titles that a search finds, as an agent's page asks: of one client's tickets, oldest first. */
async function found(actor: UserActor, q: string): Promise<string[]> {
  const search = await resolveSearch(actor, q, { timeZone: 'UTC' });
  const { rows } = await listTicketsForPage(actor, { search }, { limit: 100 });
  return rows.map((row) => row.title).reverse();
}

const idOf = (ticket: { _id: string }) => ticketKey(ticket._id).id;
const say = (actor: UserActor, ticket: { _id: string }, message: string, internal = false) =>
  replyToTicket(actor, idOf(ticket), { message, attachments: [], internal });

/** A client with an agent, whose searches are narrowed to that client, and three tickets: A, B and C. */
async function makeDesk() {
  const word = `w${crypto.randomUUID().slice(0, 8).replaceAll('-', '')}`;
  const [client, agent] = await Promise.all([
    makeActor('client', { name: `Ana Peña ${word}`, email: `ana.${word}@lumen.example` }),
    makeActor('agent', { name: `Nuria Ríos ${word}` }),
  ]);
  const a = await makeTicket(client, {
    title: 'A',
    priority: 'low',
    category: 'billing',
    tags: ['API', 'Facturación'],
  });
  const b = await makeTicket(client, { title: 'B', priority: 'high', category: 'technical', tags: ['api'] });
  const c = await makeTicket(client, { title: 'C', priority: 'urgent', category: 'account', tags: [] });
  return { word, client, agent, a, b, c, ask: (q: string) => found(agent, `client:${word} ${q}`) };
}

describe('operators', () => {
  test('each finds its own, in either language, and its negation the rest', async () => {
    const { word, agent, a, b, c, ask } = await makeDesk();
    await changeTicket(agent, idOf(a), { status: 'pending', assignedTo: 'me' });
    await changeTicket(agent, idOf(c), { status: 'resolved', resolution: 'listo' });
    const team = newId();
    await db.query(sql`INSERT INTO teams (id, name) VALUES (${team}::uuid, ${`Cobros ${word}`})`);
    await db.query(sql`UPDATE tickets SET team_id = ${team}::uuid WHERE id = ${idOf(b)}::uuid`);
    await db.query(
      sql`INSERT INTO ratings (ticket_id, client_id, is_good) SELECT id, client_id, true FROM tickets WHERE id = ${idOf(c)}::uuid`,
    );
    await db.query(
      sql`INSERT INTO drafts (user_id, ticket_id, message, revision) VALUES (${agent.userId}::uuid, ${idOf(a)}::uuid, 'x', 1)`,
    );
    for (const [q, titles] of [
      ['status:pending', ['A']],
      ['estado:Pendiente,abierto', ['A', 'B']],
      ['priority:>=high', ['B', 'C']],
      ['prioridad:<alta', ['A']],
      ['category:billing,account', ['A', 'C']],
      ['categoría:facturación', ['A']],
      ['tag:api', ['A', 'B']],
      ['tag:api tag:facturacion', ['A']],
      ['tag:facturacion,nada', ['A']],
      ['assigned:me', ['A']],
      [`assigned:"nuria rios ${word}"`, ['A']],
      [`assigned:${agent.email}`, ['A']],
      [`assigned:${toPublicId('agent', agent.userId)}`, ['A']],
      ['asignado:nadie', ['B', 'C']],
      [`team:"cobros ${word}"`, ['B']],
      ['team:none', ['A', 'C']],
      ['is:active', ['A', 'B']],
      ['has:draft', ['A']],
      ['tiene:valoración', ['C']],
      ['created:<1d', ['A', 'B', 'C']],
      ['created:>1d', []],
      ['creado:hoy', ['A', 'B', 'C']],
      ['created:2020-01-01..2020-12-31', []],
      ['created:>=2020-01-01', ['A', 'B', 'C']],
      ['resolved:<7d', ['C']],
      ['updated:<1h', ['A', 'B', 'C']],
      [`#${b.number}`, ['B']],
      [`#${a.number} #${b.number}`, ['A', 'B']],
    ] as const) {
      expect(await ask(q), q).toEqual(titles);
      if (!q.includes(' ') && !q.includes('"'))
        expect(await ask(`-${q}`), `-${q}`).toEqual(
          ['A', 'B', 'C'].filter((title) => !titles.some((each) => each === title)),
        );
    }
  });

  test('a client is found by part of the name, the address, an id, and as me', async () => {
    const { word, client, agent } = await makeDesk();
    for (const value of [`"PENA ${word}"`, client.email, `ana.${word}@`, toPublicId('client', client.userId)])
      expect(await found(agent, `client:${value}`), value).toEqual(['A', 'B', 'C']);
    await makeTicket(agent, { title: 'De casa' });
    expect(await found(agent, 'client:me')).toEqual(['De casa']);
  });

  test('of very many who are called so each is found, and nobody else', async () => {
    const { word, agent, client } = await makeDesk();
    for (const count of [300, 1_600]) {
      const name = `tocaya${count}${word}`;
      await db.query(
        sql`WITH made AS (INSERT INTO users (id, role, email, name)
              SELECT gen_random_uuid(), 'client', ${name} || i || '@test.example', 'Ana ' || ${name} FROM generate_series(1, ${count}::int) i
              RETURNING id, email)
            INSERT INTO tickets (id, title, description, priority, category, client_id)
            SELECT gen_random_uuid(), 'De ' || email, 'x', 'low', 'general', id FROM made
            WHERE email IN (${name} || '1@test.example', ${name} || ${count}::int || '@test.example')`,
      );
      const own = [1, count].map((each) => `De ${name}${each}@test.example`).sort();
      expect((await found(agent, `client:${name}`)).sort()).toEqual(own);
      expect(await found(agent, `client:${name} client:${client.email}`)).toEqual([]);
      expect(await found(agent, `-client:${name} client:${name},${client.email}`)).toEqual(['A', 'B', 'C']);
      // That they are many is remembered, not who they are.
      await db.query(
        sql`UPDATE users SET name = 'Otra', email = 'otra' || id || '@test.example' WHERE email = ${name} || '1@test.example'`,
      );
      expect(await found(agent, `client:${name}`)).toEqual([`De ${name}${count}@test.example`]);
    }
  });

  test('a ticket asleep is not active, one that the client wrote on last is unread', async () => {
    const { agent, client, a, b, ask } = await makeDesk();
    await db.query(sql`UPDATE tickets SET snoozed_until = now() + interval '1 day' WHERE id = ${idOf(a)}::uuid`);
    await say(agent, b, 'Hola');
    expect(await ask('is:active')).toEqual(['B', 'C']);
    expect(await ask('es:pospuesto')).toEqual(['A']);
    expect(await ask('is:unread')).toEqual(['A', 'C']);
    await say(agent, b, 'nota', true);
    expect(await ask('is:unread')).toEqual(['A', 'C']);
    await say(client, b, 'gracias');
    expect(await ask('is:unread')).toEqual(['A', 'B', 'C']);
  });

  test('fields of the desk’s own compare by their kind', async () => {
    const { word, client, agent, a, b, ask } = await makeDesk();
    for (const [kind, choices] of [
      ['text', []],
      ['number', []],
      ['choice', ['Básico', 'Pro']],
      ['date', []],
    ] as const)
      await db.query(sql`INSERT INTO custom_fields (id, key, label, kind, choices, is_for_clients)
        VALUES (${newId()}::uuid, ${`${kind}_${word}`}, ${kind}, ${kind}, ${choices}::text[], ${kind === 'choice'})`);
    const fields = {
      [`text_${word}`]: 'Avión rojo',
      [`number_${word}`]: 12.5,
      [`choice_${word}`]: 'Básico',
      [`date_${word}`]: '2026-03-04',
    };
    await db.query(sql`UPDATE tickets SET fields = ${JSON.stringify(fields)}::jsonb WHERE id = ${idOf(a)}::uuid`);
    await db.query(
      sql`UPDATE tickets SET fields = ${JSON.stringify({ [`number_${word}`]: 3 })}::jsonb WHERE id = ${idOf(b)}::uuid`,
    );
    for (const [q, titles] of [
      [`field.text_${word}:avion`, ['A']],
      [`campo.text_${word}:none`, ['B', 'C']],
      [`field.number_${word}:>=12,5`, ['A']],
      [`field.number_${word}:1..5`, ['B']],
      [`field.number_${word}:<=12.5`, ['A', 'B']],
      [`field.choice_${word}:BASICO`, ['A']],
      [`field.choice_${word}:pro,basico`, ['A']],
      [`field.date_${word}:2026-03-01..2026-03-31`, ['A']],
      [`field.date_${word}:<2026-03-04`, []],
      [`-field.choice_${word}:basico`, ['B', 'C']],
    ] as const)
      expect(await ask(q), q).toEqual(titles);
    expect(
      (await resolveSearch(agent, `field.choice_${word}:oro field.nope:1 field.number_${word}:mucho`)).problems,
    ).toMatchObject([
      { code: 'UNKNOWN_VALUE', text: 'oro', index: 0 },
      { code: 'UNKNOWN_FIELD', index: 1 },
      { code: 'UNKNOWN_VALUE', text: 'mucho', index: 2 },
    ]);
    expect(await found(client, `field.choice_${word}:basico`)).toEqual(['A']);
    expect((await resolveSearch(client, `field.text_${word}:avion`)).problems).toMatchObject([
      { code: 'UNKNOWN_FIELD' },
    ]);
  });

  test('what is not understood is told, and the rest holds', async () => {
    const { word, agent, ask } = await makeDesk();
    const search = await resolveSearch(
      agent,
      `client:${word} estado:abierta,open nope:1 assigned:zzzz team:zzzz priority:`,
    );
    expect(search.problems.map(({ code, text, index }) => [code, text, index])).toEqual([
      ['UNKNOWN_VALUE', 'abierta', 1],
      ['UNKNOWN_OPERATOR', 'nope:1', 2],
      ['UNKNOWN_AGENT', 'zzzz', 3],
      ['UNKNOWN_TEAM', 'zzzz', 4],
      ['NO_VALUE', 'priority:', 5],
    ]);
    expect(await ask('estado:abierta,open nope:1 priority:urgent')).toEqual(['C']);
    expect(await found(agent, 'client:zzzzzzzz')).toEqual([]);
    await expect(listTickets(agent, { q: 'clave nope:1' }, { limit: 1 })).rejects.toMatchObject({
      code: 'INVALID_Q',
      options: { problems: [{ field: 'q', code: 'INVALID_Q', path: 'q.1' }] },
    });
    await expect(listTickets(agent, { q: 'client:zzzzzzzz' }, { limit: 1 })).resolves.toMatchObject({ rows: [] });
  });
});

describe('words', () => {
  test('all must be there; phrases as written; a minus leaves out', async () => {
    const client = await makeActor('client');
    await makeTicket(client, { title: 'Uno', description: 'El puente rojo de Ávila' });
    await makeTicket(client, { title: 'Dos', description: 'El rojo puente de Ávila' });
    expect(await found(client, 'puente rojo')).toEqual(['Uno', 'Dos']);
    expect(await found(client, '"Puente ROJO"')).toEqual(['Uno']);
    expect(await found(client, '“rojo puente”')).toEqual(['Dos']);
    expect(await found(client, 'avila -"puente rojo"')).toEqual(['Dos']);
    expect(await found(client, '-puentes')).toEqual([]);
    expect(await found(client, '-barco')).toEqual(['Uno', 'Dos']);
    expect(await found(client, 'puente -uno')).toEqual(['Dos']);
  });

  test('a number alone puts its ticket first', async () => {
    const client = await makeActor('client');
    const wanted = await makeTicket(client, { title: 'El del número' });
    await makeTicket(client, { title: 'Otro', description: `Como en ${wanted.number}` });
    expect(await found(client, String(wanted.number))).toEqual(['Otro', 'El del número']);
    const first = await listTicketsForPage(
      client,
      { search: await resolveSearch(client, String(wanted.number)) },
      { limit: 1, sort: 'newest' },
    );
    expect(first.rows[0]?.title).toBe('El del número');
    expect(await found(client, `#${wanted.number}`)).toEqual(['El del número']);
  });

  test('no text is dangerous', async () => {
    const { agent, client } = await makeDesk();
    for (const q of [
      "'; DROP TABLE tickets; --",
      "tag:') OR true --",
      `client:%_\\ team:"'" assigned:'`,
      '-"" "" - -- -" " , :: a: :b status:, "abierta',
      '\0 \ud800 x\0y status:\0',
      'field.a:1 field.__proto__:x constructor:x __proto__:y',
      `"${'x '.repeat(400)}"`,
      '& | ! <-> ( ) :* \\ \' "',
      'created:<9999y created:9999-12-31..0001-01-01 created:>0h #999999999 #0',
      // Signs that Postgres counts as letters and takes for no word.
      'NOT \u{50B39}\u{F5678} pago',
      '\u{50B39}\u{F5678}',
      '-\u{50B39}\u{F5678} error "\u{50B39}"',
    ]) {
      for (const actor of [agent, client]) {
        const search = await resolveSearch(actor, q);
        await expect(listTicketsForPage(actor, { search }, { limit: 1 }), q).resolves.toBeTruthy();
      }
    }
  });
});

describe('clients', () => {
  test('find by their own words alone, and know nothing of the desk’s operators', async () => {
    const { word, client, agent, a } = await makeDesk();
    await say(agent, a, `secreto${word}`, true);
    expect(await found(agent, `secreto${word}`)).toEqual(['A']);
    expect(await found(client, `secreto${word}`)).toEqual([]);
    expect(await found(client, `-secreto${word}`)).toEqual(['A', 'B', 'C']);
    for (const q of ['assigned:me', 'client:me', 'team:none', 'is:snoozed', 'has:draft', 'is:unread'])
      expect((await resolveSearch(client, q)).problems, q).toHaveLength(1);
    expect(await found(client, 'estado:abierto prioridad:alta')).toEqual(['B']);
    const asWords = await resolveSearch(client, 'assigned:me', { asWords: true });
    expect(asWords.problems).toEqual([]);
    expect(asWords.words).toHaveLength(1);
  });

  test('is:active does not tell of what is put off, nor a field that is out of use of its values', async () => {
    const { word, client, a, ask } = await makeDesk();
    const key = `viejo_${word}`;
    await db.query(
      sql`INSERT INTO custom_fields (id, key, label, kind, is_for_clients) VALUES (${newId()}::uuid, ${key}, 'Viejo', 'text', true)`,
    );
    await db.query(
      sql`UPDATE tickets SET snoozed_until = now() + interval '1 day', fields = ${JSON.stringify({ [key]: 'x' })}::jsonb
          WHERE id = ${idOf(a)}::uuid`,
    );
    expect(await ask('is:active')).toEqual(['B', 'C']);
    expect(await found(client, 'is:active')).toEqual(['A', 'B', 'C']);
    expect(await found(client, `field.${key}:x`)).toEqual(['A']);
    await db.query(sql`UPDATE custom_fields SET archived_at = now() WHERE key = ${key}`);
    expect(await ask(`field.${key}:x`)).toEqual(['A']);
    expect((await resolveSearch(client, `field.${key}:x`)).problems).toMatchObject([{ code: 'UNKNOWN_FIELD' }]);
  });

  test('has:attachment does not tell of files in notes', async () => {
    const { client, agent, a, ask } = await makeDesk();
    const files = [{ filename: 'x.txt', url: 'https://files.example/x', size: 1, type: 'text/plain' }];
    await replyToTicket(agent, idOf(a), { message: 'nota', attachments: files, internal: true });
    expect(await ask('has:attachment')).toEqual(['A']);
    expect(await found(client, 'has:attachment')).toEqual([]);
  });
});

describe('typos', () => {
  test('staff find what is like a word that stands nowhere, and may ask for just what they wrote', async () => {
    const [client, agent] = await Promise.all([makeActor('client'), makeActor('agent')]);
    await makeTicket(client, { title: 'Trompetista', description: 'El trompetista murciano' });
    await readFreshWords();
    for (const typo of ['trompetsita', 'tronpetista', 'trompetistta', 'TROMPETITA']) {
      const search = await resolveSearch(agent, typo);
      expect(search.near, typo).toEqual([{ text: typo, start: 0, end: typo.length, near: ['trompetista'] }]);
      expect(await found(agent, typo), typo).toEqual(['Trompetista']);
      expect(await found(agent, `"${typo}"`), typo).toEqual([]);
    }
    expect((await resolveSearch(agent, 'trompetistas murcia')).near).toEqual([]);
    expect(await found(agent, 'murciamo tronpetista')).toEqual(['Trompetista']);
  });

  test('a new word is found before the job has read it', async () => {
    const [client, agent] = await Promise.all([makeActor('client'), makeActor('agent')]);
    await makeTicket(client, { title: 'Ornitorrinco' });
    expect((await resolveSearch(agent, 'ornitorrincos')).near).toEqual([]);
    expect(await found(agent, 'ornitorrincos')).toEqual(['Ornitorrinco']);
  });

  test('clients are offered words of their own tickets, never of notes nor of others', async () => {
    const [client, other, agent] = await Promise.all([makeActor('client'), makeActor('client'), makeActor('agent')]);
    const own = await makeTicket(client, { title: 'Berenjenas moradas' });
    await makeTicket(other, { title: 'Zanahorias' });
    await say(agent, own, 'calabacines', true);
    await readFreshWords();
    expect((await resolveSearch(client, 'berengenas')).near).toMatchObject([{ near: ['berenjenas'] }]);
    expect(await found(client, 'berengenas')).toEqual(['Berenjenas moradas']);
    const listed = async (q: string) => (await listTickets(client, { q }, { limit: 5 })).rows.map(({ title }) => title);
    expect(await listed('berengenas')).toEqual(['Berenjenas moradas']);
    expect(await listed('moradas berengenas')).toEqual(['Berenjenas moradas']);
    expect(await listed('berengenas status:closed')).toEqual([]);
    expect(await listed('berenjenas zanahorias')).toEqual([]);
    expect((await resolveSearch(client, 'zanaorias calabasines')).near).toEqual([]);
  });

  test('of clients go on page by page', async () => {
    const client = await makeActor('client');
    for (const title of ['Alcachofas uno', 'Alcachofas dos', 'Alcachofas tres']) await makeTicket(client, { title });
    const titles: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const { rows, next } = await listTickets(client, { q: 'alcachfas' }, { limit: 2, cursor });
      titles.push(...rows.map((row) => row.title));
      if (!next) break;
      cursor = next;
    }
    expect(titles).toEqual(['Alcachofas tres', 'Alcachofas dos', 'Alcachofas uno']);
  });
});

describe('where it was found', () => {
  test('is marked in the title and the newest message that has it, as far as the reader sees', async () => {
    const { client, agent, a } = await makeDesk();
    await changeTicket(agent, idOf(a), { title: 'Facturación <i>' });
    await say(client, a, 'Las facturas\nno llegan');
    await say(agent, a, 'Nota sobre su factura', true);
    const found = async (actor: UserActor) => {
      const { needles } = await resolveSearch(actor, 'factura');
      return (await findTicketMatches(actor, needles, [{ id: idOf(a), title: 'Facturación <i>' }])).get(idOf(a));
    };
    const text = (pieces?: { text: string; isMatch: boolean }[] | null) =>
      pieces?.map((piece) => (piece.isMatch ? `[${piece.text}]` : piece.text)).join('');
    const [forAgent, forClient] = [await found(agent), await found(client)];
    expect(text(forAgent?.title)).toBe('[Facturación] <i>');
    expect(text(forAgent?.message?.pieces)).toBe('Nota sobre su [factura]');
    expect(forAgent?.message?.isInternal).toBe(true);
    expect(text(forClient?.message?.pieces)).toBe('Las [facturas] no llegan');
  });

  test('days begin where the reader is', async () => {
    const { agent, a, word } = await makeDesk();
    await db.query(sql`UPDATE tickets SET created_at = '2026-03-01T02:00:00Z' WHERE id = ${idOf(a)}::uuid`);
    const titles = async (timeZone: string) => {
      const search = await resolveSearch(agent, `client:${word} created:2026-02-28`, { timeZone });
      return (await listTicketsForPage(agent, { search }, { limit: 5 })).rows.map((row) => row.title);
    };
    expect(await titles('America/Bogota')).toEqual(['A']);
    expect(await titles('UTC')).toEqual([]);
  });
});

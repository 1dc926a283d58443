import sql from 'sql-template-tag';
import { beforeAll, describe, expect, test } from 'vitest';
import { systemActor, type UserActor } from '@/lib/auth/actor';
import { db } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { makeActor, makeTicket } from '@/prisma/factories';
import { presentFound } from './present';
import { find } from './queries';

const operator = systemActor('test');
let laura: UserActor;
let number: number;

beforeAll(async () => {
  laura = await makeActor('client', { name: 'Laura Gómez', email: 'lg_7@correo.example' });
  const other = await makeActor('client', { name: 'Hugo 50% Laurado', email: 'hugo@otra.example' });
  const first = await makeTicket(laura, { title: 'Verificación caída en producción' });
  await makeTicket(other, { title: 'La factura_de octubre', description: 'Nada de verificaciones' });
  await makeTicket(other, { title: 'Otra verificación lenta' });
  number = first.number;
});

const titles = async (q: string) => (await find(operator, q)).tickets.map(({ title }) => title);
const names = async (q: string) => (await find(operator, q)).clients.map(({ name }) => name);

describe('tickets', () => {
  test('by words of the title, in any order, without accents, the newest first', async () => {
    expect(await titles('verificacion')).toEqual(['Otra verificación lenta', 'Verificación caída en producción']);
    expect(await titles('PRODUCCIÓN verif')).toEqual(['Verificación caída en producción']);
    expect(await titles('caida lenta')).toEqual([]);
  });

  test('however many came since', async () => {
    await makeTicket(laura, { title: 'Zorzal quimera' });
    await db.query(
      sql`INSERT INTO tickets (id, title, description, priority, category, client_id)
          SELECT i.id, 'Uno de muchos', 'Nada', 'low', 'technical', ${laura.userId}::uuid
          FROM unnest(${Array.from({ length: 3_100 }, newId)}::uuid[]) AS i(id)`,
    );
    await db.query(sql`SELECT hilo_rebuild_search(id) FROM tickets WHERE title = 'Uno de muchos'`);
    await db.query(sql`ANALYZE ticket_search`);
    expect(await titles('zorzal quimera')).toEqual(['Zorzal quimera']);
    await db.query(
      sql`DELETE FROM ticket_search s USING tickets t WHERE t.id = s.ticket_id AND t.title = 'Uno de muchos'`,
    );
    await db.query(sql`DELETE FROM tickets WHERE title = 'Uno de muchos'`);
  });

  test('by the number, exactly, and by nothing else behind a #', async () => {
    const [found] = (await find(operator, `#${number}`)).tickets;
    expect(found).toMatchObject({ number, clientName: 'Laura Gómez', status: 'open' });
    expect((await find(operator, `${number}`)).tickets[0]?.number).toBe(number);
    expect(await find(operator, '#laura')).toEqual({ tickets: [], clients: [] });
    expect((await find(operator, '#999999999')).tickets).toEqual([]);
    expect((await find(operator, '99999999999999999999')).tickets).toEqual([]);
  });

  test('the one of that number before those that have it in their titles', async () => {
    const { number } = await makeTicket(laura, { title: 'Nada' });
    await db.query(sql`UPDATE tickets SET title = ${`Error ${number}`} WHERE number = ${number}::int`);
    await makeTicket(laura, { title: `Otra vez el error ${number}` });
    expect(await titles(`${number}`)).toEqual([`Error ${number}`, `Otra vez el error ${number}`]);
  });

  test('words that very many tickets have are found among the newest all the same', async () => {
    await db.query(
      sql`INSERT INTO search_words (word, seen) VALUES ('verificacion', 1000000), ('lenta', 1000000)
          ON CONFLICT (word) DO UPDATE SET seen = excluded.seen`,
    );
    expect(await titles('verificación lenta')).toEqual(['Otra verificación lenta']);
    expect(await titles('lenta quizas')).toEqual([]);
  });

  test('signs of patterns are signs', async () => {
    expect(await titles('factura_de')).toEqual(['La factura_de octubre']);
    expect(await titles('facturaXde')).toEqual([]);
    expect(await titles('%')).toEqual([]);
  });
});

describe('clients', () => {
  test('by parts of the name and the address, those who begin so first', async () => {
    expect(await names('laur')).toEqual(['Laura Gómez', 'Hugo 50% Laurado']);
    expect(await names('gomez lau')).toEqual(['Laura Gómez']);
    expect(await names('LG_7@CORREO.example')).toEqual(['Laura Gómez']);
    expect(await names('lg-7')).toEqual([]);
    expect(await names('hu')).toEqual(['Hugo 50% Laurado']);
  });

  test('those who begin so first, though they came long before the others', async () => {
    await makeActor('client', { name: 'Xóchitl Uno' });
    await db.query(
      sql`INSERT INTO users (id, name, email, role) SELECT i.id, 'Uno de muchos', i.id || '@muchos.example', 'client'
          FROM unnest(${Array.from({ length: 1_000 }, newId)}::uuid[]) AS i(id)`,
    );
    await makeActor('client', { name: 'Ana Quexóchitl' });
    // What the index finds too late is not waited for.
    await expect.poll(() => names('xochitl')).toEqual(['Xóchitl Uno', 'Ana Quexóchitl']);
    await db.query(sql`DELETE FROM users WHERE name = 'Uno de muchos'`);
  });

  test('are shown by their public ids', async () => {
    const shown = presentFound(await find(operator, 'laura gomez'));
    expect(shown.clients).toEqual([
      {
        _id: expect.stringMatching(/^client_/),
        userId: laura.userId,
        name: 'Laura Gómez',
        email: 'lg_7@correo.example',
      },
    ]);
  });
});

test.each(['', '   ', '"', "'; DROP TABLE users", '\\', '::::', '🧵', 'a'.repeat(200), '( & | ! :*'])(
  '%j hurts nothing',
  async (q) => {
    expect(await find(operator, q)).toEqual({ tickets: [], clients: [] });
  },
);

test('it is for staff', async () => {
  await expect(find(laura, 'laura')).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

// The beginning of a word is asked of the index in parts (queries/newest.ts, queries/words.ts): what is found stays the same.
import sql from 'sql-template-tag';
import { beforeAll, expect, test } from 'vitest';
import type { UserActor } from '@/lib/auth/actor';
import { db } from '@/lib/platform/db';
import { listTickets } from '@/lib/tickets/queries/list';
import { makeActor, makeTicket } from '@/prisma/factories';
import { splitBeginning } from './queries/beginning';
import { newestFound } from './queries/newest';
import { resolveSearch } from './queries/resolve';

let agent: UserActor;
let client: UserActor;

const titles = [
  'El wifi cae',
  'Los wifis caen',
  'wifi网络 cae',
  'wifi2x',
  'La contraseña wifí',
  'wif',
  'otra cosa',
  'alcantarillado y factura',
  'alcantarillado y facturación',
  'alcantarillado sin nada',
];

beforeAll(async () => {
  [client, agent] = await Promise.all([makeActor('client'), makeActor('agent')]);
  for (const title of titles) await makeTicket(client, { title, description: 'x' });
});

async function titlesOf(ids: string[]): Promise<string[]> {
  const rows = await db.query<{ title: string }>(
    sql`SELECT title FROM tickets WHERE id = ANY(${ids}::uuid[]) ORDER BY number`,
  );
  return rows.map((row) => row.title);
}

test('by the index, in a stretch: the word, its forms, and what goes on in whatever letters', async () => {
  const [row] = await db.query<{ query: string }>(sql`SELECT hilo_word_query('wifi', true)::text AS query`);
  const found = await newestFound(
    { query: row?.query ?? '', has: sql`true`, isLooked: false, share: 0.001, rarest: 0.001, ticketCount: 100 },
    { condition: sql`true`, limit: 100, page: 'only' },
  );
  expect(found?.end).toBeNull();
  expect(await titlesOf(found?.ids ?? [])).toEqual(titles.slice(0, 5));
});

test('of few that have the other word each is looked at, in a stretch of whatever length', async () => {
  const [row] = await db.query<{ query: string; other: string }>(
    sql`SELECT hilo_word_query('alcantarillado', false)::text AS other,
          '(' || hilo_word_query('alcantarillado', false)::text || ') & (' || hilo_word_query('fact', true)::text || ')' AS query`,
  );
  const { query = '', other = '' } = row ?? {};
  const find = (among?: { query: string; share: number }) =>
    newestFound(
      { query, among, has: sql`true`, isLooked: false, share: 0.001, rarest: 0.001, ticketCount: 100 },
      { condition: sql`true`, limit: 100, page: 'only' },
    );
  const isFound = async () => {
    for (const among of [undefined, { query: other, share: 0.0001 }, { query: other, share: 1 }])
      expect(await titlesOf((await find(among))?.ids ?? [])).toEqual(titles.slice(7, 9));
    // What is asked for in its stead leaves out what lacks it, and no more is made of it.
    expect(await titlesOf((await find({ query: "'nadie'", share: 0 }))?.ids ?? [])).toEqual([]);
  };
  await isFound();
  // From so long ago on no marks tell the time.
  await makeTicket(client, { title: 'De antes', description: 'x' });
  await db.query(sql`UPDATE tickets SET created_at = '2001-01-01' WHERE title = 'De antes'`);
  try {
    await isFound();
  } finally {
    await db.query(sql`DELETE FROM tickets WHERE title = 'De antes'`);
  }
});

test('common words that go on from it are asked for by themselves, and what is found stays the same', async () => {
  for (const longer of [[], ['wifis'], ['wifis', 'wifisxyz'], ['wifi2x', 'wifis'], ['otra', 'wif']]) {
    const [row] = await db.query<{ query: string }>(sql`SELECT hilo_word_query('wifi', true)::text AS query`);
    const query = row?.query ?? '';
    const common = longer.map((word) => ({ word, seen: 1_000_000 }));
    const parts = splitBeginning(query, common);
    expect(parts.longer?.includes("'wifis':*")).toBe(!longer.includes('wifis'));
    const found = await newestFound(
      { query, common, has: sql`true`, isLooked: false, share: 0.001, rarest: 0.001, ticketCount: 100 },
      { condition: sql`true`, limit: 100, page: 'only' },
    );
    expect(await titlesOf(found?.ids ?? []), longer.join()).toEqual(titles.slice(0, 5));
    const rows = await db.query<{ id: string }>(
      sql`SELECT hilo_found_in_parts(${query}::tsquery, ${parts.words}::tsquery, ${parts.longer}::tsquery, 100) AS id`,
    );
    expect(await titlesOf(rows.map(({ id }) => id)), longer.join()).toEqual(titles.slice(0, 5));
  }
  // A word far longer than the beginning takes more looks than it saves, unless it is in very many.
  expect(splitBeginning("'a':*", [{ word: 'administraciones', seen: 5_000 }]).longer).toContain("'ad':*");
  expect(splitBeginning("'a':*", [{ word: 'administraciones', seen: 500_000 }]).longer).not.toContain("'ad':*");
});

test('what goes on in other letters is found though very many tickets have such words', async () => {
  await db.query(
    sql`WITH made AS (
          INSERT INTO tickets (id, title, description, priority, category, client_id, created_at)
          SELECT gen_random_uuid(), 'muchos网络', 'x', 'low', 'general', ${client.userId}::uuid, '2020-01-01' FROM generate_series(1, 1001)
          RETURNING id, title)
        INSERT INTO ticket_search (ticket_id, client_vector, staff_vector)
        SELECT id, to_tsvector('simple', title), to_tsvector('simple', title) FROM made`,
  );
  try {
    for (const [word, count] of [
      ['muchos', 1001],
      ['wifi', 5],
    ] as const) {
      const [row] = await db.query<{ query: string }>(sql`SELECT hilo_word_query(${word}, true)::text AS query`);
      const { words, longer } = splitBeginning(row?.query ?? '', []);
      const found = await db.query<{ id: string }>(
        sql`SELECT DISTINCT hilo_found_in_parts(${row?.query}::tsquery, ${words}::tsquery, ${longer}::tsquery, 5000) AS id`,
      );
      expect(found, word).toHaveLength(count);
    }
  } finally {
    await db.query(sql`DELETE FROM tickets WHERE title = 'muchos网络'`);
  }
});

test('a word that nobody wrote just so is known to be as common as those of its stem', async () => {
  await db.query(
    sql`INSERT INTO search_words (word, seen) VALUES ('falla', 1000000) ON CONFLICT (word) DO UPDATE SET seen = 1000000`,
  );
  try {
    // Ticket by ticket, as what is in all of them.
    expect((await resolveSearch(agent, 'fallo')).words[0]).not.toHaveProperty('ids');
    expect((await resolveSearch(agent, 'falsete')).words[0]).toHaveProperty('ids');
  } finally {
    await db.query(sql`DELETE FROM search_words WHERE word = 'falla'`);
  }
});

test('of common words, with others: these are looked for first', async () => {
  await db.query(
    sql`INSERT INTO search_words (word, seen) VALUES ('factura', 1000000) ON CONFLICT (word) DO UPDATE SET seen = 1000000`,
  );
  try {
    const search = await resolveSearch(agent, 'alcantarillado fact');
    expect(search.words[0]?.newest?.query).not.toContain('fact');
    const { rows, next } = await listTickets(agent, { search }, { limit: 10 });
    expect(rows.map((each) => each.title)).toEqual(['alcantarillado y facturación', 'alcantarillado y factura']);
    expect(next).toBeNull();
    const own = await listTickets(client, { q: 'alcantarillado fact' }, { limit: 10 });
    expect(own.rows.map((each) => each.title)).toEqual(['alcantarillado y facturación', 'alcantarillado y factura']);
  } finally {
    await db.query(sql`DELETE FROM search_words WHERE word = 'factura'`);
  }
});

test('a word is asked for by its stems, which stand wherever it does, and by itself where it has none', async () => {
  const [row] = await db.query<Record<string, string>>(
    sql`SELECT hilo_word_query('ambiente', false)::text AS stem, hilo_word_query('no', false)::text AS plain,
          hilo_word_query('works', true)::text AS start, hilo_word_query('verificación', false)::text AS accented`,
  );
  expect(row).toEqual({
    stem: "'ambient'",
    plain: "'no'",
    start: "'work' | 'works':*",
    accented: expect.stringContaining("'verif'"),
  });
});

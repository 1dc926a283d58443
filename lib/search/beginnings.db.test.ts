// The beginning of a word is asked of the index in parts (queries/newest.ts, queries/words.ts): what is found stays the same.
import sql from 'sql-template-tag';
import { beforeAll, expect, test } from 'vitest';
import type { UserActor } from '@/lib/auth/actor';
import { db } from '@/lib/platform/db';
import { listTickets } from '@/lib/tickets/queries/list';
import { makeActor, makeTicket } from '@/prisma/factories';
import { newestFound } from './queries/newest';
import { resolveSearch } from './queries/resolve';

let agent: UserActor;

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
  const [client, staff] = await Promise.all([makeActor('client'), makeActor('agent')]);
  agent = staff;
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
    { condition: sql`true`, limit: 100, isNarrowed: false, page: 'only' },
  );
  expect(found?.end).toBeNull();
  expect(await titlesOf(found?.ids ?? [])).toEqual(titles.slice(0, 5));
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

// Which of many tickets, known by their ids, stand on a page: the newest by their ids alone are read, unless an id tells another time.
import sql from 'sql-template-tag';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { UserActor } from '@/lib/auth/actor';
import { db } from '@/lib/platform/db';
import { newIdOf } from '@/lib/platform/ids';
import { makeActor } from '@/prisma/factories';
import { listTickets } from './queries/list';

const word = 'k71w';
const start = Date.UTC(2026, 0, 1);
const minute = 60_000;
let agent: UserActor;
let client: UserActor;

interface Made {
  id: string;
  at: number;
  /** What the title says beside the word. */
  title: string;
}

async function make(tickets: Made[]): Promise<void> {
  await db.query(
    sql`INSERT INTO tickets (id, title, description, status, priority, category, client_id, created_at)
        SELECT x.id, x.title, 'x', 'open', 'low', 'general', ${client.userId}::uuid, to_timestamp(x.at / 1000.0)
        FROM json_to_recordset(${JSON.stringify(tickets)}::json) AS x(id uuid, title text, at float8)`,
  );
  await db.query(
    sql`INSERT INTO threads (id, ticket_id, author_id, type, is_internal, message, created_at)
        SELECT gen_random_uuid(), x.id, ${client.userId}::uuid, 'user', false, x.title, now()
        FROM json_to_recordset(${JSON.stringify(tickets)}::json) AS x(id uuid, title text)`,
  );
}

const all: Made[] = Array.from({ length: 320 }, (_, index) => {
  const at = start + index * minute;
  return { id: newIdOf(new Date(at)), at, title: `${word} ${index % 3 === 0 ? 'z11y' : 'z12y'}` };
});

beforeAll(async () => {
  [agent, client] = await Promise.all([makeActor('agent'), makeActor('client')]);
  await make(all);
});
afterEach(() => void vi.restoreAllMocks());

/** The ids of all pages of a search, and how many tickets each statement was given to choose from. */
async function pages(actor: UserActor, q: string, limit: number) {
  const asked = vi.spyOn(db, 'query');
  const found: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const { rows, next } = await listTickets(actor, { q }, { limit, cursor });
    found.push(...rows.map(({ id }) => id));
    if (next === null) break;
    cursor = next;
  }
  const chosen = asked.mock.calls
    .filter(([{ text }]) => /AS at, t\.number, .* ORDER BY/s.test(text) && text.includes('OFFSET 0'))
    .map(([{ values }]) => Math.max(...values.map((value) => (Array.isArray(value) ? value.length : 0))));
  return { found, chosen };
}

const newestFirst = (tickets: Made[]) => tickets.toSorted((a, b) => b.at - a.at).map(({ id }) => id);

test('of many tickets the newest are read, page by page, by staff and by their client', async () => {
  for (const actor of [agent, client]) {
    const { found, chosen } = await pages(actor, word, 25);
    expect(found).toEqual(newestFirst(all));
    // The last pages have all that is left of them to choose from.
    expect(chosen.slice(0, 4)).toEqual([78, 78, 78, 78]);
  }
});

test('where the rest of a search lets few of them through, all are', async () => {
  const wanted = all.filter(({ title }) => title.endsWith('z11y'));
  expect((await pages(agent, `${word} -z12y`, 25)).found).toEqual(newestFirst(wanted));
});

test('a ticket whose id tells another time stands where it was made', async () => {
  const last = start + all.length * minute;
  const strays = [
    { id: crypto.randomUUID(), at: last + minute, title: word },
    { id: newIdOf(new Date(start - 1e9)), at: start + 200.5 * minute, title: word },
    { id: newIdOf(new Date(last)), at: start + 10.5 * minute, title: word },
    // Off by a little, as of a clock that goes ahead.
    { id: newIdOf(new Date(start + 250 * minute)), at: start + 248.5 * minute, title: word },
  ];
  await make(strays);
  for (const actor of [agent, client])
    expect((await pages(actor, word, 25)).found).toEqual(newestFirst([...all, ...strays]));
});

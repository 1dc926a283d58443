// What is found is the same whichever way it is sought: by ids, by stretches of the newest, ticket by ticket. Longer than most: all of
// them are asked of one world.
import fc from 'fast-check';
import sql, { raw, type Sql } from 'sql-template-tag';
import { v7 } from 'uuid';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Actor, UserActor } from '@/lib/auth/actor';
import { encodeCursor } from '@/lib/platform/cursor';
import { closeDatabase, db } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { listTickets } from '@/lib/tickets/queries/list';
import type { TicketSort } from '@/lib/tickets/queries/order';
import { priorities } from '@/lib/tickets/schema';
import { makeActor } from '@/prisma/factories';
import { readFreshWords } from './jobs';
import { findWords } from './queries/found';
import { newestFound } from './queries/newest';
import { type ResolvedSearch, resolveSearch } from './queries/resolve';
import type { WordsQuery } from './queries/words';

interface Known {
  id: string;
  clientId: string;
  status: 'open' | 'closed';
  at: number;
  number: number;
  /** The place of its priority, and when it changed last. */
  priority: number;
  updated: number;
  /** Words in their order, as the index has them: with the notes, and without. */
  staff: string[];
  client: string[];
}

// With a digit, so that no stemmer knows them; of one length, so that none begins another. The first are common, the last rare.
const vocabulary = Array.from({ length: 40 }, (_, index) => `k${10 + index}w`);
const phrases = [vocabulary.slice(0, 2), vocabulary.slice(20, 22)];

const known: Known[] = [];
let agent: UserActor;
let owner: UserActor;
let other: UserActor;

/** A world of its own, the same each time: numbers from 0 up to 1. */
function randomly(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

beforeAll(async () => {
  [agent, owner, other] = await Promise.all([
    makeActor('agent'),
    makeActor('client', { name: 'Ana', email: `ana.${crypto.randomUUID()}@lumen.example` }),
    makeActor('client', { name: 'Luis', email: `luis.${crypto.randomUUID()}@lumen.example` }),
  ]);
  const next = randomly(7);
  const word = () => vocabulary[Math.floor(40 ** next())] ?? 'k10w';
  const text = (length: number) => Array.from({ length }, word);
  const tickets = Array.from({ length: 1_400 }, () => {
    const client = next() < 0.7 ? owner : other;
    const at = Date.UTC(2026, 0, 1) + Math.floor(next() * 700) * 60_000;
    const said = Array.from({ length: 1 + Math.floor(next() * 3) }, () => ({
      words: text(2 + Math.floor(next() * 4)),
      isNote: next() < 0.3,
    }));
    return {
      // Most ids tell the time, as Hilo makes them; what came otherwise need not.
      id: next() < 0.9 ? v7({ msecs: at }) : next() < 0.5 ? newId() : crypto.randomUUID(),
      clientId: client.userId,
      status: next() < 0.2 ? ('open' as const) : ('closed' as const),
      at,
      priority: priorities[Math.floor(next() * 4)] ?? 'low',
      title: text(2),
      said: said.map((each, index) => (index === 0 ? { ...each, isNote: false } : each)),
    };
  }).sort((a, b) => a.at - b.at);
  const rows = await db.query<{ id: string; number: number }>(
    sql`INSERT INTO tickets (id, title, description, status, priority, category, client_id, created_at)
        SELECT x.id, x.title, 'x', x.status::ticket_status, x.priority::ticket_priority, 'general', x."clientId", to_timestamp(x.at / 1000.0)
        FROM json_to_recordset(${JSON.stringify(tickets.map((each) => ({ ...each, title: each.title.join(' ') })))}::json)
          AS x(id uuid, title text, status text, priority text, "clientId" uuid, at float8) RETURNING id, number`,
  );
  const messages = tickets.flatMap(({ id, clientId, said }) =>
    said.map(({ words, isNote }, index) => ({
      ...{ id: newId(), ticket: id, author: isNote ? agent.userId : clientId, place: index },
      ...{ type: isNote ? 'agent' : 'user', isNote, message: words.join(' ') },
    })),
  );
  await db.query(
    sql`INSERT INTO threads (id, ticket_id, author_id, type, is_internal, message, created_at)
        SELECT x.id, x.ticket, x.author, x.type::thread_type, x."isNote", x.message, now() + x.place * interval '1 second'
        FROM json_to_recordset(${JSON.stringify(messages)}::json) AS x(id uuid, ticket uuid, author uuid, type text,
          "isNote" boolean, message text, place int)`,
  );
  const numbers = new Map(rows.map((row) => [row.id, row.number]));
  // Some at the same moment.
  const updatedOf = (number: number) => Date.UTC(2026, 5, 1) + ((number * 7_919) % 900) * 60_000;
  await db.query(
    sql`UPDATE tickets t SET updated_at = x.at, staff_updated_at = x.at
        FROM (SELECT id, to_timestamp(at / 1000.0) AS at FROM json_to_recordset(${JSON.stringify(
          rows.map(({ id, number }) => ({ id, at: updatedOf(number) })),
        )}::json) AS y(id uuid, at float8)) x WHERE t.id = x.id`,
  );
  for (const { id, clientId, status, at, priority, title, said } of tickets) {
    const head = [...title, '|'];
    const [staff, client] = [said, said.filter((each) => !each.isNote)].map((all) => [
      ...head,
      ...all.flatMap((each) => each.words),
    ]);
    known.push({
      ...{ id, clientId, status, at, number: numbers.get(id) ?? 0 },
      ...{ priority: priorities.indexOf(priority), updated: updatedOf(numbers.get(id) ?? 0) },
      ...{ staff: staff ?? [], client: client ?? [] },
    });
  }
  known.sort((a, b) => b.at - a.at || b.number - a.number);
}, 120_000);

interface Asked {
  words: string[];
  phrase: string[] | undefined;
  without: string[];
  isOpen: boolean;
}

const textOf = ({ words, phrase, without, isOpen }: Asked) =>
  [
    ...(phrase ? [`"${phrase.join(' ')}"`] : []),
    ...words,
    ...without.map((word) => `-${word}`),
    ...(isOpen ? ['status:open'] : []),
  ].join(' ');

const orders: Record<TicketSort, (a: Known, b: Known) => number> = {
  newest: (a, b) => b.at - a.at || b.number - a.number,
  updated: (a, b) => b.updated - a.updated || b.number - a.number,
  urgent: (a, b) => b.priority - a.priority || b.at - a.at || b.number - a.number,
};

/** What is to be found, ticket by ticket. */
function naive(actor: UserActor, { words, phrase, without, isOpen }: Asked, sort: TicketSort = 'newest'): string[] {
  const isClient = actor.role === 'client';
  return known
    .toSorted(orders[sort])
    .filter((ticket) => {
      const all = isClient ? ticket.client : ticket.staff;
      return (
        (!isClient || ticket.clientId === actor.userId) &&
        (!isOpen || ticket.status === 'open') &&
        words.every((word) => all.includes(word)) &&
        !without.some((word) => all.includes(word)) &&
        (!phrase || all.some((word, at) => word === phrase[0] && all[at + 1] === phrase[1]))
      );
    })
    .map((ticket) => ticket.id);
}

/** All pages of what a search finds; each of them is read again, between its own two cursors. */
async function pages(
  actor: Actor,
  search: ResolvedSearch,
  limit: number,
  sort?: TicketSort,
  status?: ['closed'],
): Promise<string[]> {
  const all: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const { rows, next } = await listTickets(actor, { search, status }, { limit, cursor, sort });
    const ids = rows.map((row) => row.id);
    all.push(...ids);
    if (next !== null) {
      const again: string[] = [];
      for (let from: string | null | undefined = cursor; from !== null; ) {
        const part = await listTickets(actor, { search, status }, { limit: 100, cursor: from, sort, until: next });
        again.push(...part.rows.map((row) => row.id));
        from = part.next;
        // By creation it may take several pages; in another order it is one again.
        if (sort) expect(from).toBeNull();
      }
      expect(again).toEqual(ids);
    }
    if (next === null) return all;
    // A page may be short, and the next one goes on all the same.
    expect(rows.length).toBeLessThanOrEqual(limit);
    expect(next).not.toBe(cursor);
    cursor = next;
  }
}

const asked = fc.record({
  words: fc.uniqueArray(fc.constantFrom(...vocabulary), { maxLength: 2 }),
  phrase: fc.option(fc.constantFrom(...phrases), { nil: undefined, freq: 3 }),
  without: fc.uniqueArray(fc.constantFrom(...vocabulary), { maxLength: 1 }),
  isOpen: fc.boolean(),
});
const limit = fc.constantFrom(7, 25, 100);
const runs = { numRuns: 25, interruptAfterTimeLimit: 90_000, markInterruptAsFailure: true };

async function isAsNaive(change?: (search: ResolvedSearch) => ResolvedSearch, sort?: TicketSort) {
  await fc.assert(
    fc.asyncProperty(asked, limit, fc.constantFrom(agent, owner, other), async (question, size, actor) => {
      const search = await resolveSearch(actor, textOf(question));
      expect(search.problems).toEqual([]);
      const found = await pages(actor, change ? change(search) : search, size, sort);
      expect(found).toEqual(naive(actor, question, sort));
    }),
    runs,
  );
}

/**
 * As if the words were known to be in too many tickets for their ids to be gathered: `share` of all. With `isAmong` the index is asked for
 * the first of them alone.
 */
const byStretches =
  (share: number, isAmong = false) =>
  (search: ResolvedSearch) => ({
    ...search,
    words: search.words.map((words) => {
      if (words.query === undefined) return words;
      const [first] = /'[^']*'/.exec(words.query) ?? [];
      const among = isAmong && first ? { query: first, share: 0 } : undefined;
      const has = sql`EXISTS (SELECT 1 FROM ticket_search s WHERE s.ticket_id = t.id AND s.staff_vector @@ ${words.query}::tsquery)`;
      return {
        condition: words.condition,
        newest: { query: words.query, among, has, isLooked: true, share, rarest: share, ticketCount: known.length },
      };
    }),
  });

/** The same by last change, looked for among `most` tickets and, for the beginning, `first`; and with `hasIds` gathered else. */
const byLooks =
  (most: number | null, { mayEnd = true, hasIds = true, first = most ?? 0, more = 0 } = {}) =>
  (search: ResolvedSearch) => {
    const asked = byStretches(0.9)(search);
    const words = asked.words.map((each) => {
      if (!each.newest) return each;
      const { has } = each.newest;
      const ids = hasIds ? sql`SELECT id FROM tickets` : undefined;
      const looks = most === null ? undefined : { condition: has, share: 0.9, first, more, least: most, most, mayEnd };
      return { ...each, byChange: { has, ids, areSure: false, looks } };
    });
    return { ...asked, words };
  };

const ways: Record<'urgent' | 'updated', [string, (search: ResolvedSearch) => ResolvedSearch][]> = {
  urgent: [
    ['by short stretches of each priority', byStretches(0.9)],
    ['by one stretch of each after the other', byStretches(0.1)],
    ['by a stretch of all of each', byStretches(0.001)],
  ],
  updated: [
    ['by looking at some, where pages may be short', byLooks(150)],
    ['by looking at a few at first', byLooks(150, { first: 20, more: 40 })],
    ['by looking at some, and else at all', byLooks(150, { mayEnd: false })],
    ['by looking at a few at first, and else at all', byLooks(150, { mayEnd: false, first: 20 })],
    ['by looking at some alone', byLooks(150, { hasIds: false, first: 20 })],
    ['by putting all in order', byLooks(null)],
  ],
};

describe('what is found', () => {
  test('by ids, where it is in few tickets', () => isAsNaive(), 120_000);

  test('by short stretches of the newest tickets', () => isAsNaive(byStretches(0.9)), 120_000);

  test('with pages that are short, and go on, where a page may cost no more', async () => {
    const rarest = vocabulary.at(-1) ?? '';
    const search = byStretches(0.9)(await resolveSearch(agent, rarest));
    const { rows, next } = await listTickets(agent, { search }, { limit: 100 });
    expect(rows.length).toBeLessThan(known.filter((ticket) => ticket.staff.includes(rarest)).length);
    expect(next).not.toBeNull();
  });

  test('by one stretch after the other', () => isAsNaive(byStretches(0.1)), 120_000);

  test('of a first page that has nothing and cannot reach the end, at once', async () => {
    const text = vocabulary[15] ?? '';
    const found = (page: 'first' | 'next' | 'only', ticketCount: number) =>
      newestFound(
        { query: `'${text}'`, has: sql`true`, isLooked: true, share: 0.1, rarest: 0.1, ticketCount },
        // Those alone that no first stretch, of 500, comes to.
        {
          condition: sql`t.id = ANY(${known.slice(1_000).map(({ id }) => id)}::uuid[])`,
          limit: 8,
          page,
        },
      );
    for (const [page, ticketCount, isFound] of [
      ['first', 1_000_000, false],
      ['first', known.length, true],
      ['next', 1_000_000, true],
      ['only', 1_000_000, true],
    ] as const) {
      const { ids, end } = (await found(page, ticketCount)) ?? { ids: [], end: null };
      expect(ids.length > 0, `${page} of ${ticketCount}`).toBe(isFound);
      if (!isFound) expect(end).not.toBeNull();
    }
  });

  test('of a first page whose length was a guess, by one stretch more where something was met', async () => {
    const text = vocabulary[15] ?? '';
    const withIt = known.filter((ticket) => ticket.staff.includes(text)).map(({ id }) => id);
    const found = (isGuess: boolean, ids: readonly string[]) =>
      newestFound(
        {
          query: `'${text}'`,
          has: sql`true`,
          isLooked: true,
          share: 0.1,
          isGuess,
          rarest: 0.1,
          ticketCount: 1_000_000,
        },
        { condition: sql`t.id = ANY(${[...ids]}::uuid[])`, limit: 8, page: 'first' },
      );
    // The newest, and those that no first stretch, of 500, comes to.
    const [newest, far] = [withIt.slice(0, 1), withIt.filter((id) => known.findIndex((each) => each.id === id) > 600)];
    for (const [isGuess, ids, count] of [
      [false, [...newest, ...far], 1],
      [true, [...newest, ...far], 8],
      [true, far, 0],
    ] as const)
      expect((await found(isGuess, ids))?.ids.length, `${isGuess}, ${ids.length}`).toBe(count);
  });

  test('by a stretch of all of them', () => isAsNaive(byStretches(0.001)), 120_000);

  test('by stretches, among those that have one of the words', async () => {
    await isAsNaive(byStretches(0.9, true));
    await isAsNaive(byStretches(0.001, true));
  }, 240_000);

  interface Asking extends Partial<WordsQuery> {
    query: string;
    isMet: (all: string[]) => boolean;
    /** What the index is asked for instead, of staff. */
    among?: string;
  }
  const standSo = (all: string[]) => all.some((word, at) => word === 'k30w' && all[at + 1] === 'k31w');
  const beginning = (rarest: number) => ({
    query: "'k22w' & 'k1':*",
    others: { query: "'k22w'", share: 0.01, isGuess: false, rarest },
    isMet: (all: string[]) => all.includes('k22w') && all.some((word) => word.startsWith('k1')),
  });
  const phrase = "'k30w' <-> 'k31w'";
  const without = (all: string[]) => all.includes('k12w') && !standSo(all);
  test.each([
    ['a word and a beginning', { ...beginning(0.00001), among: "'k22w'" }],
    ['the same, too many', beginning(0.9)],
    ['the same, nobody knows how many', beginning(0)],
    ['a phrase', { query: phrase, isMet: standSo, among: "'k30w' & 'k31w'" }],
    ['a word without a phrase', { query: "'k12w'", excluded: phrase, isMet: without }],
    [
      'a phrase without a word',
      {
        query: phrase,
        excluded: "'k10w'",
        isMet: (all: string[]) => standSo(all) && !all.includes('k10w'),
        among: "('k30w' & 'k31w') & !('k10w')",
      },
    ],
  ])('by stretches, of %s', async (_, { isMet, among, ...words }: Asking) => {
    const query = {
      ...{ excluded: null, common: [], share: 0.003, isGuess: true, rarest: 0.02, ticketCount: 1_000_000 },
      ...{ isEmpty: false, near: [], needles: { words: [], starts: [], stems: [] }, ...words },
    };
    const search = await resolveSearch(agent, 'k22w');
    for (const actor of [agent, owner]) {
      const found = await findWords(actor, query);
      const asked = found.find(({ newest }) => newest)?.newest?.among;
      // As clients a phrase is asked for by its words in any case.
      const expected = actor === owner && query.query === phrase ? undefined : among;
      expect(asked && asked.share < 0.01 ? asked.query : undefined).toBe(expected);
      const all = known.filter((each) =>
        actor === owner ? each.clientId === owner.userId && isMet(each.client) : isMet(each.staff),
      );
      expect(all.length).toBeGreaterThan(0);
      expect(await pages(actor, { ...search, words: found }, 25)).toEqual(all.map(({ id }) => id));
    }
  });

  describe.each(['urgent', 'updated'] as const)('in another order, %s', (sort) => {
    test.each(ways[sort])('%s', (_, change) => isAsNaive(change, sort), 120_000);

    /** With pages that may be short. */
    const shortly = sort === 'urgent' ? byStretches(0.9) : byLooks(150);

    interface Estimate {
      share: number;
      isGuess?: boolean;
      isBeginning?: boolean;
    }
    test.each<[string, Estimate]>([
      ['that is seldom', { share: 0.003 }],
      ['that is met soon', { share: 0.01 }],
      ['whose share is a guess', { share: 0.003, isGuess: true }],
      ['that is seldom, with a beginning of others', { share: 0.0029, isBeginning: true }],
      ['that is met soon, with a beginning of others', { share: 0.019, isBeginning: true }],
      ['that is common, with a beginning of others', { share: 0.029, isBeginning: true }],
    ])('of a word %s in very many tickets, as staff', async (_, { isBeginning, ...estimate }) => {
      const word = vocabulary[12] ?? '';
      const search = await resolveSearch(agent, word);
      const words = await findWords(agent, {
        ...{ query: isBeginning ? `'${word}' & 'k3':*` : `'${word}'`, excluded: null, common: [] },
        ...{ isGuess: false, rarest: 0.01, ticketCount: 1_000_000, isEmpty: false, near: [], needles: search.needles },
        ...(isBeginning && { lead: { ...estimate, query: `'${word}'`, isGuess: false, rarest: 0.01 } }),
        ...estimate,
      });
      expect(words[0]?.byChange?.ids === undefined).toBe(estimate.share > 0.02);
      const all = naive(agent, { words: [word], phrase: undefined, without: [], isOpen: false }, sort).filter(
        (id) =>
          !isBeginning || known.some((ticket) => ticket.id === id && ticket.staff.some((each) => /^k3/.test(each))),
      );
      expect(all.length).toBeGreaterThan(40);
      expect(await pages(agent, { ...search, words }, 7, sort)).toEqual(all);
      // Narrowed, but not to few.
      const isClosed = (id: string) => known.some((ticket) => ticket.id === id && ticket.status === 'closed');
      expect(await pages(agent, { ...search, words }, 7, sort, ['closed'])).toEqual(all.filter(isClosed));
    });

    test.each([
      ['soon met', 0.9],
      ['seldom', 0.001],
      ['far too common', 3],
      ['seldom, beside an id that tells of no time', 0.01],
    ])('of a word that is taken to be %s, narrowed but not to few', async (what, share) => {
      const stray = 'ffffffff-ffff-4fff-bfff-ffffffffffff';
      if (what.includes('id'))
        await db.query(
          sql`INSERT INTO tickets (id, title, description, priority, category, client_id, status) VALUES (${stray}::uuid, 'x', 'x', 'urgent', 'general', ${owner.userId}::uuid, 'open')`,
        );
      onTestFinished(async () => {
        await db.query(sql`DELETE FROM tickets WHERE id = ${stray}::uuid`);
      });
      for (const [word, priority] of [
        [vocabulary[8] ?? '', undefined],
        [vocabulary[15] ?? '', undefined],
        [vocabulary[12] ?? '', ['low' as const, 'high' as const]],
      ] as const) {
        const search = byLooks(150)(await resolveSearch(agent, word));
        const narrowed = {
          ...search,
          words: search.words.map(({ newest, ...each }) => ({ ...each, newest: newest && { ...newest, share } })),
        };
        const isMeant = (id: string) =>
          known.some(
            (each) =>
              each.id === id &&
              each.status === 'closed' &&
              (!priority || priority.some((one) => priorities[each.priority] === one)),
          );
        const all = naive(agent, { words: [word], phrase: undefined, without: [], isOpen: false }, sort);
        const filter = { search: narrowed, status: ['closed' as const], priority: priority && [...priority] };
        const found: string[] = [];
        for (let cursor: string | undefined; ; ) {
          const page = await listTickets(agent, filter, { limit: 7, cursor, sort });
          found.push(...page.rows.map(({ id }) => id));
          if (page.next === null) break;
          cursor = page.next;
        }
        expect(found, word).toEqual(all.filter(isMeant));
      }
    });

    test('of a word in very many tickets, where ids tell nothing of when the others were made', async () => {
      const word = vocabulary[12] ?? '';
      const stray = 'ffffffff-ffff-4fff-bfff-ffffffffffff';
      await db.query(
        sql`INSERT INTO tickets (id, number, title, description, priority, category, client_id)
            VALUES (${stray}::uuid, -1, 'x', 'x', 'low', 'general', ${owner.userId}::uuid)`,
      );
      onTestFinished(async () => {
        await db.query(sql`DELETE FROM tickets WHERE id = ${stray}::uuid`);
      });
      const search = await resolveSearch(agent, word);
      const words = await findWords(agent, {
        ...{ query: `'${word}'`, excluded: null, common: [], share: 0.003, rarest: 0.003, ticketCount: 1_000_000 },
        ...{ isGuess: false, isEmpty: false, near: [], needles: search.needles },
      });
      const all = naive(agent, { words: [word], phrase: undefined, without: [], isOpen: false }, sort);
      expect(await pages(agent, { ...search, words }, 7, sort)).toEqual(all);
    });

    test('of a word in very many tickets, as their client', async () => {
      const word = vocabulary[20] ?? '';
      const search = await resolveSearch(owner, word);
      const words = await findWords(owner, {
        ...{ query: `'${word}'`, excluded: null, common: [], share: 0.003, rarest: 0.9, ticketCount: 200_000 },
        ...{ isGuess: false, isEmpty: false, near: [], needles: search.needles },
      });
      expect(words[0]?.byChange).toBeDefined();
      const all = naive(owner, { words: [word], phrase: undefined, without: [], isOpen: false }, sort);
      expect(all.length).toBeGreaterThan(14);
      expect(await pages(owner, { ...search, words }, 7, sort)).toEqual(all);
    });

    test('with a short page that is one again though others have come in between', async () => {
      const search = shortly(await resolveSearch(agent, vocabulary[15] ?? ''));
      const first = await listTickets(agent, { search }, { limit: 100, sort });
      const far = known.toSorted(orders[sort]).slice(-20);
      const change = (updated: Sql, priority: Sql) =>
        db.query(
          sql`UPDATE tickets t SET staff_updated_at = ${updated}, priority = ${priority} FROM unnest(
              ${far.map(({ id }) => id)}::uuid[], ${far.map(({ updated }) => new Date(updated))}::timestamptz[],
              ${far.map(({ priority }) => priorities[priority])}::ticket_priority[]) x(id, updated, priority) WHERE t.id = x.id`,
        );
      await change(sql`now()`, sql`'urgent'`);
      try {
        const again = await listTickets(agent, { search }, { limit: 100, sort, until: first.next ?? '' });
        expect(again.next).toBeNull();
        const before = first.rows.map((row) => row.id);
        expect(again.rows.map((row) => row.id).filter((id) => before.includes(id))).toEqual(before);
      } finally {
        await change(sql`x.updated`, sql`x.priority`);
      }
    });

    test('with a short page where some were met, and without looking on', async () => {
      const text = vocabulary[15] ?? '';
      const search = shortly(await resolveSearch(agent, text));
      const { rows, next } = await listTickets(agent, { search }, { limit: 100, sort });
      const all = naive(agent, { words: [text], phrase: undefined, without: [], isOpen: false });
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.length).toBeLessThan(Math.min(100, all.length));
      expect(next).not.toBeNull();
    });
  });

  test('page by page, some of them short, where nearly all tickets have the word that is left out', async () => {
    const everywhere = `cada${crypto.randomUUID().slice(0, 4)}1`;
    const count = 4_200;
    await db.query(
      sql`WITH made AS (
            INSERT INTO tickets (id, title, description, priority, category, client_id, created_at)
            SELECT gen_random_uuid(), CASE WHEN i IN (3, ${count}) THEN 'solo' ELSE ${everywhere} END, 'x', 'low', 'general',
              ${owner.userId}::uuid, '2020-01-01'::timestamptz - i * interval '1 minute' FROM generate_series(1, ${count}::int) i
            RETURNING id, client_id, title)
          INSERT INTO ticket_search (ticket_id, client_vector, staff_vector)
          SELECT id, to_tsvector('simple', title), to_tsvector('simple', title) FROM made`,
    );
    await db.query(sql`INSERT INTO search_words (word, seen) VALUES (${everywhere}, 1000000)`);
    const [old] = await db.query<{ number: number; at: Date }>(
      sql`SELECT min(number) AS number, max(created_at) AS at FROM tickets WHERE created_at < '2020-01-01'`,
    );
    const start = encodeCursor([old?.at ?? 0, (old?.number ?? 0) + 1_000_000, 'low']);
    try {
      for (const actor of [agent, owner]) {
        const search = await resolveSearch(actor, `-${everywhere}`);
        const first = await listTickets(actor, { search }, { limit: 25, cursor: start });
        expect(first.rows.map((row) => row.title)).toEqual(['solo']);
        const second = await listTickets(actor, { search }, { limit: 25, cursor: first.next ?? '' });
        expect([second.rows.length, second.next]).toEqual([0, expect.any(String)]);
        const third = await listTickets(actor, { search }, { limit: 25, cursor: second.next ?? '' });
        expect(third.rows.map((row) => row.title)).toEqual(['solo']);
        expect(third.next).toBeNull();
      }
    } finally {
      await db.query(sql`DELETE FROM tickets WHERE created_at < '2020-01-01'`);
      await db.query(sql`DELETE FROM search_words WHERE word = ${everywhere}`);
    }
  });

  test('ticket by ticket, where its words are known to be common', async () => {
    // Words of letters alone are counted, which these are not: it is told of them.
    await readFreshWords();
    await db.query(
      sql`INSERT INTO search_words (word, seen) SELECT w, 1000000 FROM unnest(${vocabulary}::text[]) w ON CONFLICT DO NOTHING`,
    );
    try {
      await isAsNaive();
      for (const actor of [agent, owner]) {
        const question = { words: vocabulary.slice(8, 9), phrase: undefined, without: [], isOpen: false };
        const search = await resolveSearch(actor, textOf(question));
        expect(await pages(actor, search, 25, 'updated')).toEqual(naive(actor, question, 'updated'));
      }
    } finally {
      await db.query(sql`DELETE FROM search_words WHERE word = ANY(${vocabulary}::text[])`);
    }
  }, 120_000);
});

// Of its own plans Postgres takes the one that the sizes of the day suggest: an order that a join happened to keep is lost with another.
describe('whatever plan is made of a question', () => {
  beforeAll(async () => {
    const [mine] = await db.query<{ name: string }>(sql`SELECT current_database() AS name`);
    await db.query(sql`ALTER DATABASE ${raw(mine?.name ?? '')} SET enable_nestloop = off`);
    await closeDatabase();
  });

  test.each(ways.updated)('by last change, %s', (_, change) => isAsNaive(change, 'updated'), 120_000);
  test.each(ways.urgent)('by urgency, %s', (_, change) => isAsNaive(change, 'urgent'), 120_000);
  test.each([0.9, 0.1, 0.001])(
    'by creation, by stretches of a share of %s',
    (share) => isAsNaive(byStretches(share)),
    120_000,
  );
  test(
    'by creation, by stretches, among those that have one of the words',
    () => isAsNaive(byStretches(0.1, true)),
    120_000,
  );
});

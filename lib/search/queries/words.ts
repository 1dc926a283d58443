import sql from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { db } from '@/lib/platform/db';
import type { Needles } from '../present';
import { fold } from '../rules';
import type { Span, Token } from '../schema';

/** A word of the search that stands nowhere, and those like it that are looked for as well. */
export interface NearWords extends Span {
  near: string[];
}

export interface WordsQuery {
  /** A tsquery as Postgres wrote it, or null where no word is asked for. */
  query: string | null;
  /** The same of what must not be there. */
  excluded: string | null;
  /** More tickets than `commonFrom` have the words: it is quicker to look at one after the other than to gather them. */
  isCommon: boolean;
  /** Words were asked for, but none that could stand in a text: nothing is found. */
  isEmpty: boolean;
  near: NearWords[];
  needles: Needles;
}

/** How many words of a search are forgiven their typos, and by how many others each. */
const most = { forgiven: 4, near: 5 } as const;

/** From how many tickets on a search is common. */
export const commonFrom = 10_000;

/** How many letters may differ. */
const slips = (length: number) => (length < 6 ? 1 : length < 10 ? 2 : 3);

/** Letters that differ, lack, are too many or changed places with their neighbour. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      let least = Math.min(
        (rows[i - 1]?.[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (rows[i - 1]?.[j - 1] ?? 0) + (isSame ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (rows[i - 2]?.[j - 2] ?? 0) + 1);
      row.push(least);
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] ?? 0;
}

interface Candidate {
  word: string;
  seen: number;
  query: string;
}

function nearest(word: string, candidates: Candidate[]): Candidate[] {
  return candidates
    .map((each) => ({ ...each, slips: distance(word, each.word) }))
    .filter((each) => each.slips > 0 && each.slips <= slips(word.length))
    .sort((a, b) => a.slips - b.slips || b.seen - a.seen)
    .slice(0, most.near);
}

const swapped = (word: string) =>
  Array.from(
    { length: word.length - 1 },
    (_, at) => `${word.slice(0, at)}${word[at + 1]}${word[at]}${word.slice(at + 2)}`,
  );

/** Staff: whether anything has the word, and all words like it by the index of trigrams. */
async function lookAround(word: string, query: string): Promise<{ isFound: boolean; candidates: Candidate[] }> {
  const [row] = await db.query<{ isFound: boolean; candidates: Candidate[] | null }>(
    sql`SELECT hilo_is_found(${query}::tsquery) AS "isFound", (
          SELECT json_agg(json_build_object('word', c.word, 'seen', c.seen, 'query', hilo_word_query(c.word, false)::text))
          FROM (SELECT word, seen FROM (SELECT w.word, w.seen FROM search_words w WHERE w.word % ${word}
                  ORDER BY similarity(w.word, ${word}) DESC LIMIT 40) alike
                UNION SELECT w.word, w.seen FROM search_words w WHERE w.word = ANY(${swapped(word)}::text[])) c
        ) AS candidates`,
  );
  return { isFound: row?.isFound ?? false, candidates: row?.candidates ?? [] };
}

/** Clients: only among the words of their own newest tickets, for the others' words are none of their business. */
async function lookAmongOwn(
  userId: string,
  word: string,
  query: string,
): Promise<{ isFound: boolean; candidates: Candidate[] }> {
  const own = sql`SELECT s.client_vector FROM ticket_search s WHERE s.ticket_id IN (
    SELECT t.id FROM tickets t WHERE t.client_id = ${userId}::uuid ORDER BY t.created_at DESC, t.number DESC LIMIT 100)`;
  const [row] = await db.query<{ isFound: boolean; candidates: Candidate[] | null }>(
    sql`SELECT EXISTS (SELECT 1 FROM ticket_search s JOIN tickets t ON t.id = s.ticket_id
            WHERE t.client_id = ${userId}::uuid AND s.client_vector @@ ${query}::tsquery) AS "isFound", (
          SELECT json_agg(json_build_object('word', c.lexeme, 'seen', c.seen, 'query', hilo_word_query(c.lexeme, false)::text))
          FROM (SELECT w.lexeme, count(*)::int AS seen FROM (${own}) o, unnest(o.client_vector) w
                WHERE w.positions IS NOT NULL AND (w.lexeme % ${word} OR w.lexeme = ANY(${swapped(word)}::text[]))
                GROUP BY w.lexeme LIMIT 100) c
        ) AS candidates`,
  );
  return { isFound: row?.isFound ?? false, candidates: row?.candidates ?? [] };
}

interface Asked {
  query: string | null;
  plain: string;
  /** In how many tickets it is known to be, about and at least; 0 where it is not known. */
  seen: number;
  /** How many tickets there are, about. */
  ticketCount: number;
}

/** Reads each word and phrase as Postgres does. One round trip. */
function readWords(actor: Actor, texts: string[], starts: boolean[], phrases: boolean[]): Promise<Asked[]> {
  // Of a phrase the rarest word, of a beginning its most common one.
  const seen = sql`(SELECT CASE WHEN q.is_phrase THEN min(e.seen) ELSE max(e.seen) END
    FROM regexp_split_to_table(q.plain, '[^[:alnum:]]+') AS part,
      LATERAL (SELECT max(k.seen) AS seen FROM (SELECT w.seen + 1 AS seen FROM search_words w WHERE w.word >= part COLLATE "C"
        AND w.word < (CASE WHEN q.is_start THEN part || '~' ELSE part || ' ' END) COLLATE "C" LIMIT 100) k) e
    WHERE part <> '')`;
  return db.query<Asked>(
    sql`SELECT q.query, q.plain, ${isStaff(actor) ? sql`coalesce(${seen}, 0)` : sql`0`} AS seen,
          (SELECT greatest(c.reltuples, 1)::float8 FROM pg_class c WHERE c.oid = 'ticket_search'::regclass) AS "ticketCount"
        FROM (SELECT u.i, u.is_start, u.is_phrase, hilo_plain(u.t) AS plain,
                (CASE WHEN u.is_phrase THEN hilo_phrase_query(u.t) ELSE hilo_word_query(u.t, u.is_start) END)::text AS query
              FROM unnest(${texts}::text[], ${starts}::bool[], ${phrases}::bool[]) WITH ORDINALITY AS u(t, is_start, is_phrase, i)) q
        ORDER BY q.i`,
  );
}

/** Whether the words, as often as each is seen, are surely in very many tickets together. */
function isSurelyCommon(seen: number[], ticketCount: number): boolean {
  return seen.reduce((rest, each) => rest * Math.min(1, each / ticketCount), ticketCount) > 2 * commonFrom;
}

async function isCommon(query: string): Promise<boolean> {
  const [row] = await db.query<{ n: number }>(
    sql`SELECT count(*)::int AS n FROM hilo_found(${query}::tsquery, ${commonFrom + 1})`,
  );
  return (row?.n ?? 0) > commonFrom;
}

/** The words and stems that a tsquery asks for. */
function needlesOf(queries: string[], plains: string[]): Needles {
  const lexemes = queries.flatMap((query) => [...query.matchAll(/'((?:[^']|'')*)'(:\*)?/g)]);
  const text = (each: RegExpMatchArray) => fold(each[1] ?? '');
  const words = new Set(plains);
  return {
    words: [...words],
    starts: [...new Set(lexemes.filter((each) => each[2]).map(text))],
    stems: [...new Set(lexemes.filter((each) => !each[2] && !words.has(text(each))).map(text))],
  };
}

const isForgiven = (plain: string) => /^\p{L}{4,30}$/u.test(plain);

/**
 * What the words and phrases of a search ask of the index. The last word may be the beginning of one. A word that stands
 * nowhere asks for those like it too. One round trip, and one for each word that stands nowhere.
 */
export async function queryWords(actor: Actor, tokens: Token[]): Promise<WordsQuery> {
  const asked = tokens.flatMap((token) => {
    const { meaning } = token;
    return meaning?.kind === 'word' || meaning?.kind === 'phrase' ? [{ token, meaning }] : [];
  });
  const none: Needles = { words: [], starts: [], stems: [] };
  if (asked.length === 0)
    return { query: null, excluded: null, isCommon: false, isEmpty: false, near: [], needles: none };
  const last = asked.findLast(({ token, meaning }) => meaning.kind === 'word' && !token.isNegated);
  const read = await readWords(
    actor,
    asked.map(({ meaning }) => meaning.text),
    asked.map((each) => each === last),
    asked.map(({ meaning }) => meaning.kind === 'phrase'),
  );
  const words = asked.map((each, index) => ({
    ...each,
    ...(read[index] ?? { query: null, plain: '', seen: 0, ticketCount: 1 }),
  }));
  const wanted = words.filter(({ token }) => !token.isNegated);
  const doubtful = wanted.filter(
    ({ meaning, seen, plain, query }) => meaning.kind === 'word' && seen === 0 && query && isForgiven(plain),
  );
  const near: NearWords[] = [];
  const also = new Map<(typeof words)[number], Candidate[]>();
  await Promise.all(
    doubtful.slice(0, most.forgiven).map(async (word) => {
      const around =
        isStaff(actor) || actor.kind !== 'user'
          ? lookAround(word.plain, word.query ?? '')
          : lookAmongOwn(actor.userId, word.plain, word.query ?? '');
      const { isFound, candidates } = await around;
      const found = isFound ? [] : nearest(word.plain, candidates);
      if (found.length === 0) return;
      also.set(word, found);
      const { text, start, end } = word.token;
      near.push({ text, start, end, near: found.map((each) => each.word) });
    }),
  );
  const queries = wanted.flatMap((word) => {
    const all = [word.query, ...(also.get(word) ?? []).map((each) => each.query)].filter((each) => each !== null);
    return all.length > 0 ? [all.map((each) => `(${each})`).join(' | ')] : [];
  });
  const excluded = words.filter(({ token }) => token.isNegated).flatMap(({ query }) => (query ? [`(${query})`] : []));
  const query = queries.length > 0 ? queries.map((each) => `(${each})`).join(' & ') : null;
  const seen = wanted.map((word) => Math.max(word.seen, ...(also.get(word) ?? []).map((each) => each.seen)));
  return {
    query,
    isCommon:
      isStaff(actor) &&
      query !== null &&
      (isSurelyCommon(seen, wanted[0]?.ticketCount ?? 1) || (await isCommon(query))),
    excluded: excluded.length > 0 ? excluded.join(' | ') : null,
    isEmpty: wanted.length > 0 && queries.length === 0,
    near: near.sort((a, b) => a.start - b.start),
    needles: needlesOf(
      queries,
      [
        ...wanted.flatMap((word) =>
          word.meaning.kind === 'word' ? [word.plain] : word.plain.split(/[^\p{L}\p{N}]+/u),
        ),
        ...[...also.values()].flat().map((each) => each.word),
      ].filter((each) => each !== ''),
    ),
  };
}

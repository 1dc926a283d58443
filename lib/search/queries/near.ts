import sql from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { db } from '@/lib/platform/db';
import { isOwnersWord } from './own';

/** A word like the one that was written. */
export interface Candidate {
  word: string;
  /** In which share of the tickets it is, or of a client's newest ones, about. */
  share: number;
  query: string;
}

/** How many others may stand for a word that stands nowhere. */
const mostNear = 5;

/** Among so many of their newest tickets a client's words are looked for. */
const ownNewest = 100;

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

function nearest(word: string, candidates: Candidate[]): Candidate[] {
  return candidates
    .map((each) => ({ ...each, slips: distance(word, each.word) }))
    .filter((each) => each.slips > 0 && each.slips <= slips(word.length))
    .sort((a, b) => a.slips - b.slips || b.share - a.share)
    .slice(0, mostNear);
}

const swapped = (word: string) =>
  Array.from(
    { length: word.length - 1 },
    (_, at) => `${word.slice(0, at)}${word[at + 1]}${word[at]}${word.slice(at + 2)}`,
  );

/** Staff: all words like it by the index of trigrams, where nothing has the word itself. */
async function lookAround(word: string, query: string): Promise<Candidate[]> {
  const [row] = await db.query<{ candidates: Candidate[] | null }>(
    sql`SELECT CASE WHEN NOT hilo_is_found(${query}::tsquery) THEN (
          SELECT json_agg(json_build_object('word', c.word, 'share', c.seen / (SELECT greatest(reltuples, 1)::float8 FROM pg_class
              WHERE oid = 'ticket_search'::regclass), 'query', hilo_word_query(c.word, false)::text))
          FROM (SELECT word, seen FROM (SELECT w.word, w.seen FROM search_words w WHERE w.word % ${word}
                  ORDER BY similarity(w.word, ${word}) DESC LIMIT 40) alike
                UNION SELECT w.word, w.seen FROM search_words w WHERE w.word = ANY(${swapped(word)}::text[])) c
        ) END AS candidates`,
  );
  return row?.candidates ?? [];
}

/**
 * Clients: only among the words of their own newest tickets, for the others' words are none of their business. Words of about
 * the same length are compared, and none while the word itself is found.
 */
async function lookAmongOwn(userId: string, word: string, query: string): Promise<Candidate[]> {
  const own = sql`SELECT s.client_vector FROM ticket_search s WHERE s.ticket_id IN (
    SELECT t.id FROM tickets t WHERE t.client_id = ${userId}::uuid ORDER BY t.created_at DESC, t.number DESC LIMIT ${ownNewest})`;
  const [row] = await db.query<{ candidates: Candidate[] | null }>(
    sql`SELECT CASE WHEN NOT ${isOwnersWord(userId, query)} THEN (
          SELECT json_agg(json_build_object('word', c.lexeme, 'share', c.seen / ${ownNewest}::float8, 'query', hilo_word_query(c.lexeme, false)::text))
          FROM (SELECT each.* FROM (SELECT w.lexeme, count(*)::int AS seen
                  FROM (${own}) o, unnest(tsvector_to_array(ts_filter(o.client_vector, '{a,b,c,d}'))) AS w(lexeme)
                  WHERE abs(length(w.lexeme) - ${word.length}::int) <= 3 GROUP BY w.lexeme OFFSET 0) each
                WHERE each.lexeme % ${word} OR each.lexeme = ANY(${swapped(word)}::text[]) LIMIT 100) c
        ) END AS candidates`,
    'own_near_words',
  );
  return row?.candidates ?? [];
}

/** The words, best first, that may be meant by one that stands in no ticket that the actor reads; none where it does. One round trip. */
export async function nearWords(actor: Actor, word: string, query: string): Promise<Candidate[]> {
  const isAll = isStaff(actor) || actor.kind !== 'user';
  return nearest(word, isAll ? await lookAround(word, query) : await lookAmongOwn(actor.userId, word, query));
}

import sql from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { db } from '@/lib/platform/db';
import type { Needles } from '../present';
import { fold } from '../rules';
import type { Span, Token } from '../schema';
import { type Longer, longerWords } from './beginning';
import { type Candidate, nearWords } from './near';
import type { OwnNewest } from './own';

/** A word of the search that stands nowhere, and those like it that are looked for as well. */
export interface NearWords extends Span {
  near: string[];
}

export interface WordsQuery {
  /** A tsquery as Postgres wrote it, or null where no word is asked for. */
  query: string | null;
  /** The same of what must not be there. */
  excluded: string | null;
  /** Common words that go on from the last one, where that may be a beginning. */
  common: Longer[];
  /** Which share of all tickets is found, as often as each word is seen; of what is not known, 0. Of a phrase, its words'. */
  share: number;
  /** Of several words: `share` is as if they had nothing to do with each other. */
  isGuess: boolean;
  /** Which share has the rarest of the words: what the index must read through at least. */
  rarest: number;
  /**
   * Where the last word is the beginning of common ones: the same without it. The index would gather all tickets of these, and
   * what it finds of the others is soon looked at.
   */
  lead?: Pick<WordsQuery, 'query' | 'share' | 'isGuess' | 'rarest'>;
  /** The same without its last word in any case. None where that is the only one, or none may be a beginning. */
  others?: WordsQuery['lead'];
  /** How many tickets there are, about. */
  ticketCount: number;
  /** Words were asked for, but none that could stand in a text: nothing is found. */
  isEmpty: boolean;
  near: NearWords[];
  needles: Needles;
}

/** How many words of a search are forgiven their typos. */
const mostForgiven = 4;

/** From which share of the tickets on a beginning is one of common words. */
const commonBeginning = 0.003;

interface Asked {
  query: string | null;
  plain: string;
  /** In how many tickets it is known to be, about and at least; 0 where it is not known. */
  seen: number;
  /** The same of the word as it stands, where it may be the beginning of others. */
  itself: number;
  /** In how many the most common word is that it may be the beginning of, as far as that is known; of one letter in all. */
  begun: number;
  /** Common words that go on from it, where it may be their beginning. */
  longer: Longer[] | null;
  /** How many tickets there are, about. */
  ticketCount: number;
}

/** Reads each word and phrase as Postgres does; of signs that it takes for no word there is no query. One round trip. */
function readWords(texts: string[], starts: boolean[], phrases: boolean[]): Promise<Asked[]> {
  // Of a word that hardly anybody wrote just so, its most common relative: it is asked for by its stem.
  const related = sql`(SELECT max(r.seen) + 1
    FROM (SELECT DISTINCT unnest(ts_lexize('spanish_stem', part) || ts_lexize('english_stem', part)) AS stem) s,
      LATERAL (SELECT w.word, w.seen FROM search_words w WHERE part ~ '^[[:alpha:]]{4,30}$'
        AND w.word >= stem COLLATE "C" AND w.word < (stem || '~') COLLATE "C" LIMIT 200) r
    WHERE stem = ANY(ts_lexize('spanish_stem', r.word) || ts_lexize('english_stem', r.word)))`;
  // Of a beginning its most common word. Of several parts as many as there would be if none had to do with another; of a phrase's
  // parts those that are not counted (short ones, numbers) may be in all.
  const seen = sql`(SELECT CASE WHEN bool_and(e.seen > 0) THEN exp(sum(ln(greatest(1, least(e.seen, c.total)) / c.total))) * c.total ELSE 0 END
    FROM (SELECT part FROM regexp_split_to_table(q.plain, '[^[:alnum:]]+') AS part WHERE part <> '' LIMIT 16) p,
      LATERAL (SELECT CASE WHEN max(k.seen) > 500 THEN max(k.seen) ELSE greatest(max(k.seen), ${related}, 0) END AS seen FROM (
        SELECT w.seen + 1 AS seen FROM search_words w WHERE w.word >= part COLLATE "C"
          AND w.word < (CASE WHEN q.is_start THEN part || '~' ELSE part || ' ' END) COLLATE "C" LIMIT 100) k) e
    WHERE NOT (q.is_phrase AND part !~ '^[[:alpha:]]{4,30}$'))`;
  return db.query<Asked>(
    sql`SELECT q.query, q.plain, coalesce(${seen}, 0) AS seen,
          coalesce((SELECT w.seen FROM search_words w WHERE w.word = q.plain), 0) AS itself,
          CASE WHEN NOT q.is_start THEN 0 WHEN length(q.plain) < 2 THEN c.total ELSE coalesce((SELECT max(b.seen) FROM (
            SELECT w.seen FROM search_words w WHERE w.word >= q.plain COLLATE "C" AND w.word < (q.plain || '~') COLLATE "C" LIMIT 1000) b), 0) END AS begun,
          ${longerWords(sql`q.plain`, sql`q.is_start`)} AS longer, c.total AS "ticketCount"
        FROM (SELECT greatest(reltuples, 1)::float8 AS total FROM pg_class WHERE oid = 'ticket_search'::regclass) c,
          (SELECT u.i, u.is_start, u.is_phrase, hilo_plain(u.t) AS plain,
                nullif((CASE WHEN u.is_phrase THEN hilo_phrase_query(u.t) ELSE hilo_word_query(u.t, u.is_start) END)::text, '') AS query
              FROM unnest(${texts}::text[], ${starts}::bool[], ${phrases}::bool[]) WITH ORDINALITY AS u(t, is_start, is_phrase, i)) q
        ORDER BY q.i`,
    'words_read',
  );
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

/** What a text's words were read as, and what is known of whoever asks: for when it is made ready once more, a moment later. */
export interface Recall {
  words?: Asked[];
  own?: OwnNewest;
}

/**
 * What the words and phrases of a search ask of the index. The last word may be the beginning of one. A word that stands
 * nowhere asks for those like it too, unless `isExact`. One round trip, none where `recall` has it; and one for each word that may
 * stand nowhere.
 */
export async function queryWords(
  actor: Actor,
  tokens: Token[],
  { isExact, recall = {} }: { isExact: boolean; recall?: Recall },
): Promise<WordsQuery> {
  const asked = tokens.flatMap((token) => {
    const { meaning } = token;
    return meaning?.kind === 'word' || meaning?.kind === 'phrase' ? [{ token, meaning }] : [];
  });
  const none: Needles = { words: [], starts: [], stems: [] };
  if (asked.length === 0)
    return {
      ...{ query: null, excluded: null, common: [], share: 0, isGuess: false, rarest: 0, ticketCount: 1 },
      ...{ isEmpty: false, near: [], needles: none },
    };
  const last = asked.findLast(({ token, meaning }) => meaning.kind === 'word' && !token.isNegated);
  recall.words ??= await readWords(
    asked.map(({ meaning }) => meaning.text),
    asked.map((each) => each === last),
    asked.map(({ meaning }) => meaning.kind === 'phrase'),
  );
  const read = recall.words;
  const words = asked.map((each, index) => ({
    ...each,
    ...(read[index] ?? { query: null, plain: '', seen: 0, itself: 0, begun: 0, longer: null, ticketCount: 1 }),
  }));
  const wanted = words.filter(({ token }) => !token.isNegated);
  // What others have written says nothing of what a client has.
  const doubtful = wanted.filter(
    ({ meaning, seen, plain, query }) =>
      !isExact && meaning.kind === 'word' && (seen === 0 || !isStaff(actor)) && query && isForgiven(plain),
  );
  const near: NearWords[] = [];
  const also = new Map<(typeof words)[number], Candidate[]>();
  await Promise.all(
    doubtful.slice(0, mostForgiven).map(async (word) => {
      const found = await nearWords(actor, word.plain, word.query ?? '');
      if (found.length === 0) return;
      also.set(word, found);
      const { text, start, end } = word.token;
      near.push({ text, start, end, near: found.map((each) => each.word) });
    }),
  );
  const formsOf = (word: (typeof words)[number]) => {
    const all = [word.query, ...(also.get(word) ?? []).map((each) => each.query)].filter((each) => each !== null);
    return all.length > 0 ? [`(${all.map((each) => `(${each})`).join(' | ')})`] : [];
  };
  const queries = wanted.flatMap(formsOf);
  const excluded = words.filter(({ token }) => token.isNegated).flatMap(({ query }) => (query ? [`(${query})`] : []));
  const together = (all: string[]) => (all.length > 0 ? all.join(' & ') : null);
  const ticketCount = words[0]?.ticketCount ?? 1;
  const shareOf = (word: (typeof words)[number]) => {
    const share = Math.min(1, Math.max(word.seen / ticketCount, ...(also.get(word) ?? []).map((each) => each.share)));
    return word.token.isNegated ? 1 - share : share;
  };
  const sharesOf = (all: typeof words) => {
    const shares = all.filter(({ token }) => !token.isNegated).map(shareOf);
    return {
      share: all.reduce((rest, word) => rest * shareOf(word), 1),
      isGuess: shares.length > 1,
      rarest: Math.min(...shares),
    };
  };
  const final = wanted.find(({ token }) => token === last?.token);
  const before = together(wanted.filter((word) => word !== final).flatMap(formsOf));
  const others =
    final && before !== null ? { query: before, ...sharesOf(words.filter((word) => word !== final)) } : undefined;
  // Not where it may be the rarest of them: what the index is asked for is to leave little to look at.
  const isBeginning =
    final &&
    final.begun > commonBeginning * ticketCount &&
    final.begun > 2 * final.itself &&
    wanted.some((other) => other !== final && shareOf(other) <= final.begun / ticketCount);
  return {
    query: together(queries),
    excluded: excluded.length > 0 ? excluded.join(' | ') : null,
    common: words.find(({ token }) => token === last?.token)?.longer ?? [],
    ...sharesOf(words),
    others,
    lead: isBeginning ? others : undefined,
    ticketCount,
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

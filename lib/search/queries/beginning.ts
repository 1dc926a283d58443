import sql, { type Sql } from 'sql-template-tag';

// The last word of a search may be the beginning of others. Of a beginning the index gathers all tickets before it joins them with
// anything, so it is asked for in parts. See docs/decisions/0014-words-by-how-common-they-are.md, "Forms".

/** A word that goes on from the beginning, and in how many tickets it is known to be. */
export interface Longer {
  word: string;
  seen: number;
}

/** In so many tickets a word is soon gathered. */
const fewSeen = 400;

/** A JSON array (`Longer`, or null) of words in many tickets that begin as `plain` does, a folded word; of short ones not all. */
export const longerWords = (
  plain: Sql,
  isStart: Sql,
): Sql => sql`(SELECT json_agg(json_build_object('word', x.word, 'seen', x.seen))
  FROM (SELECT l.word, l.seen FROM (SELECT w.word, w.seen FROM search_words w WHERE ${isStart}
        AND w.word > ${plain} COLLATE "C" AND w.word < (${plain} || '~') COLLATE "C" LIMIT 1000) l
      WHERE l.seen > ${fewSeen} ORDER BY l.seen DESC LIMIT 20) x)`;

const signs = [...'0123456789abcdefghijklmnopqrstuvwxyz'];

/** So many parts at most: each is a look at the index (4 µs; a ticket that is gathered 0.5). */
const mostParts = 600;

/** Those whose tickets are more to gather than the parts that leave them out, the most common first. */
function worthLeavingOut(start: string, longer: Longer[]): string[] {
  let parts = signs.length;
  const chosen: string[] = [];
  for (const { word, seen } of longer.filter((each) => each.word.startsWith(start) && /^[a-z0-9]+$/.test(each.word))) {
    const more = signs.length * (word.length - start.length);
    if (seen <= fewSeen * (word.length - start.length) || parts + more > mostParts) continue;
    parts += more;
    chosen.push(word);
  }
  return chosen;
}

/** All that goes on from `start` in plain letters and digits: `words` each by itself, and beginnings of all else. */
const goingOn = (start: string, words: string[]): string[] =>
  signs.flatMap((sign) => {
    const next = start + sign;
    const under = words.filter((word) => word.startsWith(next));
    return under.length === 0 ? [`'${next}':*`] : [`'${next}'`, ...goingOn(next, under)];
  });

/**
 * A tsquery with the beginning of a word ('sync' | 'syncs':*) in two: the word itself, and what goes on with a plain letter or digit,
 * null where no word is a beginning. The common ones of `longer` are asked for by themselves, where the index need not gather them.
 */
export function splitBeginning(query: string, longer: Longer[]): { words: string; longer: string | null } {
  const [chain, start] = /(?:'(?:[^']|'')*' \| )*'([a-z0-9]+)':\*/.exec(query) ?? [];
  if (chain === undefined || start === undefined) return { words: query, longer: null };
  const parts = goingOn(start, worthLeavingOut(start, longer)).join(' | ');
  return { words: query.replace(`'${start}':*`, `'${start}'`), longer: query.replace(chain, `(${parts})`) };
}

/** Of how many parts that is which goes on, null where no word is a beginning. */
export const partsOf = (longer: string | null): number => longer?.split(' | ').length ?? 0;

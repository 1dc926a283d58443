// Longer than most: what the index finds is asked for in one place, of staff and of clients, by how common the words are.
import sql, { type Sql } from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { db } from '@/lib/platform/db';
import { splitBeginning } from './beginning';
import type { NewestFound } from './newest';
import { clientsVector, looked, ownersFound, readOwnNewest } from './own';
import type { Recall, WordsQuery } from './words';

// What is found in a few tickets is gathered by the index at once, and known by its ids from then on. What is in very many is
// looked for ticket by ticket, in the list's own order: a page is soon full. What lies between goes by stretches of the newest
// tickets (newest.ts). See docs/decisions/0014-words-by-how-common-they-are.md.

/** What the words of a search ask of `tickets t`. */
export interface WordsAsked {
  /** All of it. */
  condition: Sql;
  /** The tickets that have them, where they are known, or those that may: then `has` says of each whether it does. */
  ids?: string[];
  /** On `tickets t`, one of `ids`. The condition says both. */
  has?: Sql;
  /** The tsquery for the index of staff's words; clients' and what is only left out have none. */
  query?: string;
  /** Words are left out, and no more, that nearly all tickets have: hardly one is found, and no index knows which. */
  isHopeless?: boolean;
  /** How the newest of what is found come first, where that is more than is gathered at once. */
  newest?: NewestFound;
  /** How what is found is read by last change; as staff, and narrowed as well, by what is known of the newest. */
  byChange?: FoundByChange;
}

/** What is found in too many tickets to know their ids. */
export interface FoundByChange {
  /** On `tickets t`: all of it, asked of one ticket. */
  has: Sql;
  /** A statement that selects the ids of those that have the words, or may (`areSure` says which); none where they are far too many. */
  ids?: Sql;
  areSure: boolean;
  /** How a page is met in the list's order, where that may be quicker than to put all in order. */
  looks?: {
    /** On `t.id`: all of it, at its cheapest where one after the other is asked. */
    condition: Sql;
    /** In which share of all tickets it is, about. */
    share: number;
    /** So many are looked at for the beginning of the list, and where some of these have it so many more: such a page may be short. */
    first: number;
    more: number;
    /** So many are looked at for a page after it: by a guess no fewer than the least. */
    least: number;
    most: number;
    /** Such a page may be short as well, where it met some. Else, if it is not full, all are put in order. */
    mayEnd: boolean;
  };
}

/** What else is known of a search. */
interface Circumstances {
  recall?: Recall;
  /** What is found is counted as well, not only a page of it read. */
  isCounted?: boolean;
  /** Nothing else narrows the search much. */
  isWide?: boolean;
}

/** So many are gathered at once. */
const gathered = 2_000;

/** Counts end there (`countLimit` and what is spare of it), more or less. */
const mostCounted = 1_200;

/** From which share of the tickets on it is quicker to look at one after the other. */
const dense = 0.012;

/** Of fewer than these a page is not filled in time. */
const hopeless = 0.01;

/** From which share on a beginning is asked of what the other words are found in: the index has it in too many. */
const wideBeginning = 0.03;

/** Up to which share of all tickets those that have a word are gathered for a page by last change. */
const seldom = 0.004;
/** From which share on they are not gathered for any page. */
const tooMany = 0.02;

const phraseSign = /<(-|\d+)>/g;
const isPhrase = (query: string) => query.search(phraseSign) !== -1;

/** What the index can say of a tsquery: that the words of a phrase are there, not how they stand. */
const broad = (query: string) => query.replaceAll(phraseSign, '&');

/** What of a tsquery the index finds with less work. How the words of a phrase stand, it would ask in a roundabout way. */
function amongOf(query: string, others: WordsQuery['others'], excluded: string | null = null): NewestFound['among'] {
  // Whoever has a phrase's words need not have the phrase: what is not there because of one is looked for in what is found.
  const without = (asked: string) => (excluded && !isPhrase(excluded) ? `(${asked}) & !(${excluded})` : asked);
  // What is not known may be in any number, and the words of a phrase together in more than if they had nothing to do with each other.
  if (others?.query)
    return { query: without(broad(others.query)), share: isPhrase(others.query) ? 1 : others.rarest || 1 };
  return isPhrase(query) ? { query: without(broad(query)), share: 0 } : undefined;
}

async function idsOf(statement: Sql, name: string): Promise<string[]> {
  const [row] = await db.query<{ ids: string[] }>(sql`SELECT ARRAY(${statement}) AS ids`, name);
  return row?.ids ?? [];
}

const among = (ids: string[], has?: Sql) => ({
  condition: has ? sql`(t.id = ANY(${ids}::uuid[]) AND ${has})` : sql`t.id = ANY(${ids}::uuid[])`,
  ids,
  has,
});

/** The index may find so many for one count. */
const mostGathered = 6_000;

/**
 * Whether it is quicker to count all that the index finds than to look at one ticket after the other until there are enough. How often
 * several words are together is a guess: at the worst as often as the rarest, and even so there must be fewer to gather than to look
 * at. What is not known may be in any number.
 */
const isCountedByIndex = (share: number, rarest: number, ticketCount: number) =>
  share > 0 && rarest * ticketCount <= Math.min(mostGathered, ticketCount, mostCounted / rarest);

async function findStaffs(
  { query, excluded, common, share, isGuess, rarest, lead, others, ticketCount }: WordsQuery,
  { isCounted, isWide }: Circumstances,
): Promise<WordsAsked[]> {
  // OFFSET keeps the planner from turning it into a join: it is asked of each ticket that the rest lets through, in order.
  const has = (what: string) =>
    sql`EXISTS (SELECT 1 FROM ticket_search s WHERE s.ticket_id = t.id AND s.staff_vector @@ ${what}::tsquery OFFSET 0)`;
  if (!query) return excluded ? [{ condition: sql`NOT ${has(excluded)}`, isHopeless: share < hopeless }] : [];
  const without = (asked: string) => (excluded ? `(${asked}) & !(${excluded})` : asked);
  const whole = without(query);
  const found = (what: string, most: number) => {
    const { words, longer } = splitBeginning(what, common);
    return sql`hilo_found_in_parts(${what}::tsquery, ${words}::tsquery, ${longer}::tsquery, ${most})`;
  };
  const gather = (what: string, most: number) => sql`SELECT DISTINCT ${found(what, most)}`;
  const isLooked = isPhrase(whole);
  if (isCounted && isWide && !lead && !isLooked && isCountedByIndex(share, rarest, ticketCount))
    return [{ condition: sql`t.id IN (${gather(whole, 2 ** 31 - 1)})`, query: whole }];
  if (!isLooked && rarest > dense && share >= dense) return [{ condition: has(whole), query: whole }];
  // There are more of a word than was known: one with digits, or that came of late.
  let least = 1;
  if (!lead && (isLooked ? rarest : share) * ticketCount < (isLooked ? 0.1 : 0.25) * gathered) {
    const ids = await idsOf(gather(whole, gathered + 1), 'words_gathered');
    if (ids.length <= gathered) return [{ ...among(ids), query: whole }];
    least = gathered;
  }
  const newest = lead?.query
    ? {
        ...lead,
        query: without(lead.query),
        among: amongOf(lead.query, undefined, excluded),
        ...{ has: has(whole), isLooked: true, isMore: true, ticketCount },
      }
    : {
        query: whole,
        common,
        among: amongOf(query, others, excluded),
        has: has(whole),
        isLooked,
        share: Math.max(share, least / ticketCount),
        isGuess,
        rarest,
        ticketCount,
      };
  // By last change, or all of it: how common each word is says little of how often they are together, or stand as in a phrase.
  if (share >= 0.3) return [{ condition: has(whole), query: whole, newest }];
  const all = gather(whole, 2 ** 31 - 1);
  // The beginning of common words is asked of what the others are found in.
  const wide = lead?.query && share > wideBeginning * lead.share ? { ...lead, query: without(lead.query) } : null;
  const from = { ...(wide ?? { share, isGuess }), isUnsure: isLooked || least > 1 };
  const narrow = !wide ? whole : wide.share < tooMany ? wide.query : undefined;
  const ids = narrow === undefined ? undefined : gather(narrow, 2 ** 31 - 1);
  const byChange: FoundByChange = { has: has(whole), ids, areSure: !wide };
  if (from.isGuess || from.isUnsure || from.share > seldom || narrow === undefined)
    byChange.looks = {
      condition: has(whole),
      share: Math.max(share, least / ticketCount),
      first: 300,
      more: 500,
      least: 500,
      most: 1_200,
      mayEnd: true,
    };
  else if (from.share * ticketCount > gathered) {
    // IS TRUE makes a hash of them (each once), asked of each ticket in turn; the planner would look each of them up.
    const isFound = sql`(t.id IN (SELECT ${found(narrow, 2 ** 31 - 1)})) IS TRUE`;
    const condition = wide ? sql`${isFound} AND ${has(whole)}` : isFound;
    byChange.looks = { condition, share, first: 3_000, more: 0, least: 0, most: 60_000, mayEnd: false };
  }
  const condition = wide && ids ? sql`(t.id IN (${ids}) AND ${has(whole)})` : sql`t.id IN (${all})`;
  return [{ condition, query: whole, newest, byChange }];
}

async function findClients(
  userId: string,
  { query, excluded, lead, ...rest }: WordsQuery,
  { recall = {}, isCounted }: Circumstances,
): Promise<WordsAsked[]> {
  const { share, isGuess, rarest, ticketCount } = { ...rest, ...lead };
  // A client reads the tickets of theirs that were merged together as one.
  const has = (what: string) => sql`EXISTS (SELECT 1 FROM ticket_search s WHERE s.ticket_id = ANY(t.id || ARRAY(
      SELECT c.id FROM tickets c WHERE c.merged_into_id = coalesce(t.merged_into_id, t.id) AND c.client_id = t.client_id))
    AND ${clientsVector} @@ ${what}::tsquery OFFSET 0)`;
  const without = excluded ? [{ condition: sql`NOT ${has(excluded)}`, isHopeless: rest.share < hopeless }] : [];
  if (!query) return without;
  recall.own ??= await readOwnNewest(userId);
  const { own } = recall;
  const few = (ids: string[]) =>
    sql`SELECT t.id FROM tickets t WHERE t.id = ANY(${ids}::uuid[]) AND t.client_id = ${userId}::uuid AND ${has(query)}`;
  if (!own.isLong) return [among(await idsOf(few(own.ids), 'own_few')), ...without];
  // Whatever a client reads stands among staff's words too, but for how the words of a phrase stand: a note may be between.
  const mine = sql`SELECT c.* FROM tickets c WHERE c.client_id = ${userId}::uuid AND c.merged_into_id IS NOT NULL`;
  const { owner, unsure } = ownersFound(userId);
  const gather = (what: string, most: number) => {
    const { words, longer } = splitBeginning(what, rest.common);
    return sql`SELECT DISTINCT hilo_found_in_parts(${what}::tsquery && ${owner}, ${words}::tsquery && ${owner}, ${longer}::tsquery && ${owner}, ${most}) AS id`;
  };
  // The beginning of common words is asked of what the others are found in.
  const asked = broad(lead?.query ?? query);
  const also = sql`SELECT id FROM (${unsure} UNION SELECT m.id FROM (${mine}) m UNION SELECT m.merged_into_id FROM (${mine}) m) m`;
  let least = 1;
  if (rarest * ticketCount < gathered) {
    const [row] = await db.query<{ found: number; ids: string[] }>(
      sql`WITH found AS MATERIALIZED (${gather(asked, gathered + 1)}),
            counted AS MATERIALIZED (SELECT count(*)::int AS n FROM found)
          SELECT n AS found, CASE WHEN n <= ${gathered} THEN ARRAY(SELECT id FROM found UNION ${also}) ELSE '{}' END AS ids FROM counted`,
      'own_gathered',
    );
    if (row && row.found <= gathered) {
      // Whether one of them has it as the client reads it is asked newest first, until a page is full; for counts of all.
      const found = isCounted ? among(await idsOf(few(row.ids), 'own_few')) : among(row.ids, has(query));
      return [found, ...without];
    }
    least = gathered;
  }
  const ownShare = Math.min(1, looked / Math.max(1, own.span));
  const newest = {
    ...{
      query: asked,
      common: rest.common,
      among: lead ? undefined : amongOf(broad(query), rest.others),
      has: has(query),
      isLooked: true,
      isMore: true,
    },
    owner: { query: owner, also, userId, share: ownShare },
    ...{
      share: Math.max(share * ownShare, least / ticketCount),
      isGuess,
      rarest: Math.min(rarest, ownShare),
      ticketCount,
    },
  };
  // In another order, or counted: what the index finds, where that is little enough to gather.
  const little = [
    { what: asked, share: newest.share },
    { what: broad(query), share: rest.share * ownShare },
  ].find((each) => each.share * ticketCount <= gathered);
  if (!little) return [{ condition: has(query), newest }, ...without];
  const ids = sql`${gather(little.what, 2 ** 31 - 1)} UNION ${also}`;
  const condition = sql`(t.id IN (${ids}) AND ${has(query)})`;
  return [{ condition, newest, byChange: { has: has(query), ids, areSure: false } }, ...without];
}

/**
 * What the words of a search ask of the tickets that the actor sees. One round trip, two for clients of many tickets; one less where
 * `recall` has what is known of them; none without words.
 */
export async function findWords(
  actor: Actor,
  words: WordsQuery,
  circumstances: Circumstances = {},
): Promise<WordsAsked[]> {
  if (words.isEmpty) return [{ condition: sql`false` }];
  return actor.kind === 'user' && !isStaff(actor)
    ? findClients(actor.userId, words, circumstances)
    : findStaffs(words, circumstances);
}

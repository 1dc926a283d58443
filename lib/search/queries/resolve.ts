import type { Sql } from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { priorities, type TicketPriority } from '@/lib/tickets/schema';
import type { Needles } from '../present';
import { parseSearch, searchLimits } from '../rules';
import type { SearchProblem, Token } from '../schema';
import { findWords, type WordsAsked } from './found';
import { askForActive, numberConditions, readOperator } from './operators';
import { type NearWords, queryWords, type Recall } from './words';

/** A search made ready: names are people, words are what the index knows. Times stay relative to when it is asked. */
export interface ResolvedSearch {
  /** On `tickets t`; the actor's visibility is not among them, nor what the words ask. */
  conditions: Sql[];
  /** They leave many tickets. */
  areWide: boolean;
  /** The priorities that are asked for, or any. */
  priorities: readonly TicketPriority[];
  /** What the words ask: one at most, of a view's text and a box's together two. */
  words: WordsAsked[];
  /** The number of the ticket that comes first: somebody typed it. */
  first: number | null;
  /** What was not understood, or whom nobody is called; all else holds. */
  problems: SearchProblem[];
  near: NearWords[];
  needles: Needles;
}

export interface ResolveOptions {
  /** Where the reader's days begin; UTC when unsaid. */
  timeZone?: string;
  /** What is not understood is looked for as words, as clients expect of a box that says nothing of a language. */
  asWords?: boolean;
  /** It was kept once all was understood: an agent, a team or a field that there is no more has no tickets, rather than all. */
  isKept?: boolean;
  /**
   * Of words that stand nowhere. `exact`: they stand for no others, and nothing is looked up to know. `near`: it was asked so, and
   * found nothing; unless some may stand for others, no more is made ready.
   */
  only?: 'exact' | 'near';
  /** Of the same text and actor, made ready a moment ago: what was read then is not read again. */
  recall?: Recall;
  /** What is found is counted as well, not only a page of it read. */
  isCounted?: boolean;
}

/** Postgres stores neither U+0000 nor half a character, so no ticket can hold them. */
const storable = (text: string) => text.slice(0, searchLimits.characters).replaceAll('\0', ' ').toWellFormed();

/**
 * Makes a text of the search language ready to be asked for `actor`. Never fails for what stands in it: what was not
 * understood is among `problems`, and the rest holds. Round trips: two for words, one for each name.
 */
export async function resolveSearch(actor: Actor, text: string, options: ResolveOptions = {}): Promise<ResolvedSearch> {
  const { asWords = false } = options;
  const parsed = parseSearch(storable(text), { isStaff: isStaff(actor) });
  const tokens = parsed.tokens.map(
    (token): Token =>
      asWords && token.problems.length > 0
        ? { ...token, meaning: { kind: 'word', text: token.text }, problems: [] }
        : token,
  );
  const areActive = askForActive(tokens);
  const operators = tokens.filter(({ meaning }) => meaning?.kind !== 'number');
  const [words, ...others] = await Promise.all([
    queryWords(actor, tokens, { isExact: options.only === 'exact', recall: options.recall }),
    ...operators.map((token) => readOperator(actor, token, { ...options, areActive })),
  ]);
  const bare = tokens.find(
    (token) => !token.isNegated && token.meaning?.kind === 'word' && /^\d{1,9}$/.test(token.text),
  );
  const problems = asWords ? [] : parsed.problems;
  const conditions = [...numberConditions(tokens), ...others.flatMap((each) => each.conditions)];
  const asked = operators.flatMap(({ isNegated, meaning }) =>
    meaning?.kind === 'priority' && !isNegated ? [meaning.any] : [],
  );
  // Two that each leave many may leave few.
  const areWide = conditions.length === 0 || (conditions.length === 1 && others.some((each) => each.isWide));
  return {
    conditions,
    areWide,
    priorities: priorities.filter((each) => asked.every((any) => any.includes(each))),
    words:
      options.only === 'near' && words.near.length === 0
        ? []
        : await findWords(actor, words, { ...options, isWide: areWide }),
    first: bare ? Number(bare.text) : null,
    problems: [...problems, ...others.flatMap((each) => each.problems)].sort((a, b) => a.start - b.start),
    near: words.near,
    needles: words.needles,
  };
}

/** What two searches ask together, as `of` was understood: a queue's, and that of the box above it. */
export function joinSearches(within: ResolvedSearch, of: ResolvedSearch): ResolvedSearch {
  const conditions = [...within.conditions, ...of.conditions];
  return {
    ...of,
    conditions,
    areWide: conditions.length <= 1 && within.areWide && of.areWide,
    priorities: within.priorities.filter((each) => of.priorities.includes(each)),
    words: [...within.words, ...of.words],
  };
}

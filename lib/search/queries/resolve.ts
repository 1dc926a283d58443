import sql, { join, type Sql } from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { oneOf } from '@/lib/platform/sql';
import { hasStatus, statusOf } from '@/lib/tickets/queries/merged';
import { tagCondition } from '@/lib/tickets/queries/tags';
import type { TicketStatus } from '@/lib/tickets/schema';
import type { Needles } from '../present';
import { parseSearch, searchLimits } from '../rules';
import type { Meaning, SearchProblem, SearchProblemCode, Token } from '../schema';
import { fieldCondition, findField } from './fields';
import { findWords, type WordsAsked } from './found';
import { laterCondition, momentCondition, resolvedCondition } from './moments';
import { assigneeCondition, clientCondition, teamCondition } from './people';
import { type NearWords, queryWords, type Recall } from './words';

/** A search made ready: names are people, words are what the index knows. Times stay relative to when it is asked. */
export interface ResolvedSearch {
  /** On `tickets t`; the actor's visibility is not among them, nor what the words ask. */
  conditions: Sql[];
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
  /** What is not understood is looked for as words, as customers expect of a box that says nothing of a language. */
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

const activeStatuses: ReadonlySet<string> = new Set(['open', 'pending', 'in_progress'] satisfies TicketStatus[]);

/** Whether the words before and after ask for active statuses alone. */
const askForActive = (tokens: Token[]) =>
  tokens.some(
    ({ isNegated, meaning }) =>
      !isNegated && meaning?.kind === 'status' && meaning.any.every((each) => activeStatuses.has(each)),
  );

/** Postgres stores neither U+0000 nor half a character, so no ticket can hold them. */
const storable = (text: string) => text.slice(0, searchLimits.characters).replaceAll('\0', ' ').toWellFormed();

const isActive = (actor: Actor) => sql`${statusOf(actor)} IN ('open', 'pending', 'in_progress')`;

/** `areActive`: all that is asked for is active by another condition. Said twice, the planner expects a twentieth of what there is. */
function stateCondition(actor: Actor, word: string, areActive: boolean): Sql {
  const active = areActive ? sql`true` : isActive(actor);
  if (word === 'snoozed') return sql`t.snoozed_until > now()`;
  if (word === 'merged') return sql`t.merged_into_id IS NOT NULL`;
  // Clients know nothing of what is put off.
  if (word === 'active' && !isStaff(actor)) return active;
  if (word === 'active') return sql`(${active} AND (t.snoozed_until IS NULL OR t.snoozed_until <= now()))`;
  return sql`(${active} AND (SELECT m.type FROM threads m WHERE m.ticket_id = t.id AND m.type <> 'system' AND NOT m.is_internal
    ORDER BY m.created_at DESC, m.id DESC LIMIT 1) = 'user')`;
}

function possessionCondition(actor: Actor, word: string): Sql {
  if (word === 'rating') return sql`EXISTS (SELECT 1 FROM ratings r WHERE r.ticket_id = t.id)`;
  if (word === 'draft')
    return sql`t.id IN (SELECT d.ticket_id FROM drafts d WHERE d.user_id = ${actor.kind === 'user' ? actor.userId : null}::uuid)`;
  return sql`EXISTS (SELECT 1 FROM attachments a JOIN threads m ON m.id = a.thread_id
    WHERE a.ticket_id = t.id AND ${isStaff(actor) ? sql`true` : sql`NOT m.is_internal`})`;
}

const anyOf = (all: Sql[]): Sql => (all.length === 1 && all[0] ? all[0] : sql`(${join(all, ' OR ')})`);

type Blame = (code: SearchProblemCode, value: string) => void;
type Operation = Exclude<Meaning, { kind: 'word' | 'phrase' }>;
const isOperation = (meaning: Meaning): meaning is Operation => meaning.kind !== 'word' && meaning.kind !== 'phrase';

async function namedConditions(
  values: string[],
  find: (value: string) => Promise<Sql | null>,
  blame: (value: string) => void,
): Promise<Sql[]> {
  const found = await Promise.all(values.map(find));
  return found.flatMap((condition, index) => {
    if (!condition) blame(values[index] ?? '');
    return condition ?? [];
  });
}

/** The condition of one operator, or null where nothing of it was understood. */
async function conditionOf(
  actor: Actor,
  meaning: Operation,
  { timeZone, areActive }: { timeZone: string; areActive: boolean },
  blame: Blame,
): Promise<Sql | null> {
  switch (meaning.kind) {
    case 'number':
      return sql`t.number = ${meaning.number}::int`;
    case 'status':
      return hasStatus(actor, meaning.any);
    case 'priority':
      return oneOf(sql`t.priority`, meaning.any, sql`ticket_priority`);
    case 'category':
      return oneOf(sql`t.category`, meaning.any, sql`ticket_category`);
    case 'is':
      return anyOf(meaning.any.map((word) => stateCondition(actor, word, areActive)));
    case 'has':
      return anyOf(meaning.any.map((word) => possessionCondition(actor, word)));
    case 'tag':
      return (await tagCondition(actor, meaning.any, 'plain')).condition;
    case 'created':
      return momentCondition(sql`t.created_at`, meaning.any, timeZone);
    case 'updated':
      return laterCondition(isStaff(actor) ? sql`t.staff_updated_at` : sql`t.updated_at`, meaning.any, timeZone);
    case 'resolved':
      return resolvedCondition(actor, meaning.any, timeZone);
    case 'client': {
      const all = await namedConditions(
        meaning.any,
        (value) => clientCondition(actor, value),
        (value) => blame('UNKNOWN_CLIENT', value),
      );
      // Nobody of that name has no tickets: others' would be a wrong answer.
      return all.length > 0 ? anyOf(all) : sql`false`;
    }
    case 'assigned':
    case 'team': {
      const isTeam = meaning.kind === 'team';
      const all = await namedConditions(
        meaning.any,
        (value) => (isTeam ? teamCondition(value) : assigneeCondition(actor, value)),
        (value) => blame(isTeam ? 'UNKNOWN_TEAM' : 'UNKNOWN_AGENT', value),
      );
      return all.length > 0 ? anyOf(all) : null;
    }
    case 'field': {
      const field = await findField(actor, meaning.key);
      if (!field) blame('UNKNOWN_FIELD', meaning.key);
      const all = meaning.any.flatMap((value) => {
        const condition = field && fieldCondition(meaning.key, field, value, timeZone);
        if (field && !condition) blame('UNKNOWN_VALUE', value);
        return condition ?? [];
      });
      return all.length > 0 ? anyOf(all) : null;
    }
  }
}

async function readOperator(
  actor: Actor,
  token: Token,
  { timeZone = 'UTC', isKept = false, areActive }: ResolveOptions & { areActive: boolean },
) {
  const { meaning, isNegated, values } = token;
  const problems: SearchProblem[] = [];
  if (!meaning || !isOperation(meaning)) return { conditions: [], problems };
  const blame: Blame = (code, text) => {
    const { start, end } = values.find((value) => value.text === text) ?? token;
    problems.push({
      code,
      index: token.index,
      text: code === 'UNKNOWN_FIELD' ? (token.name?.text ?? text) : text,
      start,
      end,
    });
  };
  const condition = (await conditionOf(actor, meaning, { timeZone, areActive }, blame)) ?? (isKept ? sql`false` : null);
  if (!condition) return { conditions: [], problems };
  return { conditions: [isNegated ? sql`(${condition}) IS NOT TRUE` : condition], problems };
}

/** Numbers with a sharp before them: any of them, none of those with a minus. */
function numberConditions(tokens: Token[]): Sql[] {
  const numbers = (isNegated: boolean) =>
    tokens.flatMap(({ meaning, ...each }) =>
      meaning?.kind === 'number' && each.isNegated === isNegated ? [meaning.number] : [],
    );
  const [wanted, excluded] = [numbers(false), numbers(true)];
  return [
    ...(wanted.length > 0 ? [sql`t.number = ANY(${wanted}::int[])`] : []),
    ...(excluded.length > 0 ? [sql`t.number <> ALL(${excluded}::int[])`] : []),
  ];
}

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
  return {
    conditions: [...numberConditions(tokens), ...others.flatMap((each) => each.conditions)],
    words: options.only === 'near' && words.near.length === 0 ? [] : await findWords(actor, words, options),
    first: bare ? Number(bare.text) : null,
    problems: [...problems, ...others.flatMap((each) => each.problems)].sort((a, b) => a.start - b.start),
    near: words.near,
    needles: words.needles,
  };
}

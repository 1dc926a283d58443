import sql, { join, type Sql } from 'sql-template-tag';
import { type Actor, isStaff } from '@/lib/auth/actor';
import { oneOf } from '@/lib/platform/sql';
import { hasStatus, statusOf } from '@/lib/tickets/queries/merged';
import { tagCondition } from '@/lib/tickets/queries/tags';
import type { TicketStatus } from '@/lib/tickets/schema';
import type { Meaning, SearchProblem, SearchProblemCode, Token } from '../schema';
import { fieldCondition, findField } from './fields';
import { laterCondition, momentCondition, resolvedCondition } from './moments';
import { assigneeCondition, clientCondition, teamCondition } from './people';

const activeStatuses: ReadonlySet<string> = new Set(['open', 'pending', 'in_progress'] satisfies TicketStatus[]);

/** Whether the words before and after ask for active statuses alone. */
export const askForActive = (tokens: Token[]) =>
  tokens.some(
    ({ isNegated, meaning }) =>
      !isNegated && meaning?.kind === 'status' && meaning.any.every((each) => activeStatuses.has(each)),
  );

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

/** What is known of an operator beside its condition. */
interface Read {
  timeZone: string;
  areActive: boolean;
  blame: Blame;
  /** What it asks for leaves many tickets. */
  isWide: () => void;
}

type Operation = Exclude<Meaning, { kind: 'word' | 'phrase' }>;
const isOperation = (meaning: Meaning): meaning is Operation => meaning.kind !== 'word' && meaning.kind !== 'phrase';

async function namedConditions<Condition>(
  values: string[],
  find: (value: string) => Promise<Condition | null>,
  blame: (value: string) => void,
): Promise<Condition[]> {
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
  { timeZone, areActive, blame, isWide }: Read,
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
      if (all.some(({ areMany }) => areMany)) isWide();
      // Nobody of that name has no tickets: others' would be a wrong answer.
      return all.length > 0 ? anyOf(all.map(({ condition }) => condition)) : sql`false`;
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

/** What an operator asks of `tickets t`, and what of it was not understood. Round trips: one for each name. */
export async function readOperator(
  actor: Actor,
  token: Token,
  { timeZone = 'UTC', isKept = false, areActive }: { timeZone?: string; isKept?: boolean; areActive: boolean },
) {
  const { meaning, isNegated, values } = token;
  const problems: SearchProblem[] = [];
  if (!meaning || !isOperation(meaning)) return { conditions: [], problems, isWide: false };
  let isWide = false;
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
  const read = {
    timeZone,
    areActive,
    blame,
    isWide: () => {
      isWide = !isNegated;
    },
  };
  const condition = (await conditionOf(actor, meaning, read)) ?? (isKept ? sql`false` : null);
  if (!condition) return { conditions: [], problems, isWide: false };
  return {
    conditions: [isNegated ? sql`(${condition}) IS NOT TRUE` : condition],
    problems,
    isWide,
  };
}

/** Numbers with a sharp before them: any of them, none of those with a minus. */
export function numberConditions(tokens: Token[]): Sql[] {
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

import type { ChangeTicket } from '@/lib/tickets/schema';
import type { MacroActions } from './schema';

/** The variables that every macro may use, in the order of the menu; custom fields are `field.<key>` beside them. */
export const variables = [
  'client.name',
  'client.first_name',
  'client.email',
  'ticket.number',
  'ticket.title',
  'agent.name',
  'agent.first_name',
  'desk.name',
  'today',
] as const;

type Variable = (typeof variables)[number] | `field.${string}`;

/** What each variable stands for; a value that is absent or empty leaves the variable standing. */
export type MacroValues = Partial<Record<Variable, string>>;

interface Scene {
  client: { name: string; email: string };
  ticket: { number: number; title: string };
  agent: { name: string };
  desk: string;
  /** The day as the reader writes it. */
  today: string;
  /** Values of custom fields by key. */
  fields?: Record<string, unknown>;
}

const firstName = (name: string) => name.trim().split(/\s+/)[0] ?? '';

/** The values of every variable for one ticket. */
export function macroValues({ client, ticket, agent, desk, today, fields = {} }: Scene): MacroValues {
  const known = Object.entries(fields).filter(([, value]) => typeof value === 'string' || typeof value === 'number');
  return {
    'client.name': client.name,
    'client.first_name': firstName(client.name),
    'client.email': client.email,
    'ticket.number': String(ticket.number),
    'ticket.title': ticket.title,
    'agent.name': agent.name,
    'agent.first_name': firstName(agent.name),
    'desk.name': desk,
    today,
    ...Object.fromEntries(known.map(([key, value]) => [`field.${key}`, String(value)])),
  };
}

/** One line: no line breaks, control characters, or marks that turn the direction of what follows. */
const oneLine = (value: string) =>
  value
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

/**
 * A value as Markdown that reads as the very same text: what could begin a mark, a link, a heading, a list, a quote, an
 * entity or an address that readers make a link of is escaped.
 */
function escaped(value: string): string {
  return (
    value
      .replaceAll(/[\\`*[\]<>{}|~]/g, '\\$&')
      // Within a word an underscore is only that.
      .replaceAll(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
      .replaceAll(/&(?=#|\w+;)/g, '\\&')
      .replace(/^[#+\-=]/, '\\$&')
      .replace(/^(\d{1,9})([.)])/, '$1\\$2')
      // Readers look for addresses after the escapes are gone: a joiner of no width keeps them apart.
      .replaceAll(/:(?=\/\/)/g, ':\u2060')
      .replaceAll(/www(?=\.)/gi, '$&\u2060')
  );
}

interface Span {
  from: number;
  to: number;
}

/** Where a text is code: fenced blocks, and spans whose marks stand in one line. There an escape would be read as it is. */
function codeOf(text: string): Span[] {
  const spans: Span[] = [];
  let fence: { mark: string; from: number } | undefined;
  let at = 0;
  for (const line of text.split('\n')) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence) {
      if (mark?.startsWith(fence.mark) && line.trim() === mark) {
        spans.push({ from: fence.from, to: at });
        fence = undefined;
      }
    } else if (mark && !(mark[0] === '`' && line.includes('`', line.indexOf(mark) + mark.length))) {
      fence = { mark, from: at + line.length };
    } else {
      for (const span of line.matchAll(/(?<![\\`])(`+)(?!`)(?:.*?[^`])\1(?!`)/g))
        spans.push({ from: at + span.index, to: at + span.index + span[0].length });
    }
    at += line.length + 1;
  }
  return spans;
}

// A name, or anything that stands where one would: what is mistyped is to be found as well. Bounded, and each part begins
// where the one before must end: a text of nothing but blanks costs no time.
const pattern = /\{\{\s{0,50}([^\s{}](?:[^{}\n]{0,98}[^\s{}])?)\s{0,50}\}\}/g;

export interface Rendered {
  text: string;
  /** The variables that stand as they were, each once: unknown ones and those without a value. */
  left: string[];
}

/**
 * A macro's text with its variables' values. Values are text, never Markdown; what they say is not looked at for variables.
 * A variable that is unknown or has no value is left as it stands.
 */
export function renderMacro(body: string, values: MacroValues): Rendered {
  const code = codeOf(body);
  const left = new Set<string>();
  const text = body.replaceAll(pattern, (whole, name: string, index: number) => {
    const value = oneLine((Object.hasOwn(values, name) && values[name as Variable]) || '');
    if (value === '') {
      left.add(name);
      return whole;
    }
    const isCode = code.some(({ from, to }) => from < index && index < to);
    return isCode ? value.replaceAll('`', '’') : escaped(value);
  });
  return { text, left: [...left] };
}

/** The variables that stand in a text about to be sent, as they were written, each once. */
export function leftVariables(text: string): string[] {
  return [...new Set([...text.matchAll(pattern)].map(([whole]) => whole))];
}

/** Whether a macro does anything to the ticket. */
export function hasActions(actions: MacroActions): boolean {
  return Object.values(actions).some((value) => value !== undefined && !(Array.isArray(value) && value.length === 0));
}

/** The change that a macro's actions are to a ticket with these tags. Taking away goes first: what is added stays. */
export function changeOfMacro(actions: MacroActions, ticket: { tags: string[] }): ChangeTicket {
  const { addTags = [], removeTags = [], assignedTo, team, ...rest } = actions;
  const orNobody = (id: string) => (id === 'none' ? null : id);
  const fold = (tag: string) => tag.toLowerCase();
  const gone = new Set(removeTags.map(fold));
  const kept = ticket.tags.filter((tag) => !gone.has(fold(tag)));
  const held = new Set(kept.map(fold));
  const tags = [...kept, ...addTags.filter((tag) => !held.has(fold(tag)))];
  return {
    ...rest,
    ...((addTags.length > 0 || removeTags.length > 0) && { tags }),
    ...(assignedTo !== undefined && { assignedTo: orNobody(assignedTo) }),
    ...(team !== undefined && { team: orNobody(team) }),
  };
}

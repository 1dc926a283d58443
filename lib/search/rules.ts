import {
  type Meaning,
  type Moment,
  type Operator,
  operatorInfo,
  operators,
  type SearchProblem,
  type SearchProblemCode,
  type Span,
  type Token,
  type Unit,
} from './schema';

/** How many words one search may hold, how many values behind colons (a name costs a look), and how long it may be. */
export const searchLimits = { tokens: 40, values: 60, characters: 1000 } as const;

/** Without accents and case: how words are compared. */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
}

type Named = { en: string; es: string; also?: readonly string[] };
const spellings = (key: string, { en, es, also = [] }: Named) => [key, en, es, ...also].map(fold);
const byName = new Map(
  Object.entries(operators).flatMap(([key, info]) =>
    spellings(key, info).map((word) => [word, key as Operator] as const),
  ),
);

/** The word that an operator knows `text` as, in either language, or undefined. */
function knownValue(operator: Operator, text: string, isStaff: boolean): string | undefined {
  const wanted = fold(text);
  const found = Object.entries(operatorInfo(operator).values ?? {}).find(([key, info]) =>
    spellings(key, info).includes(wanted),
  );
  return found && (isStaff || !found[1].isStaffs) ? found[0] : undefined;
}

const units: Record<string, Unit> = {
  ...{ h: 'hour', d: 'day', w: 'week', s: 'week', m: 'month', y: 'year', a: 'year' },
};

/** A day that there is, a number of days later, or undefined. */
function day(text: string, later = 0): string | undefined {
  if (!/^(19|20|21)\d\d-\d\d-\d\d$/.test(text)) return undefined;
  const at = new Date(`${text}T00:00:00Z`);
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== text) return undefined;
  at.setUTCDate(at.getUTCDate() + later);
  return at.toISOString().slice(0, 10);
}

function readRange(text: string): Moment | undefined {
  const [from, to] = text.split('..');
  const first = from ? day(from) : undefined;
  const before = to ? day(to, 1) : undefined;
  if ((from && !first) || (to && !before) || (!from && !to) || text.split('..').length > 2) return undefined;
  return { kind: 'dates', ...(first && { from: first }), ...(before && { before }) };
}

/** `<7d` (younger), `>30d` (older), `2026-11-01`, `>=2026-11-01`, `2026-11-01..2026-11-15`, `today`, `yesterday`. */
export function readMoment(operator: Operator, text: string): Moment | undefined {
  const word = knownValue(operator, text, true);
  if (word) return { kind: 'day', back: word === 'today' ? 0 : 1 };
  if (text.includes('..')) return readRange(text);
  const [, sign = '', rest = ''] = /^([<>]=?|=)?(.+)$/u.exec(text) ?? [];
  const age = /^(\d{1,4})([a-z])$/i.exec(rest);
  const unit = age && units[age[2]?.toLowerCase() ?? ''];
  // A thousand years are before all that Postgres can tell.
  if (age && unit && sign !== '=' && (unit !== 'year' || Number(age[1]) < 1000))
    return { kind: 'age', isYounger: !sign.startsWith('>'), amount: Number(age[1]), unit };
  const [date, next] = [day(rest), day(rest, 1)];
  if (!date || !next) return undefined;
  if (sign === '<') return { kind: 'dates', before: date };
  if (sign === '<=') return { kind: 'dates', before: next };
  if (sign === '>') return { kind: 'dates', from: next };
  return sign === '>=' ? { kind: 'dates', from: date } : { kind: 'dates', from: date, before: next };
}

/** The words that a comparison in an ordered list stands for: `>=high` is high and urgent. */
function compared(operator: Operator, text: string, isStaff: boolean): string[] {
  const [, sign = '', rest = ''] = /^([<>]=?)?(.*)$/u.exec(text) ?? [];
  const word = knownValue(operator, rest, isStaff);
  if (!word || (sign && operator !== 'priority')) return [];
  const all = Object.keys(operatorInfo(operator).values ?? {});
  const at = all.indexOf(word);
  if (!sign) return [word];
  const more = sign.startsWith('>') ? all.slice(at + 1) : all.slice(0, at);
  return sign.endsWith('=') ? [...more, word] : more;
}

/** What opens and closes an exact phrase, as keyboards and phones write it. */
export const quotes = /["“”«»]/;

/** Where the value that begins at `from` ends: at a blank outside of quotes. Its parts are split at commas outside of them. */
function readValues(text: string, from: number): { end: number; values: Span[] } {
  const values: Span[] = [];
  let at = from;
  let start = from;
  let value = '';
  let isQuoted = false;
  const push = () => {
    if (value.trim() !== '') values.push({ text: value.trim(), start, end: at });
    value = '';
    start = at + 1;
  };
  for (; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if (quotes.test(sign)) isQuoted = !isQuoted;
    else if (!isQuoted && /\s/.test(sign)) break;
    else if (!isQuoted && sign === ',') push();
    else value += sign;
  }
  push();
  return { end: at, values };
}

const wordEnd = (text: string, from: number) => {
  const blank = text.slice(from).search(/\s/);
  return blank === -1 ? text.length : from + blank;
};

/** The name before a colon; addresses (`https://…`), times (`10:30`) and sentences (`error: no abre`) have none. */
function nameAt(text: string, from: number): (Span & { operator?: Operator; key?: string }) | undefined {
  const [whole] =
    /^\p{L}[\p{L}\p{M}\p{N}_]+(\.[\p{L}\p{M}\p{N}_-]+)?:(?![/\\])/u.exec(text.slice(from, from + 100)) ?? [];
  if (!whole) return undefined;
  const name = whole.slice(0, -1);
  const [head = '', key] = name.split('.');
  const operator = byName.get(fold(head));
  const isKnown = operator !== undefined && (operator === 'field') === (key !== undefined);
  const after = text[from + whole.length];
  if (!isKnown && (after === undefined || /\s/.test(after))) return undefined;
  const span = { text: name, start: from, end: from + name.length };
  return isKnown ? { ...span, operator, key: key && fold(key) } : span;
}

function understand(token: Token, operator: Operator, key: string | undefined, isStaff: boolean): void {
  const { values } = token;
  const blame = (code: SearchProblemCode, { text, start, end }: Span) =>
    token.problems.push({ code, index: token.index, text, start, end });
  if (operatorInfo(operator).isStaffs && !isStaff) {
    blame('UNKNOWN_OPERATOR', token);
    return;
  }
  if (values.length === 0) {
    blame('NO_VALUE', token);
    return;
  }
  const each = <Found>(read: (text: string) => Found[]): Found[] =>
    values.flatMap((value) => {
      const found = read(value.text);
      if (found.length === 0) blame('UNKNOWN_VALUE', value);
      return found;
    });
  const { kind } = operatorInfo(operator);
  let meaning: Meaning;
  if (operator === 'field') meaning = { kind: operator, key: key ?? '', any: values.map((value) => value.text) };
  else if (operator === 'created' || operator === 'updated' || operator === 'resolved')
    meaning = { kind: operator, any: each((text) => [readMoment(operator, text) ?? []].flat()) };
  else if (kind === 'choice')
    meaning = { kind: operator, any: [...new Set(each((text) => compared(operator, text, isStaff)))] } as Meaning;
  else
    meaning = { kind: operator, any: values.map(({ text }) => knownValue(operator, text, isStaff) ?? text) } as Meaning;
  if ('any' in meaning && meaning.any.length > 0) token.meaning = meaning;
}

function readToken(text: string, start: number, index: number, isStaff: boolean): Token {
  const isNegated = text[start] === '-' && /[^\s-]/.test(text[start + 1] ?? '');
  const from = isNegated ? start + 1 : start;
  const make = (end: number, more: Partial<Token>): Token => ({
    ...{ text: text.slice(start, end), start, end, index, isNegated, values: [], problems: [] },
    ...more,
  });
  if (quotes.test(text[from] ?? '')) {
    const length = text.slice(from + 1).search(quotes);
    const close = length === -1 ? text.length : from + 1 + length;
    const inside = text.slice(from + 1, close);
    return make(Math.min(close + 1, text.length), { meaning: { kind: 'phrase', text: inside } });
  }
  const name = nameAt(text, from);
  if (name) {
    const { key, ...span } = name;
    const { end, values } = readValues(text, name.end + 1);
    const token = make(end, { name: span, values });
    if (name.operator) understand(token, name.operator, key, isStaff);
    else token.problems.push({ code: 'UNKNOWN_OPERATOR', index, text: token.text, start, end });
    return token;
  }
  const end = wordEnd(text, from);
  const word = text.slice(from, end);
  const number = /^#(\d{1,9})$/.exec(word)?.[1];
  return make(end, { meaning: number ? { kind: 'number', number: Number(number) } : { kind: 'word', text: word } });
}

export interface ParsedSearch {
  tokens: Token[];
  /** What was not understood, in the order of the text. All else still holds. */
  problems: SearchProblem[];
}

/**
 * Reads a text of the search language; never fails, whatever stands in it. What only the desk may ask is unknown to clients.
 * The tokens' places are those of `text` as given.
 */
export function parseSearch(text: string, { isStaff = true } = {}): ParsedSearch {
  const tokens: Token[] = [];
  const problems: SearchProblem[] = [];
  let values = 0;
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text[at] ?? '')) {
      at += 1;
      continue;
    }
    const token = readToken(text, at, tokens.length, isStaff);
    values += token.values.length;
    if (tokens.length === searchLimits.tokens || values > searchLimits.values) {
      problems.push({ code: 'TOO_MANY', index: tokens.length, text: text.slice(at), start: at, end: text.length });
      break;
    }
    tokens.push(token);
    at = token.end;
  }
  return { tokens, problems: [...tokens.flatMap((token) => token.problems), ...problems] };
}

import { fold, parseSearch, quotes } from './rules';
import { type Operator, operatorInfo, operators, type Suggestion, type Token } from './schema';

/** A value as it must be written to be read back as one. */
export function quoteValue(value: string): string {
  const plain = value.replace(new RegExp(quotes, 'g'), ' ').replace(/\s+/g, ' ').trim();
  return /[\s,]/.test(plain) ? `"${plain}"` : plain;
}

/** The text without one of its tokens. */
export function withoutToken(text: string, { start, end }: Pick<Token, 'start' | 'end'>): string {
  return `${text.slice(0, start).trimEnd()} ${text.slice(end).trimStart()}`.trim();
}

/**
 * The text with the operator asking for any of these values, and no longer for what it asked for before; without values
 * not at all. What is excluded with a minus stays.
 */
export function withOperator(text: string, operator: Operator, values: string[], locale: 'es' | 'en'): string {
  const old = parseSearch(text).tokens.filter((token) => token.name?.operator === operator && !token.isNegated);
  const info = operatorInfo(operator);
  const word = (value: string) => info.values?.[value]?.[locale] ?? quoteValue(value);
  const written = values.length > 0 ? `${info[locale]}:${values.map(word).join(',')}` : '';
  const rest = old.toReversed().reduce(withoutToken, text);
  return `${rest.trim()} ${written}`.trim();
}

/** What the operator asks for in the text, all its words together; excluded ones are not counted. */
export function valuesOf(text: string, operator: Operator): string[] {
  const asked = parseSearch(text).tokens.filter((token) => token.name?.operator === operator && !token.isNegated);
  return [
    ...new Set(
      asked.flatMap(({ meaning, values }) =>
        meaning && 'any' in meaning && meaning.any.every((each) => typeof each === 'string')
          ? (meaning.any as string[])
          : values.map((value) => value.text),
      ),
    ),
  ];
}

/** What marks a match: words whole, beginnings of words, and stems with a short ending after them; all folded. */
export interface Needles {
  words: string[];
  starts: string[];
  stems: string[];
}

/** A piece of a text; `isMatch` where it is what was searched for. */
export interface Piece {
  text: string;
  isMatch: boolean;
}

function isMarked(word: string, { words, starts, stems }: Needles): boolean {
  return (
    words.includes(word) ||
    starts.some((start) => word.startsWith(start)) ||
    // The stemmers cut endings: "factur" stands for "factura" and "facturaciones", "cas" for "casas" and not "castillo".
    stems.some((stem) => word.startsWith(stem) && word.length - stem.length <= (stem.length > 4 ? 7 : 3))
  );
}

/** Where a text has what was searched for, as whole words: [start, end] as JavaScript counts. */
export function findMatches(text: string, needles: Needles, most = 200): [start: number, end: number][] {
  const found: [number, number][] = [];
  for (const { 0: word, index } of text.matchAll(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu)) {
    if (!isMarked(fold(word), needles)) continue;
    found.push([index, index + word.length]);
    if (found.length === most) break;
  }
  return found;
}

function cut(text: string, matches: [number, number][]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const [start, end] of matches) {
    if (start > at) pieces.push({ text: text.slice(at, start), isMatch: false });
    pieces.push({ text: text.slice(start, end), isMatch: true });
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), isMatch: false });
  return pieces;
}

/** A short text in pieces, or null where nothing in it matches. Never HTML: whoever shows it marks the pieces. */
export function markMatches(text: string, needles: Needles): Piece[] | null {
  const matches = findMatches(text, needles);
  return matches.length > 0 ? cut(text, matches) : null;
}

/** The lines around the first match of a long text, in one line and in pieces, or null where nothing in it matches. */
export function snippet(text: string, needles: Needles, size = 160): Piece[] | null {
  const line = text.replace(/\s+/g, ' ').trim();
  const [first] = findMatches(line, needles, 1);
  if (!first) return null;
  const wanted = Math.max(0, first[0] - Math.floor(size / 3));
  // From the beginning of a word, so that nothing is cut in two.
  const start = wanted === 0 ? 0 : Math.min(first[0], line.indexOf(' ', wanted) + 1 || first[0]);
  const end = Math.max(first[1], start + size);
  const clipped = `${start > 0 ? '…' : ''}${line.slice(start, end)}${end < line.length ? '…' : ''}`;
  return cut(clipped, findMatches(clipped, needles));
}

/** The word that the caret stands in or behind, and what of it is already typed. */
export interface Typing {
  start: number;
  end: number;
  /** What stands before the value: minus, name, colon and other values; for a bare word a minus or nothing. */
  before: string;
  /** What of the value or word stands before the caret. */
  part: string;
  operator?: Operator;
  /** The key of a field of the desk's own. */
  key?: string;
}

/** What is being typed at `caret`; between words, a new one. */
export function typingAt(text: string, caret: number): Typing {
  const token = parseSearch(text).tokens.find((each) => each.start < caret && caret <= each.end);
  if (!token) return { start: caret, end: caret, before: '', part: '' };
  const typed = text.slice(token.start, caret);
  const { start, end, name } = token;
  if (!name?.operator || caret <= name.end) {
    const before = token.isNegated ? '-' : '';
    return { start, end, before, part: typed.slice(before.length) };
  }
  // A comma within quotes belongs to the value.
  let from = name.end + 1 - start;
  let isQuoted = false;
  for (let at = from; at < typed.length; at += 1) {
    if (quotes.test(typed[at] ?? '')) isQuoted = !isQuoted;
    else if (typed[at] === ',' && !isQuoted) from = at + 1;
  }
  const key = name.operator === 'field' ? name.text.split('.')[1] : undefined;
  const part = typed.slice(from).replace(new RegExp(quotes, 'g'), '');
  return { start, end, before: typed.slice(0, from), part, operator: name.operator, ...(key && { key }) };
}

/** What the language itself offers for what is being typed: operators by their beginnings, and the words that they take. */
export function suggestWords({ before, part, operator }: Typing, locale: 'es' | 'en'): Suggestion[] {
  const wanted = fold(part);
  const begins = (info: { en: string; es: string; also?: readonly string[] }) =>
    [info[locale], locale === 'es' ? info.en : info.es, ...(info.also ?? [])].some((each) =>
      fold(each).startsWith(wanted),
    );
  if (!operator) {
    return Object.values(operators)
      .filter(begins)
      .map((info) => ({ text: `${before}${info[locale]}${info === operators.field ? '.' : ':'}` }));
  }
  const info = operatorInfo(operator);
  const words = Object.values(info.values ?? {}).filter(begins);
  const ages = info.kind === 'moment' && wanted === '' ? ['<24h', '<7d', '<30d', '>30d'] : [];
  return [...words.map((each) => each[locale]), ...ages].map((word) => ({ text: before + word }));
}

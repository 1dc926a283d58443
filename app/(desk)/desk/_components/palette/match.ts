import { fold } from '@/lib/search/rules';

/** A part of a text, and whether it is what was looked for. */
export interface Part {
  text: string;
  isMatch: boolean;
}

/** The words of what was typed, without accents and case. */
export const wordsOf = (text: string): string[] => fold(text).split(/\s+/).filter(Boolean);

/** A text folded sign by sign, and for each place in that the place in the text. */
function folded(text: string): { plain: string; places: number[] } {
  let plain = '';
  const places: number[] = [];
  let at = 0;
  for (const sign of text) {
    const part = fold(sign);
    plain += part;
    for (let each = 0; each < part.length; each += 1) places.push(at);
    at += sign.length;
  }
  return { plain, places: [...places, text.length] };
}

const isWordStart = (plain: string, at: number) => at === 0 || !/[\p{L}\p{N}]/u.test(plain[at - 1] ?? '');

/** Where a word stands, at the start of a word if it does anywhere; -1 where it does not. */
function find(plain: string, word: string): number {
  for (let at = plain.indexOf(word); at !== -1; at = plain.indexOf(word, at + 1)) if (isWordStart(plain, at)) return at;
  return plain.indexOf(word);
}

/**
 * How well a text is what was typed: 0 where a word is missing; the more the earlier the words stand and the more of them
 * begin a word. `also` are words that find it too, and are not shown.
 */
export function matchScore(text: string, words: string[], also = ''): number {
  if (words.length === 0) return 1;
  const plain = fold(text);
  const hidden = fold(also);
  let score = 0;
  for (const word of words) {
    const at = find(plain, word);
    if (at === 0) score += 4;
    else if (at > 0) score += isWordStart(plain, at) ? 3 : 1;
    else if (find(hidden, word) !== -1) score += 0.5;
    else return 0;
  }
  return score / words.length;
}

/** A text in parts, with those that were looked for marked. */
export function matchParts(text: string, words: string[]): Part[] {
  const { plain, places } = folded(text);
  const marked = new Set<number>();
  for (const word of words) {
    const at = find(plain, word);
    if (at !== -1) for (let each = places[at] ?? 0; each < (places[at + word.length] ?? 0); each += 1) marked.add(each);
  }
  const parts: Part[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const isMatch = marked.has(at);
    const last = parts.at(-1);
    if (last?.isMatch === isMatch) last.text += text[at];
    else parts.push({ text: text[at] ?? '', isMatch });
  }
  return parts;
}

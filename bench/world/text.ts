import { type Dice, type Random, zipf } from './random';
import {
  companies,
  english,
  firstNames,
  type Language,
  lastNames,
  rareWords as rareList,
  spanish,
  tags as tagList,
} from './words';

/** A text and the words that it is made of, as places in `vocabulary`. */
export interface Said {
  text: string;
  words: number[];
}

export const rareWords = [...new Set(rareList)];
export const tags = [...new Set(tagList)];

const words: string[] = [];
const places = new Map<string, number>();

/** The words of a text, each with its place in the vocabulary; none for numbers of people and tickets. */
export function wordsOf(text: string): { text: string; place: number | undefined }[] {
  const found = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return found.map((word) => ({ text: word, place: places.get(word) }));
}

/** Without accents and capitals: how addresses are spelt. */
export function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
}

function learn(text: string): number[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => {
    const known = places.get(word);
    if (known !== undefined) return known;
    places.set(word, words.length);
    words.push(word);
    return words.length - 1;
  });
}

interface Slot {
  choices: string[];
  places: number[];
  dice: Dice;
}

const slotOf = (choices: string[], exponent: number): Slot => {
  const distinct = [...new Set(choices)];
  return {
    choices: distinct,
    places: distinct.map((each) => learn(each)[0] ?? 0),
    dice: zipf(distinct.length, exponent),
  };
};

type Part = { text: string; places: number[] } | { slot: 'N' | 'V' | 'A' | 'S'; before: string; after: string };

function readPattern(pattern: string): Part[] {
  return pattern.split(' ').map((text): Part => {
    const [, before, slot, after] = /^([^\p{L}\p{N}]*)([NVAS])([^\p{L}\p{N}]*)$/u.exec(text) ?? [];
    if (slot === 'N' || slot === 'V' || slot === 'A' || slot === 'S')
      return { slot, before: before ?? '', after: after ?? '' };
    return { text, places: learn(text) };
  });
}

/** How often a noun gives way to a seldom word. */
const SELDOM = 0.02;

/** What is said in one language. */
class Speaker {
  readonly #slots: Record<'N' | 'V' | 'A' | 'S', Slot>;
  readonly #patterns: Record<'said' | 'answered' | 'noted' | 'titles' | 'resolutions', Part[][]>;
  readonly #dice: Record<'said' | 'answered' | 'noted' | 'titles' | 'resolutions', Dice>;

  constructor({ nouns, verbs, adjectives, seldom, ...patterns }: Language) {
    this.#slots = {
      N: slotOf(nouns, 0.9),
      V: slotOf(verbs, 0.9),
      A: slotOf(adjectives, 0.9),
      S: slotOf(seldom, 1.7),
    };
    const kinds = ['said', 'answered', 'noted', 'titles', 'resolutions'] as const;
    const each = <T>(make: (kind: (typeof kinds)[number]) => T) =>
      Object.fromEntries(kinds.map((kind) => [kind, make(kind)])) as Record<(typeof kinds)[number], T>;
    this.#patterns = each((kind) => patterns[kind].map(readPattern));
    this.#dice = each((kind) => zipf(patterns[kind].length, 0.5));
  }

  /** One sentence, added to `into`; `extra` is said in the place of its first noun. */
  sentence(
    random: Random,
    kind: 'said' | 'answered' | 'noted' | 'titles' | 'resolutions',
    into: Said,
    extra?: number,
  ): void {
    const pattern = this.#patterns[kind][this.#dice[kind].draw(random)] ?? [];
    let text = '';
    let left = extra;
    for (const part of pattern) {
      if (text !== '') text += ' ';
      if ('text' in part) {
        text += part.text;
        for (const place of part.places) into.words.push(place);
        continue;
      }
      const { slot, before, after } = part;
      const from = this.#slots[slot === 'N' && random.isOneIn(SELDOM) ? 'S' : slot];
      const drawn = from.dice.draw(random);
      let [word, place] = [from.choices[drawn] ?? '', from.places[drawn] ?? 0];
      if (left !== undefined && slot === 'N') {
        [word, place] = [words[left] ?? '', left];
        left = undefined;
      }
      if (text === '') word = (word[0] ?? '').toUpperCase() + word.slice(1);
      text += before + word + after;
      into.words.push(place);
    }
    if (left !== undefined) {
      text += `, ${words[left]}`;
      into.words.push(left);
    }
    into.text += text;
  }

  /** Some sentences, one in four on a line of its own. */
  message(random: Random, kind: 'said' | 'answered' | 'noted', sentences: number, extra?: number): Said {
    const said: Said = { text: '', words: [] };
    for (let count = 0; count < sentences; count += 1) {
      if (count > 0) said.text += random.isOneIn(0.25) ? '\n\n' : ' ';
      this.sentence(random, kind, said, count === 0 ? extra : undefined);
      if (!/[?.]$/.test(said.text)) said.text += '.';
    }
    return said;
  }

  short(random: Random, kind: 'titles' | 'resolutions'): Said {
    const said: Said = { text: '', words: [] };
    this.sentence(random, kind, said);
    return said;
  }
}

/** Spanish, then English. */
export const speakers: [Speaker, Speaker] = [new Speaker(spanish), new Speaker(english)];

/** The places of the rare words in the vocabulary. */
export const rarePlaces = rareWords.map((word) => learn(word)[0] ?? 0);

const names = [...firstNames, ...lastNames, ...companies];
for (const each of [...tags, ...names, ...names.map(plain), 'mundo example admin agente equipo muchas docena una'])
  learn(each);

/** Every word that a text of this world may hold, but for numbers; in lower case. */
export const vocabulary: readonly string[] = words;

import { wordsOf } from './text';

/** What Postgres makes of a word: the forms that stand in its vector, the first with a place in the text. */
export type Forms = string[];

/**
 * Makes the search vectors of tickets as `hilo_vector` would, in the binary form of COPY: a text's vector is that of its words
 * one by one, which Postgres was asked for beforehand. Saves an hour of parsing and stemming.
 */
export class Vectors {
  readonly #names: Buffer[] = [];
  /** By word of the vocabulary: the ranks of its forms, the plain one first. */
  readonly #forms: Int32Array[];
  readonly #plain: string[] = [];
  /** By rank: in which vector it was last, and there how many places, and the number of its list of places. */
  readonly #stamp: Int32Array;
  readonly #list: Int32Array;
  #vector = 0;
  /** In how many tickets each form is that stands somewhere in a text, by rank. */
  readonly #seen: Int32Array;

  constructor(forms: Forms[]) {
    const sorted = [...new Set(forms.flat())]
      .map((text) => ({ text, bytes: Buffer.from(text) }))
      .sort((a, b) => Buffer.compare(a.bytes, b.bytes));
    this.#names = sorted.map(({ bytes }) => bytes);
    this.#plain = sorted.map(({ text }) => text);
    const ranks = new Map(sorted.map(({ text }, rank) => [text, rank]));
    this.#forms = forms.map((each) => Int32Array.from(each, (text) => ranks.get(text) ?? 0));
    this.#stamp = new Int32Array(sorted.length);
    this.#list = new Int32Array(sorted.length);
    this.#seen = new Int32Array(sorted.length);
  }

  /** The vector of a head (its words may hold numbers) and of messages by their words, in order. */
  make(head: string, messages: number[][], isCounted: boolean): Uint8Array {
    this.#vector += 1;
    const ranks: number[] = [];
    const lists: number[][] = [[]];
    const numbers = new Map<string, number[]>();
    let at = 0;
    const add = (place: number) => {
      at += 1;
      const forms = this.#forms[place];
      if (!forms) return;
      for (let index = 0; index < forms.length; index += 1) {
        const rank = forms[index] ?? 0;
        if (this.#stamp[rank] !== this.#vector) {
          this.#stamp[rank] = this.#vector;
          this.#list[rank] = 0;
          ranks.push(rank);
        }
        if (index > 0) continue;
        if (this.#list[rank] === 0) {
          this.#list[rank] = lists.length;
          lists.push([]);
          if (isCounted) this.#seen[rank] = (this.#seen[rank] ?? 0) + 1;
        }
        lists[this.#list[rank] ?? 0]?.push(at);
      }
    };
    for (const { text, place } of wordsOf(head)) {
      if (place !== undefined) add(place);
      else {
        at += 1;
        numbers.set(text, [...(numbers.get(text) ?? []), at]);
      }
    }
    for (const message of messages) for (const place of message) add(place);
    ranks.sort((a, b) => a - b);
    return this.#write(ranks, lists, numbers);
  }

  #write(ranks: number[], lists: number[][], numbers: Map<string, number[]>): Uint8Array {
    const entries: { name: Buffer; places: number[] }[] = [];
    for (const rank of ranks) {
      const name = this.#names[rank];
      if (name) entries.push({ name, places: lists[this.#list[rank] ?? 0] ?? [] });
    }
    // Digits come before letters: soon found.
    for (const [text, places] of numbers) {
      const name = Buffer.from(text);
      const before = entries.findIndex((each) => Buffer.compare(each.name, name) > 0);
      entries.splice(before === -1 ? entries.length : before, 0, { name, places });
    }
    let size = 4;
    for (const { name, places } of entries) size += name.length + 3 + 2 * places.length;
    const bytes = Buffer.allocUnsafe(size);
    let at = bytes.writeInt32BE(entries.length, 0);
    for (const { name, places } of entries) {
      at += name.copy(bytes, at);
      bytes[at] = 0;
      at = bytes.writeUInt16BE(places.length, at + 1);
      for (const place of places) at = bytes.writeUInt16BE(place, at);
    }
    return bytes;
  }

  /** Each word of letters alone with in how many of the counted vectors it stands: what `search_words` keeps. */
  counts(): [string, number][] {
    return this.#plain.flatMap((word, rank): [string, number][] => {
      const seen = this.#seen[rank] ?? 0;
      return seen > 0 && /^\p{L}{4,30}$/u.test(word) ? [[word, seen]] : [];
    });
  }
}

/** A place in a text that names somebody: `text.slice(start, end)` is the `@` and the name as written. */
export interface Mention<Person> {
  start: number;
  end: number;
  /** More than one where people share a name. */
  people: Person[];
}

const isWord = (sign: string | undefined) => sign !== undefined && /[\p{L}\p{N}_]/u.test(sign);

/** Without accents and case, for comparing what people type. A letter and its accents become one letter. */
export function foldText(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Whether every word of what is typed begins a word of the name; accents and case do not count. Nothing typed fits all. */
export function matchesName(name: string, typed: string): boolean {
  const words = foldText(name).split(/\s+/);
  return foldText(typed)
    .split(/\s+/)
    .filter(Boolean)
    .every((part) => words.some((word) => word.startsWith(part)));
}

/** The text folded, and for each sign of that where it stood; at the end, the text's length. */
function folded(text: string): { signs: string[]; places: number[] } {
  const signs: string[] = [];
  const places: number[] = [];
  let place = 0;
  for (const sign of text) {
    for (const each of foldText(sign)) {
      signs.push(each);
      places.push(place);
    }
    place += sign.length;
  }
  // An accent that stands by itself after its letter belongs to that letter.
  return { signs, places: [...places, place] };
}

function startsAt(signs: string[], at: number, name: string[]): boolean {
  return name.every((sign, place) => signs[at + place] === sign) && !isWord(signs[at + name.length]);
}

/**
 * Who is mentioned in a text, in its order: `@` at the start of a word and then somebody's whole name. Accents and case do not
 * count; of several names that fit the longest wins, so that `@Ana María Ruiz` is not `Ana María`.
 */
export function mentionsIn<Person extends { name: string }>(text: string, people: Person[]): Mention<Person>[] {
  const { signs, places } = folded(text);
  const byName = new Map<string, Person[]>();
  for (const person of people) {
    const name = foldText(person.name.trim());
    if (name) byName.set(name, [...(byName.get(name) ?? []), person]);
  }
  const names = [...byName].map(([name, whose]) => ({ name: [...name], whose }));
  names.sort((a, b) => b.name.length - a.name.length);
  const found: Mention<Person>[] = [];
  for (const [at, sign] of signs.entries()) {
    if (sign !== '@' || isWord(signs[at - 1])) continue;
    const match = names.find(({ name }) => startsAt(signs, at + 1, name));
    if (!match) continue;
    const end = at + 1 + match.name.length;
    found.push({ start: places[at] ?? 0, end: places[end] ?? text.length, people: match.whose });
  }
  return found;
}

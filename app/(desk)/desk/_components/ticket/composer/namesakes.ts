import { foldText } from '@/lib/people/rules';

const most = 8;

/** A name, by the first who has it, and how many do. */
export interface Named<Person> {
  person: Person;
  count: number;
}

/** The names in which what was typed begins a word, those that begin with it first; few, and each once. */
export function findNamed<Person extends { name: string }>(people: Person[], typed: string): Named<Person>[] {
  const wanted = foldText(typed);
  const named = new Map<string, Named<Person>>();
  for (const person of people) {
    const name = foldText(person.name.trim());
    if (!` ${name}`.includes(` ${wanted}`)) continue;
    const known = named.get(name);
    if (known) known.count++;
    else named.set(name, { person, count: 1 });
  }
  const found = [...named];
  const rank = (name: string) => (name.startsWith(wanted) ? 0 : 1);
  return found
    .sort(([one], [other]) => rank(one) - rank(other))
    .slice(0, most)
    .map(([, each]) => each);
}

import { matchesName } from '@/lib/people/rules';

/** How many are drawn beside those that must stand there: thousands of rows would be slow, and nobody reads them. */
const most = 50;

/** From so many people on, there is a field to find them by. */
export const isMany = (people: unknown[]): boolean => people.length >= 9;

/**
 * Of many people those to draw: all of `first` and then `most` of the others, as far as their names fit what is typed; `left`
 * is how many more would fit.
 */
export function narrow<Person extends { _id: string; name: string }>(
  people: Person[],
  typed: string,
  first: string[] = [],
): { shown: Person[]; left: number } {
  const fitting = people.filter(({ name }) => matchesName(name, typed));
  const firsts = new Set(first);
  const others = fitting.filter(({ _id }) => !firsts.has(_id));
  const shown = [...fitting.filter(({ _id }) => firsts.has(_id)), ...others.slice(0, most)];
  return { shown, left: Math.max(0, others.length - most) };
}

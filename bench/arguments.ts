import { InvalidArgumentError } from 'commander';

// How `npm run bench`, `bench:seed`, `faults` and `attack` read what is behind them: each writes its options with commander, which says
// what is wrong with one and ends with 1, and gives `--help`.

/** Names of `known`, parted by commas, the option said once or more. Errors: a name that there is not, with those that there are. */
export const namesOf =
  (known: string[]) =>
  (text: string, before: string[] = []): string[] => {
    const names = text.split(',').filter(Boolean);
    const unknown = names.filter((name) => !known.includes(name));
    if (unknown.length > 0 || names.length === 0)
      throw new InvalidArgumentError(`There is no ${unknown.join(', ') || 'name'}; there are ${known.join(', ')}.`);
    return [...before, ...names];
  };

/** A whole number from `least` on. Errors: anything else. */
export const numberFrom =
  (least: number, most = Number.MAX_SAFE_INTEGER) =>
  (text: string): number => {
    const value = text.trim() === '' ? Number.NaN : Number(text);
    if (!Number.isSafeInteger(value) || value < least || value > most)
      throw new InvalidArgumentError(
        `It takes a whole number from ${least.toLocaleString('en')} on${most < Number.MAX_SAFE_INTEGER ? `, to ${most.toLocaleString('en')}` : ''}.`,
      );
    return value;
  };

/** Chance that can be had again: the same seed gives the same picks. */
export interface Random {
  /** At least 0, less than 1. */
  next(): number;
  /** A whole number, at least 0 and less than `below`. */
  below(below: number): number;
  /** True so often, of 1. */
  chance(share: number): boolean;
  /** One of a list, which must have some. */
  pick<T>(list: readonly T[]): T;
}

/** A source of chance for the `index`th thing of a seed (mulberry32). */
export function randomOf(seed: number, index = 0): Random {
  let state = (Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(index + 1, 0xc2b2ae35)) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (end: number) => Math.floor(next() * end);
  return {
    next,
    below,
    chance: (share) => next() < share,
    pick(list) {
      const found = list[below(list.length)];
      if (found === undefined && list.length === 0) throw new Error('nothing to pick from');
      return found as (typeof list)[number];
    },
  };
}

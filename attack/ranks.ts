/** How two samples of times compare. */
export interface Comparison {
  /** The median of the first over that of the second. */
  ratio: number;
  /** The chance that one of the first took longer than one of the second: a half when they are alike. */
  above: number;
  /** How many standard deviations `above` is from a half, were they alike. */
  z: number;
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  return ((sorted[Math.floor(half)] ?? 0) + (sorted[Math.ceil(half) - 1] ?? 0)) / 2;
}

/** Mann and Whitney's test: of ranks alone, so that a few slow answers of a busy machine count no more than others. */
export function compareTimes(first: number[], second: number[]): Comparison {
  const [n, m] = [first.length, second.length];
  const sorted = second.toSorted((a, b) => a - b);
  const below = (value: number, isInclusive: boolean) => {
    let [low, high] = [0, m];
    while (low < high) {
      const middle = (low + high) >> 1;
      const each = sorted[middle] ?? 0;
      if (each < value || (isInclusive && each === value)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const wins = first.reduce((sum, value) => sum + (below(value, false) + below(value, true)) / 2, 0);
  const above = wins / (n * m);
  return { ratio: median(first) / median(second), above, z: (above - 0.5) / Math.sqrt((n + m + 1) / (12 * n * m)) };
}

/** Whether times tell two things apart: by more than a twentieth, and not by chance. */
export function isTelling({ ratio, z }: Comparison): boolean {
  return Math.abs(z) > 5 && (ratio > 1.05 || ratio < 1 / 1.05);
}

/** So many calls of each, in turn, the order changing with each pair; in milliseconds. */
export async function timeInTurn(
  pairs: number,
  first: (index: number) => Promise<unknown>,
  second: (index: number) => Promise<unknown>,
): Promise<[number[], number[]]> {
  const times: [number[], number[]] = [[], []];
  const clock = async (into: number[], call: (index: number) => Promise<unknown>, index: number) => {
    const start = performance.now();
    await call(index);
    into.push(performance.now() - start);
  };
  for (let index = 0; index < pairs; index += 1) {
    const order = index % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const);
    for (const which of order) await clock(times[which], which === 0 ? first : second, index);
  }
  return times;
}

/** Numbers that look random and are the same for the same seed (Mulberry32). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) | 0;
  }

  /** From 0 to 2^32 − 1. */
  bits(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  }

  /** From 0 up to, not including, 1. */
  next(): number {
    return this.bits() / 4294967296;
  }

  /** A whole number from 0 up to, not including, `count`. */
  below(count: number): number {
    return Math.floor(this.next() * count);
  }

  isOneIn(share: number): boolean {
    return this.next() < share;
  }

  /** How long something takes that has no memory, with this mean. */
  wait(mean: number): number {
    return -Math.log(1 - this.next()) * mean;
  }
}

/** Draws places of a list by weights, each at the cost of two numbers (Walker's aliases). */
export class Dice {
  readonly #share: Float64Array;
  readonly #other: Int32Array;

  constructor(weights: number[]) {
    const count = weights.length;
    const sum = weights.reduce((a, b) => a + b, 0);
    const scaled = weights.map((weight) => (weight * count) / sum);
    this.#share = new Float64Array(count).fill(1);
    this.#other = Int32Array.from({ length: count }, (_, place) => place);
    const small = scaled.flatMap((value, place) => (value < 1 ? [place] : []));
    const large = scaled.flatMap((value, place) => (value >= 1 ? [place] : []));
    while (small.length > 0 && large.length > 0) {
      const [less, more] = [small.pop() ?? 0, large.at(-1) ?? 0];
      this.#share[less] = scaled[less] ?? 1;
      this.#other[less] = more;
      scaled[more] = (scaled[more] ?? 0) + (scaled[less] ?? 0) - 1;
      if ((scaled[more] ?? 0) < 1) small.push(large.pop() ?? 0);
    }
  }

  draw(random: Random): number {
    const place = random.below(this.#share.length);
    return random.next() < (this.#share[place] ?? 1) ? place : (this.#other[place] ?? place);
  }
}

/** Dice by zipf: the first is drawn twice as often as the second where `exponent` is 1. */
export function zipf(count: number, exponent = 1): Dice {
  return new Dice(Array.from({ length: count }, (_, rank) => 1 / (rank + 1) ** exponent));
}

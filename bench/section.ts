import type { Desk } from '@/e2e/support/desk';

/** A figure over all runs, in the line's unit. */
export interface Spread {
  median: number;
  min: number;
  max: number;
}

/** One line of the table, as the JSON beside it has it too. */
export interface Line {
  section: string;
  what: string;
  hilo: Spread;
  /** `req/s`, `ms`, `MB`, `kB`, … */
  unit: string;
  /** The same work done by a bare server, in the same run and in turn. */
  bare?: Spread;
  /** Hilo's middle run by the bare server's. */
  ratio?: number;
  /** Milliseconds, over all of Hilo's runs. */
  p50?: number;
  p95?: number;
  p99?: number;
  /** What is to be reached, in words: `≥ 0.6 of bare`. */
  goal?: string;
  isMet?: boolean;
  /** Whatever else was seen, for the JSON alone. */
  more?: object;
}

/** How long and how often. */
export interface Plan {
  isQuick: boolean;
  /** Alternating runs of each side. */
  runs: number;
  /** Of one run under load. */
  seconds: number;
  /** Tickets in the big world and in the small one. */
  tickets: { big: number; small: number };
}

/** A desk on a world of tickets, which is only read: other sections measure on it afterwards. */
export interface World {
  desk: Desk;
  databaseUrl: string;
  tickets: number;
}

/**
 * What a section is given. A section is a function `(stage) => lines` in a file of its own, registered under its name in
 * bench/run.ts. It measures, tells how it goes by `say`, and returns its lines; that a goal is missed is no error. It throws
 * when what it measured did not do the work. Runs of two sides (Hilo and bare, small and big world) alternate: `inTurn` of
 * bench/drive.ts; `spread` sums up their figures.
 */
export interface Stage {
  plan: Plan;
  /** A line on the screen while it works. */
  say(line: string): void;
  /** A new desk on an empty database, this section's own: ended after it. `env` adds to its environment. */
  desk(env?: Record<string, string>): Promise<World>;
  /** A migrated and empty database on the same Postgres. */
  emptyDatabase(): Promise<string>;
  /** The seeded world of that size, made on first use and kept for the sections after. For reading only. */
  world(size: keyof Plan['tickets']): Promise<World>;
}

export type Section = (stage: Stage) => Promise<Line[]>;

/** The middle one of some figures, the least and the most. */
export function spread(figures: number[]): Spread {
  const sorted = figures.toSorted((a, b) => a - b);
  const middle = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  return { median: middle, min: sorted[0] ?? Number.NaN, max: sorted.at(-1) ?? Number.NaN };
}

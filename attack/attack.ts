import type pg from 'pg';
import type { Desk } from '@/e2e/support/desk';
import type { World } from '@/e2e/support/plan';

/** Where an attack happens: a desk of its own with a production build, and everybody who is on it. */
export interface Arena {
  desk: Desk;
  world: World;
  /** The desk's database, to see what an attack left there. */
  database: pg.Pool;
  /** The folder of the build that is served. */
  dist: string;
  /** The file that the probe of attack/probe.mjs answers in. */
  probe: string;
  isQuick: boolean;
  /** A line for whoever waits. */
  say(line: string): void;
}

/** What came of an attack. */
export interface Outcome {
  /** Requests sent, or whatever else the attack counts its tries in. */
  tried: number;
  /** What should not be, each in a line; empty when all was refused. */
  findings: string[];
  /** What it saw, for the table: "404 in the same bytes". */
  saw: string;
  /** Anything worth keeping beside the table. */
  figures?: Record<string, unknown>;
}

/** One file of this room. */
export interface Attack {
  name: string;
  /** What is tried, in a few words. */
  what: string;
  /** What its desk needs in its environment beside the usual. */
  env?: Record<string, string>;
  /** Makes a folder of the build for itself, relative to the root; it is deleted after. */
  rebuild?(dist: string): Promise<string>;
  /** By chance is what `seed` says, and so many requests as `count`: in the short form always the same, in the long one others each time. */
  run(arena: Arena, chance?: { seed?: number; count?: number }): Promise<Outcome>;
}

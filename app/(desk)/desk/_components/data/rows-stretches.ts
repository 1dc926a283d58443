import type { DeskRow } from '@/lib/desk/schema';

/** A stretch of a list between two places in its order; together they cover it from the start without a gap. */
export interface Stretch {
  /** The cursor that it begins after; null at the start. */
  from: string | null;
  /** The cursor that it ends with; null at the end of the list. */
  to: string | null;
  rows: DeskRow[];
  /** When it was read, in milliseconds. */
  at: number;
  /** Rows may have changed since: read again when it comes into sight. */
  isStale?: true;
}

/** A row with the place in the list that it was read with. */
export interface Placed {
  row: DeskRow;
  /** The index of its stretch. */
  stretch: number;
}

/** The rows of all stretches in order. One that moved may still stand where it was: what was read last is believed. */
export function flatten(stretches: Stretch[]): Placed[] {
  const newest = new Map<number, number>();
  stretches.forEach(({ rows, at }, index) => {
    for (const { number } of rows) {
      const known = newest.get(number);
      if (known === undefined || at > (stretches[known]?.at ?? 0)) newest.set(number, index);
    }
  });
  return stretches.flatMap(({ rows }, index) =>
    rows.filter(({ number }) => newest.get(number) === index).map((row) => ({ row, stretch: index })),
  );
}

/** The same list with one stretch read again: `parts` are the pages that now cover it. */
export function withStretch(stretches: Stretch[], from: string | null, parts: Stretch[]): Stretch[] {
  const at = stretches.findIndex((each) => each.from === from);
  return at === -1 ? stretches : [...stretches.slice(0, at), ...parts, ...stretches.slice(at + 1)];
}

/** The same list with something changed in one ticket's row. */
export function withRow(stretches: Stretch[], number: number, change: Partial<DeskRow>): Stretch[] {
  return stretches.map((stretch) =>
    stretch.rows.some((row) => row.number === number)
      ? { ...stretch, rows: stretch.rows.map((row) => (row.number === number ? { ...row, ...change } : row)) }
      : stretch,
  );
}

'use client';
import { useSyncExternalStore } from 'react';
import type { DeskRow } from '@/lib/desk/schema';

type Row = Pick<DeskRow, 'number' | '_id'>;

/** What of the list is selected. */
interface Selection {
  /** The API's ids by ticket number. */
  picked: ReadonlyMap<number, string>;
  /** Everything that the view finds, seen or not. */
  isEverything: boolean;
  /** The boxes stand there without a pointer over the row. */
  isSelecting: boolean;
}

const none: Selection = { picked: new Map(), isEverything: false, isSelecting: false };

// One desk a page. Outside of React, so that a row is drawn again only when its own box changes.
let selection = none;
let anchor: number | null = null;
let order: Row[] = [];
const listeners = new Set<() => void>();

function set(next: Selection): void {
  selection = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

const asMap = (rows: Row[]) => new Map(rows.map((row) => [row.number, row._id]));

/** The rows from the one that was last picked to this one, as the list has them. */
function between(number: number): Row[] {
  const [from, to] = [order.findIndex((row) => row.number === anchor), order.findIndex((row) => row.number === number)];
  if (from === -1 || to === -1) return order.filter((row) => row.number === number);
  return order.slice(Math.min(from, to), Math.max(from, to) + 1);
}

/** The acts on the selection. Rows are those of the list as it was last told by `know`. */
export const select = {
  /** The list as far as it was read, for ranges and for all of it. */
  know(rows: Row[]): void {
    order = rows;
  },
  /** Picks a row or lets it go; `isRange`: everything from the row before to this one. */
  toggle(row: Row, isRange = false): void {
    const was = selection.isEverything ? asMap(order) : selection.picked;
    const picked = new Map(was);
    const isOn = !was.has(row.number);
    if (isRange && anchor !== null) for (const each of between(row.number)) picked.set(each.number, each._id);
    else if (isOn) picked.set(row.number, row._id);
    else picked.delete(row.number);
    anchor = row.number;
    set({ ...selection, picked, isEverything: false });
  },
  /** Everything that was read of the list. */
  loaded(): void {
    if (order.length > 0) set({ ...selection, picked: asMap(order), isEverything: false });
  },
  /** Everything that the view finds. */
  everything(): void {
    set({ ...selection, picked: asMap(order), isEverything: true });
  },
  /** Shows the boxes, or lets everything go. */
  mode(isSelecting: boolean): void {
    set(isSelecting ? { ...selection, isSelecting } : none);
  },
  clear(): void {
    anchor = null;
    if (selection !== none) set(none);
  },
};

/** The selection, for what acts on it. */
export function useSelection(): Selection {
  return useSyncExternalStore(
    subscribe,
    () => selection,
    () => none,
  );
}

/** Whether a row is picked, and whether its box is to be seen: drawn again only when that changes. */
export function usePicked(number: number): { isPicked: boolean; isSelecting: boolean } {
  const read = () =>
    (selection.isEverything || selection.picked.has(number) ? 2 : 0) +
    (selection.isSelecting || selection.picked.size > 0 ? 1 : 0);
  const state = useSyncExternalStore(subscribe, read, () => 0);
  return { isPicked: state >= 2, isSelecting: state % 2 === 1 };
}

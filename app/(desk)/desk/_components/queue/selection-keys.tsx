'use client';
import { useEffect } from 'react';
import type { DeskRow } from '@/lib/desk/schema';
import { isTakenBy } from '../frame/desk-act';
import { readKeys } from '../frame/use-keys';
import { select, useSelection } from './selection';

/** The row that has the focus, or whose ticket is open. */
function rowHere(rows: DeskRow[], ticket: number | null): DeskRow | undefined {
  const index = document.activeElement?.closest<HTMLElement>('[data-list] [data-index]')?.dataset.index;
  return index === undefined ? rows.find((row) => row.number === ticket) : rows[Number(index)];
}

/**
 * What the keyboard selects: the key for it presses the button here; with shift it takes the rows from the last one, Ctrl-A
 * in the list takes all that was read, Escape lets go. `view` is what is looked at: another one begins with nothing.
 */
export function SelectionKeys({ rows, ticket, view }: { rows: DeskRow[]; ticket: number | null; view: string }) {
  const { picked, isSelecting } = useSelection();
  const isAny = picked.size > 0 || isSelecting;

  useEffect(() => select.know(rows), [rows]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: when another view is shown, and then only
  useEffect(() => select.clear(), [view]);

  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      const isInList = document.activeElement?.closest('[data-list]') != null;
      const isBox = event.target instanceof HTMLInputElement && event.target.type === 'checkbox';
      if (document.querySelector('[role=dialog], [role=alertdialog], [role=menu]')) return;
      if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'a') {
        if (!isInList || (isTakenBy(event.target) && !isBox)) return;
        select.loaded();
      } else if (event.key === 'Escape') {
        if (!isAny || (isTakenBy(event.target) && !isBox)) return;
        select.clear();
      } else if (event.shiftKey && event.key === 'X' && !event.ctrlKey && !event.metaKey && !event.altKey) {
        const row = rowHere(rows, ticket);
        if (!row || !readKeys().isOn || (isTakenBy(event.target) && !isBox)) return;
        select.toggle(row, true);
      } else return;
      event.preventDefault();
      event.stopPropagation();
    }
    // Before the desk's own keys, which would leave the ticket at Escape.
    addEventListener('keydown', onKey, true);
    return () => removeEventListener('keydown', onKey, true);
  }, [rows, ticket, isAny]);

  return (
    <button
      type="button"
      aria-hidden
      tabIndex={-1}
      data-key="select"
      className="sr-only"
      onClick={() => {
        const row = rowHere(rows, ticket);
        if (row) select.toggle(row);
      }}
    />
  );
}

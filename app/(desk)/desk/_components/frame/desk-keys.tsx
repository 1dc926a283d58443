'use client';
import { useEffect } from 'react';
import { areKeysOn, focusSearch, isTakenBy, step } from './shortcuts';

/** Presses what stands in the page for an act, so that the keyboard can do nothing that the page does not offer. */
function press(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.click();
}

/** Out of a field first; then out of the ticket, back to its list. */
function leave(): void {
  const focused = document.activeElement;
  if (focused instanceof HTMLElement && isTakenBy(focused)) focused.blur();
  else press('[data-ticket-close]');
}

const acts: Record<string, () => void> = {
  j: () => step(1),
  k: () => step(-1),
  r: () => press('[data-key=reply]'),
  n: () => press('[data-key=note]'),
  '/': focusSearch,
  '?': () => press('[data-key=help]'),
};

/** The desk's single keys. Off while typing, in menus and dialogs, with any modifier, and for who turned them off. */
export function DeskKeys() {
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || !areKeysOn())
        return;
      if (document.querySelector('[role=dialog], [role=alertdialog], [role=menu]')) return;
      if (event.key === 'Escape') {
        leave();
        return;
      }
      const act = acts[event.key.toLowerCase()];
      if (!act || (event.repeat && !'jk'.includes(event.key)) || isTakenBy(event.target)) return;
      event.preventDefault();
      act();
    }
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return null;
}

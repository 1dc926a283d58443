import { type ShortcutId, shortcut } from './shortcuts';

/** Whether a key belongs to what has the focus: somebody is typing, choosing in a menu, or in a dialog. */
export function isTakenBy(target: EventTarget | null): boolean {
  // What is only fading away holds the focus a moment longer, and takes no keys.
  if (!(target instanceof HTMLElement) || target.closest('[data-closed]')) return false;
  if (target.isContentEditable) return true;
  return (
    target.closest('input, textarea, select, [role=menu], [role=dialog], [role=alertdialog], [role=listbox]') !== null
  );
}

function visible<Found extends HTMLElement>(selector: string): Found[] {
  return [...document.querySelectorAll<Found>(selector)].filter((element) => element.offsetParent !== null);
}

/**
 * What stands in the page for a selector: of several the one nearest to the focus (the row that has it), else the first in
 * sight. Undefined where there is none: the keyboard can do nothing that the page does not offer.
 */
export function inPage(selector: string): HTMLElement | undefined {
  const all = visible(selector);
  const row = document.activeElement?.closest('[data-row], li');
  return all.find((each) => row?.contains(each)) ?? all[0];
}

/** Puts the cursor in the search field that is in sight. */
function focusSearch(): void {
  const [field] = visible<HTMLInputElement>('[data-desk-search]');
  field?.focus();
  field?.select();
}

/**
 * One step along the list. While a ticket is open and the list has no focus, the step opens its neighbour; else it moves
 * the focus from row to row, so that Enter opens. At the ends it stays.
 */
function step(by: 1 | -1): void {
  const rows = visible<HTMLAnchorElement>('[data-list] a[data-row]');
  const focused = rows.indexOf(document.activeElement as HTMLAnchorElement);
  const current = rows.findIndex((row) => row.getAttribute('aria-current') === 'true');
  const opens = focused === -1 && document.querySelector('[data-ticket]') !== null;
  if (opens) {
    document.querySelector<HTMLAnchorElement>(by === 1 ? '[data-ticket-next]' : '[data-ticket-previous]')?.click();
    return;
  }
  const from = focused === -1 ? current : focused;
  const next = from === -1 ? 0 : from + by;
  rows[Math.max(0, Math.min(next, rows.length - 1))]?.focus();
}

/** Out of a field first; then out of the ticket, back to its list. */
export function leave(): void {
  const focused = document.activeElement;
  if (focused instanceof HTMLElement && isTakenBy(focused)) focused.blur();
  // In sight or, where the list is, not.
  else document.querySelector<HTMLElement>('[data-ticket-close]')?.click();
}

/** Does what a shortcut does. `go` shows a queue, `find` opens the palette with what is typed already. */
export function act(id: ShortcutId, ways: { go: (queue: string) => void; find: (text: string) => void }): void {
  const what = shortcut(id).act;
  if (what.kind === 'step') step(what.by);
  else if (what.kind === 'search') focusSearch();
  else if (what.kind === 'number') ways.find('#');
  else if (what.kind === 'queue') ways.go(what.queue);
  else if (what.kind === 'open') {
    const focused = document.activeElement;
    if (focused instanceof HTMLElement && focused.matches('a[data-row]')) focused.click();
  } else if (what.selector === '[data-ticket-close]') leave();
  else if (what.selector) inPage(what.selector)?.click();
}

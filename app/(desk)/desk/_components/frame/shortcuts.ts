/** Where the reader's choice about single keys is kept in this browser; `off` or nothing. */
const keysKey = 'hilo_keys';

/** Whether single keys act here. Storage that is off means that nobody turned them off. */
export function areKeysOn(): boolean {
  try {
    return localStorage.getItem(keysKey) !== 'off';
  } catch {
    return true;
  }
}

/** Turns single keys on or off in this browser. */
export function setKeys(isOn: boolean): void {
  try {
    if (isOn) localStorage.removeItem(keysKey);
    else localStorage.setItem(keysKey, 'off');
  } catch {
    // Then the choice lasts as long as the page.
  }
}

/** Whether a key belongs to what has the focus: somebody is typing, choosing in a menu, or in a dialog. */
export function isTakenBy(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  return (
    target.closest('input, textarea, select, [role=menu], [role=dialog], [role=alertdialog], [role=listbox]') !== null
  );
}

function visible<Found extends HTMLElement>(selector: string): Found[] {
  return [...document.querySelectorAll<Found>(selector)].filter((element) => element.offsetParent !== null);
}

/** Puts the cursor in the search field that is in sight. */
export function focusSearch(): void {
  const [field] = visible<HTMLInputElement>('[data-desk-search]');
  field?.focus();
  field?.select();
}

/**
 * One step along the list. While a ticket is open and the list has no focus, the step opens its neighbour; else it moves
 * the focus from row to row, so that Enter opens. At the ends it stays.
 */
export function step(by: 1 | -1): void {
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

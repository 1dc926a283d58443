'use client';

const listeners = new Set<() => void>();

function tell() {
  for (const listener of listeners) listener();
}

/** The address without its origin, as it stands. */
export function here(): string {
  return location.pathname + location.search;
}

/** Hears of each change of the address within the desk: ours at once, back and forward as they come. */
export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('popstate', listener);
  };
}

/** Goes to an address of the desk without asking the server for a page. Where one already is, nothing is added. */
export function goTo(href: string): void {
  if (href === here()) return;
  // Next hears of it too and keeps its own notion of where we are.
  history.pushState(null, '', href);
  tell();
}

/** As `goTo`, in the place of the address that stands. */
export function replaceWith(href: string): void {
  if (href === here()) return;
  history.replaceState(null, '', href);
  tell();
}

'use client';

/** What a toast says and offers. `id` tells one from the next. */
export interface Notice {
  id: number;
  tone: 'done' | 'bad';
  text: string;
  action?: { label: string; run: () => void };
  /** Milliseconds; errors have none and stay until dismissed. */
  life?: number;
}

const life = 8_000;
let last = 0;
let current: Notice | undefined;
const listeners = new Set<() => void>();

function publish(next: Notice | undefined) {
  current = next;
  for (const listener of listeners) listener();
}

function show(notice: Omit<Notice, 'id'>) {
  last += 1;
  publish({ ...notice, id: last });
}

/**
 * Says in passing what was done; one at a time. `undo` for whatever can be reversed, instead of asking before it.
 * Works before the Toaster's code has loaded: the notice waits for it.
 */
export const toast = {
  /** It worked. Goes after 8 s, or `ms`, held while hovered or focused. */
  done(text: string, undo?: { label: string; run: () => void }, ms = life) {
    show({ tone: 'done', text, action: undo, life: ms });
  },
  /** It did not. Stays until dismissed. */
  error(text: string, retry?: { label: string; run: () => void }) {
    show({ tone: 'bad', text, action: retry });
  },
  dismiss() {
    publish(undefined);
  },
};

/** For the Toaster only. */
export const notices = {
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
  read: () => current,
};

'use client';
import { useSyncExternalStore } from 'react';
import { asMade, type KeyChoices, keyOf, readChoices, type ShortcutId, withKey } from './shortcuts';

/** Where the reader's choices about single keys are kept in this browser. */
const place = 'hilo_keys';

const listeners = new Set<() => void>();
let kept: { text: string | null; choices: KeyChoices } = { text: null, choices: asMade };

/** The reader's choices. Storage that is off means that nobody chose anything; then choices last as long as the page. */
export function readKeys(): KeyChoices {
  try {
    const text = localStorage.getItem(place);
    if (text !== kept.text) kept = { text, choices: readChoices(text) };
  } catch {
    // As they were last chosen here.
  }
  return kept.choices;
}

function keep(choices: KeyChoices): void {
  const isAsMade = choices.isOn && Object.keys(choices.keys).length === 0;
  const text = isAsMade ? null : JSON.stringify(choices);
  kept = { text, choices };
  try {
    if (text === null) localStorage.removeItem(place);
    else localStorage.setItem(place, text);
  } catch {
    // They last as long as the page.
  }
  for (const listener of listeners) listener();
}

/** Turns all single keys on or off in this browser. */
export function turnKeys(isOn: boolean): void {
  keep({ ...readKeys(), isOn });
}

/** Gives a shortcut another key, or none. Names the shortcut that lost it, if one did. */
export function giveKey(id: ShortcutId, key: string | null): ShortcutId | undefined {
  const { choices, taken } = withKey(readKeys(), id, key);
  keep(choices);
  return taken;
}

/** Gives every shortcut its own key again. */
export function forgetKeys(): void {
  keep({ ...readKeys(), keys: {} });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('storage', listener);
  };
}

/** The reader's choices, as they change, in other tabs too. */
export function useKeys(): KeyChoices {
  return useSyncExternalStore(subscribe, readKeys, () => asMade);
}

/** What to show beside what a shortcut does: its keys as on the caps, or nothing where it has none. */
export function useCaps(id: ShortcutId | undefined): string[] {
  const choices = useKeys();
  const key = id && keyOf(choices, id);
  if (!id || !key || !choices.isOn) return [];
  const go = keyOf(choices, 'go');
  const isSecond = id.startsWith('go') && id !== 'go';
  if (isSecond && !go) return [];
  return isSecond && go ? [go.toUpperCase(), key.toUpperCase()] : [key.toUpperCase()];
}

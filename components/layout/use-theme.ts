'use client';
import { useSyncExternalStore } from 'react';
import { themeKey } from './theme-script';

export type ThemeChoice = 'light' | 'dark' | 'system';

const listeners = new Set<() => void>();

function read(): ThemeChoice {
  const theme = document.documentElement.dataset.theme;
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}

function apply(choice: ThemeChoice) {
  if (choice === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = choice;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const onStorage = (event: StorageEvent) => {
    if (event.key === themeKey)
      apply(event.newValue === 'light' || event.newValue === 'dark' ? event.newValue : 'system');
  };
  listeners.add(listener);
  system.addEventListener('change', listener);
  addEventListener('storage', onStorage);
  return () => {
    listeners.delete(listener);
    system.removeEventListener('change', listener);
    removeEventListener('storage', onStorage);
  };
}

function choose(choice: ThemeChoice) {
  try {
    if (choice === 'system') localStorage.removeItem(themeKey);
    else localStorage.setItem(themeKey, choice);
  } catch {
    // Storage may be off; the choice then lasts as long as the page.
  }
  apply(choice);
}

function isDarkNow(): boolean {
  const choice = read();
  return choice === 'system' ? matchMedia('(prefers-color-scheme: dark)').matches : choice === 'dark';
}

/** The theme and how to change it; follows the system and the reader's other tabs. On the server: system, light. */
export function useTheme(): { choice: ThemeChoice; isDark: boolean; choose: (choice: ThemeChoice) => void } {
  const choice = useSyncExternalStore(subscribe, read, () => 'system' as const);
  const isDark = useSyncExternalStore(subscribe, isDarkNow, () => false);
  return { choice, isDark, choose };
}

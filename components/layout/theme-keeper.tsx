'use client';
import { useLayoutEffect } from 'react';
import { themeKey } from './theme-script';

/**
 * Puts the reader's theme on where the browser had to draw the whole document by itself: on a 404 that was decided before
 * anything was sent, the server only answers an empty document, and there inline scripts do not run.
 */
export function ThemeKeeper() {
  useLayoutEffect(() => {
    try {
      const theme = localStorage.getItem(themeKey);
      if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
    } catch {
      // Storage is off: the system's theme it is.
    }
  }, []);
  return null;
}

'use client';
import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let minute = 0;
let timer: ReturnType<typeof setInterval> | undefined;

function tick() {
  minute = Date.now();
  for (const listener of listeners) listener();
}

/** One clock for the whole page, however many times it shows; it stands still while the page is hidden. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (!timer) {
    timer = setInterval(() => document.hidden || tick(), 30_000);
    document.addEventListener('visibilitychange', tick);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
    document.removeEventListener('visibilitychange', tick);
  };
}

let zone = { minute: 0, name: '' };

/** The browser's time zone as of a minute. To ask for it costs more than to write the time of a row. */
export function zoneAt(minute: number): string {
  if (zone.minute !== minute || zone.name === '')
    zone = { minute, name: Intl.DateTimeFormat().resolvedOptions().timeZone };
  return zone.name;
}

/** Milliseconds now, kept fresh every half minute; 0 on the server and while hydrating. */
export function useMinute(): number {
  const read = () => {
    if (!minute || Date.now() - minute > 60_000) minute = Date.now();
    return minute;
  };
  return useSyncExternalStore(subscribe, read, () => 0);
}

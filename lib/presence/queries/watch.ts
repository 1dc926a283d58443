import { onSignal } from '@/lib/events/hub';
import { log } from '@/lib/platform/log';
import { readSignal } from '../rules';
import type { PresenceNews, PresenceObject } from '../schema';
import { readPresences } from './read';

// One watch a process: it reads what changed once and tells everybody here who watches. A page that died says nothing, and a
// signal may be lost: so all of it is read now and then as well, which is one look at a small table.
const sweepMs = 10_000;
const quietMs = 30;

interface Watch {
  listeners: Set<(news: PresenceNews) => void>;
  /** What was told last, by the ticket's key. Unknown until the first look. */
  known?: Map<string, PresenceObject>;
  /** Tickets to look at; everything where it says so. */
  asked: Set<string>;
  isAllAsked: boolean;
  isBusy: boolean;
  timer?: NodeJS.Timeout;
  soon?: NodeJS.Timeout;
  leave?: () => void;
}

// Next's bundles each load this file for themselves.
const shared = globalThis as typeof globalThis & { hiloPresence?: Watch };
shared.hiloPresence ??= { listeners: new Set(), asked: new Set(), isAllAsked: false, isBusy: false };
const watch = shared.hiloPresence;

function tell(news: PresenceNews): void {
  for (const listener of watch.listeners) listener(news);
}

function learn(found: Map<string, PresenceObject>, asked: string[] | undefined): void {
  const { known } = watch;
  if (!known) {
    watch.known = found;
    tell({ whole: true, tickets: [...found.values()] });
    return;
  }
  const changed: PresenceObject[] = [];
  for (const id of asked ?? new Set([...known.keys(), ...found.keys()])) {
    const before = known.get(id);
    const now = found.get(id) ?? (before && { ...before, people: [] });
    if (!now || JSON.stringify(now) === JSON.stringify(before)) continue;
    if (now.people.length > 0) known.set(id, now);
    else known.delete(id);
    changed.push(now);
  }
  if (changed.length > 0) tell({ whole: false, tickets: changed });
}

async function look(): Promise<void> {
  if (watch.isBusy) return;
  watch.isBusy = true;
  try {
    while (watch.listeners.size > 0 && (watch.isAllAsked || watch.asked.size > 0)) {
      const asked = watch.isAllAsked || !watch.known ? undefined : [...watch.asked];
      watch.isAllAsked = false;
      watch.asked.clear();
      learn(await readPresences(asked), asked);
    }
  } catch (err) {
    // The next sweep finds it.
    log().debug({ err }, 'presence could not be read');
  } finally {
    watch.isBusy = false;
  }
}

function sweep(): void {
  watch.isAllAsked = true;
  void look();
}

function onText(text: string): void {
  if (text === '') sweep();
  for (const id of readSignal(text)) watch.asked.add(id);
  if (watch.asked.size === 0 || watch.soon) return;
  watch.soon = setTimeout(() => {
    watch.soon = undefined;
    void look();
  }, quietMs);
  watch.soon.unref();
}

/**
 * Tells who has which ticket open: everything at first, then what changes, within moments. For those who work here alone:
 * whoever calls it has asked. Gives what ends it.
 */
export function watchPresence(listener: (news: PresenceNews) => void): () => void {
  if (watch.listeners.size === 0) {
    watch.known = undefined;
    watch.leave = onSignal(onText);
    watch.timer = setInterval(sweep, sweepMs);
    watch.timer.unref();
  }
  watch.listeners.add(listener);
  if (watch.known) listener({ whole: true, tickets: [...watch.known.values()] });
  else sweep();
  return () => {
    if (!watch.listeners.delete(listener) || watch.listeners.size > 0) return;
    watch.leave?.();
    clearInterval(watch.timer);
  };
}

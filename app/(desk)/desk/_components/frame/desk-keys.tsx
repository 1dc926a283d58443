'use client';
import { useEffect, useRef } from 'react';
import { useDesk } from '../data/use-desk';
import { palette, type StepId } from '../palette/palette-store';
import { act, inPage, isTakenBy, leave } from './desk-act';
import { type ShortcutId, shortcut, shortcutOf, signOf } from './shortcuts';
import { readKeys } from './use-keys';
import { useTicketActs } from './use-ticket-acts';

/** How long the second key of two may take. */
const patienceMs = 1_500;

/** Whether a dialog or a menu is open; one that is only fading away takes no keys. */
const isLayered = () =>
  document.querySelector(':is([role=dialog], [role=alertdialog], [role=menu]):not([data-closed])') !== null;

/** The palette's step that does what a key does, where the page has no button for it in sight. */
const steps: Partial<Record<ShortcutId, StepId>> = { assign: 'assign', status: 'status', priority: 'priority' };

/** The sign that a key types, or undefined for a command: what is typed with AltGr or Option is a sign, a letter is not. */
function typed(event: KeyboardEvent): string | undefined {
  const sign = signOf(event.key);
  if (!sign || event.metaKey || (event.shiftKey && /\p{L}/u.test(sign))) return undefined;
  const isBare = !event.ctrlKey && !event.altKey;
  const isAltSign = (event.altKey || event.getModifierState('AltGraph')) && !/[\p{L}\p{N}]/u.test(sign);
  return isBare || isAltSign ? sign : undefined;
}

/**
 * The desk's keys. Ctrl or ⌘ K is the palette, also while typing. Single keys are off while typing, in menus and dialogs, with
 * a modifier, and for who turned them off; each can have another, or none.
 */
export function DeskKeys() {
  const { show } = useDesk();
  const ticketActs = useTicketActs();
  const latest = useRef({ show, ticketActs });
  latest.current = { show, ticketActs };
  // Until when the key pressed is the second of two.
  const waitsUntil = useRef(0);

  useEffect(() => {
    function run(id: ShortcutId) {
      const { show: go, ticketActs: acts } = latest.current;
      if (id === 'take' || id === 'resolve') {
        acts?.[id]();
        return;
      }
      const step = steps[id];
      if (step && !inPage(`[data-key=${step}]`)) {
        if (acts) palette.open({ step });
        return;
      }
      act(id, { go: (queue) => go({ queue, q: '' }), find: (text) => palette.open({ text }) });
    }

    function onKey(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing) return;
      if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
        if (isLayered()) return;
        event.preventDefault();
        palette.open();
        return;
      }
      if (isLayered()) return;
      if (event.key === 'Escape') {
        leave();
        return;
      }
      const choices = readKeys();
      const sign = typed(event);
      if (!sign || !choices.isOn || isTakenBy(event.target)) return;
      const isSecond = Date.now() < waitsUntil.current;
      waitsUntil.current = 0;
      const id = shortcutOf(choices, sign, isSecond);
      if (!id || (event.repeat && !shortcut(id).repeats)) return;
      event.preventDefault();
      if (id === 'go') waitsUntil.current = Date.now() + patienceMs;
      else run(id);
    }

    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return null;
}

'use client';
import { useEffect } from 'react';
import { useStream } from '@/components/live/live-provider';
import type { SetPresence } from '@/lib/presence/schema';

/** Before the first word: not for a ticket that is only passed by. */
const dwellMs = 400;
/** A page counts for 45 seconds after its last word. */
const everyMs = 20_000;
/** Who has not typed for this long is no longer writing. */
const idleMs = 5_000;

/** What somebody does who types into this; undefined where it is not the paper of a ticket. */
function activityOf(target: EventTarget | null): 'replying' | 'noting' | 'viewing' | undefined {
  if (!(target instanceof HTMLTextAreaElement)) return undefined;
  const paper = target.closest('form')?.querySelector('[data-key=note][role=tab]');
  if (!paper) return undefined;
  if (target.value.trim() === '') return 'viewing';
  return paper.getAttribute('aria-selected') === 'true' ? 'noting' : 'replying';
}

/** Tells the other agents that the reader has this ticket open (its public id), and whether they write in it. */
export function useBePresent(ticket: string): void {
  const stream = useStream();
  useEffect(() => {
    if (!stream) return;
    const { tab } = stream;
    let activity: SetPresence['activity'] = 'viewing';
    let isTold = false;
    let idle: ReturnType<typeof setTimeout>;

    function say(next: SetPresence['activity']) {
      activity = next;
      isTold = true;
      const body: SetPresence = { tab, activity };
      fetch(`/v2/support-tickets/${ticket}/presence`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        // Goes out even if the page is left over it.
        keepalive: true,
      }).catch(() => undefined);
    }
    const sayAgain = () => {
      if (!document.hidden) say(activity === 'gone' ? 'viewing' : activity);
    };
    const leave = () => {
      if (isTold) say('gone');
    };
    function onInput(event: Event) {
      const next = activityOf(event.target);
      if (!next) return;
      clearTimeout(idle);
      if (next !== 'viewing') idle = setTimeout(() => say('viewing'), idleMs);
      if (next !== activity) say(next);
    }

    const dwell = setTimeout(sayAgain, dwellMs);
    const beat = setInterval(sayAgain, everyMs);
    document.addEventListener('input', onInput);
    document.addEventListener('visibilitychange', sayAgain);
    addEventListener('pagehide', leave);
    return () => {
      clearTimeout(dwell);
      clearTimeout(idle);
      clearInterval(beat);
      document.removeEventListener('input', onInput);
      document.removeEventListener('visibilitychange', sayAgain);
      removeEventListener('pagehide', leave);
      // The next ticket is drawn first.
      setTimeout(leave);
    };
  }, [stream, ticket]);
}

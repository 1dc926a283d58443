'use client';
import { useEffect, useRef } from 'react';

/** Whoever closes a ticket goes on in the list, at its row, rather than at the top of the page. */
export function useReturnToRow(ticket: number | null): void {
  const before = useRef(ticket);
  useEffect(() => {
    const left = before.current;
    before.current = ticket;
    if (ticket !== null || left === null) return;
    if (document.activeElement && document.activeElement !== document.body) return;
    document
      .querySelector<HTMLElement>(`[data-list] a[href^="/desk/tickets/${left}?"]`)
      ?.focus({ preventScroll: true });
  }, [ticket]);
}

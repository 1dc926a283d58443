'use client';
import { type ReactNode, useLayoutEffect, useRef } from 'react';

/** Where each view's list stood. Opening another ticket makes the page anew; the list must not jump for it. */
const tops = new Map<string, number>();

/** The list's scroller. `view` names what it shows; the open ticket's row is brought into sight where it would be hidden. */
export function ListScroll({ view, label, children }: { view: string; label: string; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    element.scrollTop = tops.get(view) ?? 0;
    element.querySelector('[aria-current]')?.closest('li')?.scrollIntoView({ block: 'nearest' });
  }, [view]);
  return (
    <div
      ref={box}
      tabIndex={0}
      role="group"
      aria-label={label}
      data-list
      onScroll={(event) => void tops.set(view, event.currentTarget.scrollTop)}
      className="min-h-0 grow overflow-y-auto overscroll-contain focus-visible:-outline-offset-2"
    >
      {children}
    </div>
  );
}

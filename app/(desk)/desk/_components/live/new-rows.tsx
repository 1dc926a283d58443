'use client';
import { ArrowUp } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import type { Placed } from '../data/rows-stretches';

/** Pixels from the top within which one is at the top. */
const topPx = 40;

const list = () => document.querySelector<HTMLElement>('[data-list]');

/** The index of the first row in sight. */
function firstInSight(box: HTMLElement): number {
  const { top } = box.getBoundingClientRect();
  const all = [...box.querySelectorAll<HTMLElement>('[data-index]')];
  const first = all.find((row) => row.getBoundingClientRect().bottom > top);
  return Number(first?.dataset.index ?? 0);
}

function slideIn(box: HTMLElement, index: number): void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  const row = box.querySelector(`[data-index="${index}"]`);
  row?.animate([{ opacity: 0, transform: 'translateY(-8px)' }, {}], {
    duration: 240,
    easing: 'cubic-bezier(.2, .8, .2, 1)',
  });
}

/**
 * What becomes of rows that come by themselves: at the top of the list they slide in; below it nothing moves, and a button
 * says how many there are above. `view` names the list.
 */
export function NewRows({ rows, view }: { rows: Placed[]; view: string }) {
  const t = useTranslations('live.rows');
  const known = useRef<{ view: string; numbers: Set<number> } | null>(null);
  /** The row that was first in sight. */
  const mark = useRef<number | undefined>(undefined);
  const [above, setAbove] = useState(0);

  useLayoutEffect(() => {
    const before = known.current;
    known.current = { view, numbers: new Set(rows.map(({ row }) => row.number)) };
    if (before?.view !== view) return setAbove(0);
    const box = list();
    if (!box) return;
    const isKnown = ({ row }: Placed) => before.numbers.has(row.number);
    // What comes after all that was known was only read on.
    const last = rows.findLastIndex(isKnown);
    const fresh = rows.flatMap((each, index) => (index < last && !isKnown(each) ? [index] : []));
    if (box.scrollTop < topPx) {
      for (const index of fresh) requestAnimationFrame(() => slideIn(box, index));
      return;
    }
    const first = rows.findIndex(({ row }) => row.number === mark.current);
    const count = fresh.filter((index) => index < first).length;
    if (count > 0) setAbove((sum) => sum + count);
  }, [rows, view]);

  useEffect(() => {
    const box = list();
    if (!box) return;
    function look() {
      if (!box) return;
      mark.current = rows[firstInSight(box)]?.row.number;
      if (box.scrollTop < topPx) setAbove(0);
    }
    look();
    box.addEventListener('scroll', look, { passive: true });
    return () => box.removeEventListener('scroll', look);
  }, [rows]);

  function show() {
    list()?.scrollTo({ top: 0 });
    list()?.focus({ preventScroll: true });
    setAbove(0);
  }

  return (
    <div className="relative z-10 h-0">
      <p role="status" className="sr-only">
        {above > 0 && t('new', { count: above })}
      </p>
      {above > 0 && (
        <div className="absolute inset-x-0 top-2 grid justify-items-center">
          <Button onClick={show} size="sm" className="animate-rise rounded-full shadow-e2">
            <ArrowUp size={14} strokeWidth={1.75} aria-hidden />
            {t('new', { count: above })}
          </Button>
        </div>
      )}
    </div>
  );
}

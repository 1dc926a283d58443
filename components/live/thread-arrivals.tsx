'use client';
import { ArrowDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import { drawIn } from './draw-in';

/** A stop of the thread, as far as its arrival goes. */
export interface Arrival {
  /** The id of its element. */
  anchor: string;
  /** Who wrote it; null for what is no message of somebody else. */
  from: string | null;
  /** The reader wrote it: it was shown when they sent it. */
  isOwn?: boolean;
}

/**
 * Stands at the end of a thread, below the place to write. What arrives draws itself in, is read out, and comes into view if
 * the reader is at the end; else a button leads to it, and nothing that is being read moves. `isPane` where the thread has a
 * scroll of its own, rather than the page's.
 */
export function ThreadArrivals({ stops, isPane }: { stops: Arrival[]; isPane?: boolean }) {
  const t = useTranslations('live.arrivals');
  const end = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const [unseen, setUnseen] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const known = useRef<Set<string> | null>(null);

  useEffect(() => {
    if (!end.current) return;
    // Some way below counts: the end of the thread is in view when the place to write is.
    const observer = new IntersectionObserver(
      ([entry]) => {
        isAtEnd.current = entry?.isIntersecting ?? true;
        if (isAtEnd.current) setUnseen(null);
      },
      { rootMargin: '0px 0px 160px 0px' },
    );
    observer.observe(end.current);
    return () => observer.disconnect();
  }, []);

  useLayoutEffect(() => {
    const before = known.current;
    known.current = new Set(stops.map(({ anchor }) => anchor));
    const arrived = before ? stops.filter(({ anchor }) => !before.has(anchor)) : [];
    for (const { anchor, isOwn } of arrived) {
      const element = document.getElementById(anchor);
      if (element && !isOwn) drawIn(element);
    }
    const messages = arrived.filter(({ from }) => from !== null);
    const [first] = messages;
    if (!first) return;
    setSaid(t('said', { name: messages.at(-1)?.from ?? '', count: messages.length }));
    if (!isAtEnd.current) setUnseen((waiting) => waiting ?? first.anchor);
    else {
      const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
      end.current?.scrollIntoView({ block: 'nearest', behavior: isStill ? 'auto' : 'smooth' });
    }
  }, [stops, t]);

  function show() {
    const element = unseen && document.getElementById(unseen);
    setUnseen(null);
    if (!element) return;
    element.tabIndex = -1;
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: 'start' });
  }

  return (
    <>
      <div ref={end} className="h-px" />
      <p role="status" className="sr-only">
        {said}
      </p>
      {unseen && (
        <div
          className={cx(
            'pointer-events-none z-20 grid justify-items-center',
            isPane ? 'sticky bottom-3 -mt-8 h-8' : 'fixed inset-x-0 bottom-5',
          )}
        >
          <Button onClick={show} className="pointer-events-auto animate-rise rounded-full shadow-e2">
            <ArrowDown size={16} strokeWidth={1.75} aria-hidden />
            {t('new')}
          </Button>
        </div>
      )}
    </>
  );
}

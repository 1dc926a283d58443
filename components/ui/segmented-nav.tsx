'use client';
import Link from 'next/link';
import { useEffect, useRef } from 'react';
import { Count } from './count';
import { cx } from './cx';
import { UnreadDot } from './unread-dot';

/** Filters with an address each, as pills: "Activos 4 · Resueltos 9". Scrolls sideways on a phone, to where the current one is. */
export function SegmentedNav(props: {
  label: string;
  /** `notice` is a dot, and the words that say so: something there waits for the reader. */
  items: { href: string; label: string; count?: number | string; notice?: string; isCurrent?: boolean }[];
}) {
  const nav = useRef<HTMLElement>(null);
  const current = props.items.find((item) => item.isCurrent)?.href;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another current one is to be brought into sight
  useEffect(() => {
    const pill = nav.current?.querySelector<HTMLElement>('[aria-current]');
    if (nav.current && pill)
      nav.current.scrollLeft = pill.offsetLeft - (nav.current.clientWidth - pill.offsetWidth) / 2;
  }, [current]);
  return (
    <nav
      ref={nav}
      aria-label={props.label}
      className="relative flex gap-1 max-md:-mx-4 max-md:max-w-[100vw] max-md:overflow-x-auto max-md:px-4 max-md:py-0.5"
    >
      {props.items.map((item) => (
        <Link
          key={item.href}
          href={item.href}
          aria-current={item.isCurrent ? 'true' : undefined}
          className={cx(
            'inline-flex h-8 items-center gap-1.5 rounded-full px-[11px] text-sm font-medium whitespace-nowrap no-underline max-md:h-9',
            item.isCurrent ? 'bg-ink text-on-ink' : 'text-text-2 hover:bg-hover',
          )}
        >
          {item.label}
          {item.count !== undefined && (
            <Count isStrong={item.isCurrent} className={item.isCurrent ? 'opacity-80' : undefined}>
              {item.count}
            </Count>
          )}
          {item.notice && (
            <>
              <UnreadDot />
              <span className="sr-only">{item.notice}</span>
            </>
          )}
        </Link>
      ))}
    </nav>
  );
}

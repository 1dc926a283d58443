import Link from 'next/link';
import type { ReactNode } from 'react';
import { Count } from '@/components/ui/count';
import { cx } from '@/components/ui/cx';
import { UnreadDot } from '@/components/ui/unread-dot';

/**
 * A row of a rail: icon, name, count. Below 1024 px only the icon is seen; the name stays for screen readers and as a tooltip.
 * `isWide` in a drawer, where there is always room for the words.
 */
export function RailLink(props: {
  href: string;
  icon: ReactNode;
  label: string;
  count?: number | string;
  /** A dot, and these words for those who cannot see it: something there waits for the reader. */
  notice?: string;
  isCurrent?: boolean;
  isWide?: boolean;
}) {
  const { href, icon, label, count, notice, isCurrent, isWide } = props;
  return (
    <Link
      href={href}
      title={isWide ? undefined : label}
      prefetch={false}
      aria-current={isCurrent ? 'page' : undefined}
      className={cx(
        'relative flex items-center gap-[9px] rounded-md px-2 text-sm font-medium no-underline',
        isWide ? 'h-10' : 'h-[30px] max-lg:justify-center max-lg:px-0',
        isCurrent ? 'bg-pressed text-text' : 'text-text-2 hover:bg-hover',
      )}
    >
      <span className={isCurrent ? 'text-thread' : 'text-text-3'}>{icon}</span>
      <span className={cx('min-w-0 truncate', !isWide && 'max-lg:sr-only')}>{label}</span>
      {count !== undefined && (
        <Count isStrong={isCurrent} className={cx('ml-auto', !isWide && 'max-lg:sr-only', isCurrent && 'font-medium')}>
          {count}
        </Count>
      )}
      {notice && (
        <span
          className={cx('inline-flex', isWide ? 'ml-auto' : 'ml-auto max-lg:absolute max-lg:top-1 max-lg:right-1.5')}
        >
          <UnreadDot />
          <span className="sr-only">{notice}</span>
        </span>
      )}
    </Link>
  );
}

/** A rail's group with its name. */
export function RailGroup({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <div>
      {title && <h2 className="px-2 pt-3.5 pb-1.5 text-xs font-medium text-text-3 max-lg:sr-only">{title}</h2>}
      <ul className="grid grid-cols-[minmax(0,1fr)] gap-0.5">{children}</ul>
    </div>
  );
}

import type { ReactNode } from 'react';
import { cx } from './cx';

/** A grey label that stands for itself: a tag. */
export function Chip({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <span
      className={cx(
        'inline-block max-w-full truncate rounded-full bg-hover px-[9px] text-sm leading-6 font-medium text-text-2',
        className,
      )}
    >
      {children}
    </span>
  );
}

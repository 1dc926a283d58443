import { ChevronsUpDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { controlClass } from './control-class';
import { cx } from './cx';

/** The browser's own select in our clothes: right on every phone, and no script. Children are `<option>`s. */
export function Select({
  size = 'lg',
  className,
  ...rest
}: Omit<ComponentProps<'select'>, 'size'> & { size?: 'lg' | 'md' }) {
  const height = size === 'lg' ? 'h-10 pl-3 text-body max-md:h-11' : 'h-8 pl-2.5 text-sm max-md:h-10';
  return (
    <span className="relative block">
      <select
        {...rest}
        className={cx(controlClass, height, 'cursor-pointer appearance-none truncate pr-9', className)}
      />
      <ChevronsUpDown
        size={16}
        strokeWidth={1.75}
        className="pointer-events-none absolute top-1/2 right-3 -translate-y-1/2 text-text-3"
        aria-hidden
      />
    </span>
  );
}

import { Search } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cx } from './cx';
import { Input } from './input';

/** A search field with its glass; `label` is for screen readers. */
export function SearchInput({
  label,
  className,
  ...rest
}: Omit<ComponentProps<typeof Input>, 'type'> & { label: string }) {
  return (
    <span className={cx('relative block', className)}>
      <Search
        size={16}
        strokeWidth={1.75}
        className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-text-3"
        aria-hidden
      />
      <Input
        {...rest}
        type="search"
        aria-label={label}
        className="h-9! pl-[34px]! text-md! max-md:h-11! max-md:text-[16px]!"
      />
    </span>
  );
}

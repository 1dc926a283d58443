'use client';
import { Tabs as Base } from '@base-ui/react/tabs';
import type { ComponentProps } from 'react';
import { cx } from './cx';

/** Two or more views of one thing, in place. What has an address of its own is a link instead: see SegmentedNav. */
export const Tabs = Base.Root;

export function TabList({
  className,
  ...rest
}: Omit<ComponentProps<typeof Base.List>, 'className'> & { className?: string }) {
  return <Base.List {...rest} className={cx('flex gap-0.5', className)} />;
}

export function Tab({
  className,
  ...rest
}: Omit<ComponentProps<typeof Base.Tab>, 'className'> & { className?: string }) {
  return (
    <Base.Tab
      {...rest}
      className={cx(
        'inline-flex h-7 items-center gap-1.5 rounded-[5px] px-2.5 text-sm font-medium text-text-2 data-active:bg-hover data-active:text-text max-md:h-9 max-md:px-3',
        className,
      )}
    />
  );
}

export function TabPanel({
  className,
  ...rest
}: Omit<ComponentProps<typeof Base.Panel>, 'className'> & { className?: string }) {
  return <Base.Panel {...rest} className={className} />;
}

import type { ComponentProps } from 'react';
import { cx } from './cx';

/** Paper with a hairline: holds a list, a table, an empty state. */
export function Panel({ className, ...rest }: ComponentProps<'div'>) {
  return <div {...rest} className={cx('overflow-clip rounded-lg border border-line bg-surface', className)} />;
}

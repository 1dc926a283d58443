import type { ComponentProps } from 'react';
import { controlClass } from './control-class';
import { cx } from './cx';

/** One line of text. 40 px and 15 px text in the portal; `size="md"` is the desk's 32 px. 16 px on a phone, or iOS zooms. */
export function Input({
  size = 'lg',
  className,
  ...rest
}: Omit<ComponentProps<'input'>, 'size'> & { size?: 'lg' | 'md' }) {
  const height = size === 'lg' ? 'h-10 px-3 text-body max-md:h-11' : 'h-8 px-2.5 text-sm max-md:h-10';
  return <input {...rest} className={cx(controlClass, height, className)} />;
}

import type { ComponentProps } from 'react';
import { controlClass } from './control-class';
import { cx } from './cx';

/** Several lines of text. */
export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return (
    <textarea rows={4} {...rest} className={cx(controlClass, 'block resize-y px-3 py-2.5 text-body', className)} />
  );
}

import Link from 'next/link';
import type { ComponentProps } from 'react';
import { type ButtonSize, type ButtonVariant, buttonClass } from './button-class';

/** A link that looks like a button, because it goes somewhere instead of doing something. */
export function LinkButton(
  props: ComponentProps<typeof Link> & { variant?: ButtonVariant; size?: ButtonSize; isFull?: boolean },
) {
  const { variant, size, isFull, className, ...rest } = props;
  return <Link {...rest} className={buttonClass({ variant, size, isFull, className })} />;
}

import { cx } from './cx';

/** `danger` is a ghost in red; `danger-filled` belongs only inside a confirm dialog. `icon` is a square ghost and needs a name. */
export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger' | 'danger-filled' | 'icon';
/** 40 px in the portal, 32 px in the desk, 28 px in toolbars; each a little taller on a phone. */
export type ButtonSize = 'lg' | 'md' | 'sm';

const base =
  'inline-flex min-w-6 shrink-0 items-center justify-center gap-[7px] rounded-md border font-medium leading-none whitespace-nowrap ' +
  'no-underline transition-[background-color,border-color] duration-fast select-none ' +
  'aria-disabled:cursor-not-allowed aria-disabled:opacity-55';

const variants: Record<ButtonVariant, string> = {
  primary: 'border-transparent bg-ink text-on-ink hover:bg-ink-hover',
  secondary: 'border-line-strong bg-surface text-text shadow-e1 hover:bg-hover',
  ghost: 'border-transparent text-text-2 hover:bg-hover',
  danger: 'border-transparent text-danger-text hover:bg-danger-soft',
  'danger-filled': 'border-transparent bg-danger text-surface hover:bg-danger-text',
  icon: 'border-transparent text-text-2 hover:bg-hover',
};

const sizes: Record<ButtonSize, string> = {
  lg: 'h-10 px-[18px] text-md max-md:h-11',
  md: 'h-8 px-3 text-sm max-md:h-10',
  sm: 'h-7 px-[9px] text-sm max-md:h-9',
};

const squares: Record<ButtonSize, string> = {
  lg: 'size-10 max-md:size-11',
  md: 'size-8 max-md:size-10',
  sm: 'size-7 max-md:size-9',
};

/** The classes of a button, for things that look like one (links, Base UI triggers). */
export function buttonClass(options: {
  variant?: ButtonVariant;
  size?: ButtonSize;
  isFull?: boolean;
  className?: string;
}): string {
  const { variant = 'secondary', size = 'md' } = options;
  const shape = variant === 'icon' ? squares[size] : sizes[size];
  return cx(base, variants[variant], shape, options.isFull && 'w-full', options.className);
}

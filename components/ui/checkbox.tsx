import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx';

/** A 16 px box with a 28 px area. Without a `label` it needs an `aria-label`. */
export function Checkbox({ label, className, ...rest }: Omit<ComponentProps<'input'>, 'type'> & { label?: ReactNode }) {
  const box = (
    <input
      {...rest}
      type="checkbox"
      className={cx(
        'relative grid size-4 shrink-0 cursor-pointer appearance-none place-items-center rounded-sm border-[1.5px] border-control-line bg-surface',
        "before:absolute before:-inset-1.5 before:content-['']",
        'checked:border-thread checked:bg-thread checked:after:h-1 checked:after:w-2 checked:after:-translate-y-px checked:after:-rotate-45',
        'checked:after:border-b-[1.75px] checked:after:border-l-[1.75px] checked:after:border-on-thread',
        'indeterminate:border-thread indeterminate:bg-thread indeterminate:after:h-0 indeterminate:after:w-2 indeterminate:after:border-b-[1.75px] indeterminate:after:border-on-thread',
        'aria-invalid:border-danger',
        className,
      )}
    />
  );
  if (!label) return box;
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the box is in it
    <label className="inline-flex min-h-7 cursor-pointer items-center gap-2.5 text-md">
      {box}
      <span>{label}</span>
    </label>
  );
}

import { CircleCheck } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx';
import type { ControlProps } from './field';

const columnClass = {
  2: 'grid-cols-2',
  3: 'grid-cols-3 max-md:grid-cols-1',
  4: 'grid-cols-4 max-md:grid-cols-2',
} as const;

export interface RadioCard {
  value: string;
  label: ReactNode;
  description: ReactNode;
  icon?: ReactNode;
}

/**
 * A choice of few, each with one line of meaning. `input` goes on every radio (`{...form.register('priority')}` or
 * `{ name, defaultValue… }`); the field it stands in needs `isGroup`.
 */
export function RadioCards(props: {
  control: ControlProps;
  input: Omit<ComponentProps<'input'>, 'type' | 'value'>;
  options: RadioCard[];
  /** The chosen one, where nothing but the page's state knows it; `input` then has `onChange`. */
  value?: string;
  columns?: keyof typeof columnClass;
  className?: string;
}) {
  const { control, options, value, columns = 4 } = props;
  const { defaultValue, ...input } = props.input;
  return (
    <div {...control} role="radiogroup" className={cx('group/cards grid gap-2', columnClass[columns], props.className)}>
      {options.map((option) => (
        <label
          key={option.value}
          className={cx(
            'relative grid cursor-pointer content-start gap-[3px] rounded-lg border border-control-line bg-surface px-3 pt-2.5 pb-[11px] hover:bg-hover',
            'has-checked:border-thread has-checked:bg-thread-soft has-checked:shadow-[inset_0_0_0_1px_var(--thread)]',
            'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus',
            'forced-colors:has-checked:outline-2 group-aria-invalid/cards:not-has-checked:border-danger',
          )}
        >
          <input
            {...input}
            {...(value !== undefined
              ? { checked: value === option.value }
              : { defaultChecked: defaultValue === option.value })}
            type="radio"
            value={option.value}
            className="peer absolute inset-0 m-0 cursor-pointer opacity-0"
          />
          <span className="flex items-center gap-[7px] font-medium">
            {option.icon}
            {option.label}
          </span>
          <span className="text-sm leading-[18px] text-text-2">{option.description}</span>
          <CircleCheck size={16} className="absolute top-3 right-3 hidden text-thread peer-checked:block" aria-hidden />
        </label>
      ))}
    </div>
  );
}

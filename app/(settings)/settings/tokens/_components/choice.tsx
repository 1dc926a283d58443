import { type ComponentProps, useId } from 'react';
import { Checkbox } from '@/components/ui/checkbox';

/** A box to tick, and under its name what that means. */
export function Choice(props: Omit<ComponentProps<typeof Checkbox>, 'id' | 'label'> & { label: string; text: string }) {
  const { label, text, ...box } = props;
  const id = useId();
  return (
    <div className="flex items-start gap-2.5">
      <Checkbox {...box} id={id} aria-describedby={`${id}-text`} className="mt-0.5" />
      <div className="min-w-0">
        <label htmlFor={id} className="cursor-pointer text-md font-medium">
          {label}
        </label>
        <p id={`${id}-text`} className="text-sm text-text-2">
          {text}
        </p>
      </div>
    </div>
  );
}

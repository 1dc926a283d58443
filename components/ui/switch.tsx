'use client';
import { Switch as Base } from '@base-ui/react/switch';
import type { ReactNode } from 'react';

/** On or off at once, without a form; says which in words beside it. `label` names what is switched. */
export function Switch(props: {
  label: string;
  isOn: boolean;
  isBusy?: boolean;
  onChange: (isOn: boolean) => void;
  children: ReactNode;
}) {
  const { label, isOn, isBusy, onChange, children } = props;
  return (
    <span className="inline-flex min-h-8 items-center gap-2.5 text-md font-medium">
      <Base.Root
        aria-label={label}
        checked={isOn}
        readOnly={isBusy}
        aria-busy={isBusy || undefined}
        onCheckedChange={onChange}
        className="relative flex h-5 w-9 shrink-0 cursor-pointer items-center rounded-full border border-control-line bg-pressed p-px transition-[background-color,border-color] duration-fast before:absolute before:-inset-2 before:content-[''] data-checked:border-transparent data-checked:bg-ink data-readonly:cursor-progress"
      >
        <Base.Thumb className="size-4 rounded-full border border-control-line bg-surface transition-[translate] duration-base ease-out data-checked:translate-x-4 data-checked:border-transparent data-checked:bg-on-ink" />
      </Base.Root>
      <span aria-hidden>{children}</span>
    </span>
  );
}

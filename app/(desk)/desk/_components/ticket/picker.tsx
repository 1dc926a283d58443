'use client';
import { ChevronDown } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { cx } from '@/components/ui/cx';
import { Menu, MenuContent, MenuRadioGroup, MenuRadioItem, MenuTrigger } from '@/components/ui/menu';
import type { ShortcutId } from '../frame/shortcuts';
import { useCaps } from '../frame/use-keys';

export interface Option<Value extends string> {
  value: Value;
  label: ReactNode;
  icon?: ReactNode;
  hint?: ReactNode;
}

/** How a value that can be changed looks where it stands. */
export const pickerLooks = {
  /** In the ticket's head: a bordered button. */
  button:
    'inline-flex h-[26px] min-w-0 items-center gap-1.5 rounded-md border border-line-strong bg-surface px-2 text-sm font-medium text-text hover:bg-hover max-md:h-9',
  /** Among the properties: the value itself, a button only under the pointer. */
  value:
    '-ml-2 inline-flex h-7 max-w-full min-w-0 items-center gap-[7px] rounded-md px-2 text-sm text-text hover:bg-hover max-md:h-9',
} as const;

/** One of several values, edited where it stands. `shown` is the value as the button shows it, `label` names the property. */
export function Picker<Value extends string>(props: {
  look: keyof typeof pickerLooks;
  label: string;
  shown: ReactNode;
  value: Value;
  options: Option<Value>[];
  onPick: (value: Value) => void;
  className?: string;
  /** The single key that opens it. */
  shortcut?: ShortcutId;
}) {
  const { look, label, value, options, shortcut } = props;
  const caps = useCaps(shortcut);
  const [isOpen, setOpen] = useState(false);
  return (
    <Menu open={isOpen} onOpenChange={setOpen}>
      <MenuTrigger
        data-key={shortcut}
        title={caps.length > 0 ? `${label} (${caps.join(' ')})` : undefined}
        className={cx(pickerLooks[look], props.className)}
      >
        <span className="sr-only">{label}: </span>
        {props.shown}
        {look === 'button' && <ChevronDown size={14} strokeWidth={1.75} className="text-text-3" aria-hidden />}
      </MenuTrigger>
      <MenuContent align="start" aria-label={label}>
        <MenuRadioGroup
          value={value}
          onValueChange={(next: Value) => {
            setOpen(false);
            if (next !== value) props.onPick(next);
          }}
        >
          {options.map((option) => (
            <MenuRadioItem key={option.value} value={option.value} icon={option.icon} hint={option.hint}>
              {option.label}
            </MenuRadioItem>
          ))}
        </MenuRadioGroup>
      </MenuContent>
    </Menu>
  );
}

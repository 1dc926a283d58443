'use client';
import { Popover as Base } from '@base-ui/react/popover';
import type { ReactNode } from 'react';
import { cx } from './cx';
import { popupClass } from './menu';

/** A small panel that hangs from its opener and holds controls: filters, a date. */
export const Popover = Base.Root;
export const PopoverTrigger = Base.Trigger;

export function PopoverContent(props: {
  side?: 'top' | 'bottom';
  align?: 'start' | 'center' | 'end';
  className?: string;
  title?: ReactNode;
  /** Its name, where no title stands in it. */
  label?: string;
  children: ReactNode;
}) {
  return (
    <Base.Portal>
      <Base.Positioner
        side={props.side}
        align={props.align ?? 'end'}
        sideOffset={6}
        collisionPadding={8}
        className="z-50"
      >
        <Base.Popup
          aria-label={props.label}
          className={cx(
            popupClass,
            'max-h-(--available-height) w-[min(320px,var(--available-width))] overflow-y-auto p-4',
            props.className,
          )}
        >
          {props.title && <Base.Title className="mb-3 text-sm font-semibold">{props.title}</Base.Title>}
          {props.children}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  );
}

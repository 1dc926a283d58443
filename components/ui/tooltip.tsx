'use client';
import { Tooltip as Base } from '@base-ui/react/tooltip';
import type { ReactElement, ReactNode } from 'react';

/** Neighbouring tooltips come at once after the first. Put it round a toolbar or a whole frame. */
export const TooltipProvider = Base.Provider;

/** Names what has only an icon, for those who see. The child keeps its own accessible name. */
export function Tooltip(props: {
  text: ReactNode;
  side?: 'top' | 'bottom' | 'left' | 'right';
  children: ReactElement;
}) {
  return (
    <Base.Root>
      <Base.Trigger render={props.children} delay={400} />
      <Base.Portal>
        <Base.Positioner side={props.side ?? 'top'} sideOffset={6} collisionPadding={8} className="z-50">
          <Base.Popup className="rounded-md bg-ink px-2 py-1 text-xs font-medium text-on-ink shadow-e2 transition-opacity duration-base data-ending-style:opacity-0 data-starting-style:opacity-0">
            {props.text}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

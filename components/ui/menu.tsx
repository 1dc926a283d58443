'use client';
import { Menu as Base } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import Link from 'next/link';
import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx';

export const popupClass =
  'rounded-lg border border-line-strong bg-surface text-text shadow-e2 outline-none ' +
  'transition-[opacity,translate] duration-base ease-out data-starting-style:-translate-y-1 data-starting-style:opacity-0 ' +
  'data-ending-style:opacity-0 data-ending-style:ease-in';

const itemClass =
  'flex w-full cursor-pointer items-center gap-[9px] rounded-md px-[9px] py-[5px] min-h-[34px] text-sm no-underline outline-none select-none ' +
  'data-highlighted:bg-hover data-disabled:cursor-not-allowed data-disabled:opacity-55 max-md:min-h-10';

/** A menu: `<Menu><MenuTrigger render={<Button/>}>…</MenuTrigger><MenuContent>…</MenuContent></Menu>`. */
export const Menu = Base.Root;
export const MenuTrigger = Base.Trigger;
export const MenuGroup = Base.Group;
export const MenuRadioGroup = Base.RadioGroup;

/** What the menu opens. `side` and `align` say where it stands beside its opener; its name is also its landmark's. */
export function MenuContent(props: {
  side?: 'top' | 'bottom';
  align?: 'start' | 'center' | 'end';
  className?: string;
  children: ReactNode;
  'aria-label': string;
}) {
  return (
    // It stands outside the page's landmarks, so it is one itself while it is open.
    <Base.Portal role="region" aria-label={props['aria-label']}>
      <Base.Positioner
        side={props.side}
        align={props.align ?? 'end'}
        sideOffset={6}
        collisionPadding={8}
        className="z-50"
      >
        <Base.Popup
          aria-label={props['aria-label']}
          className={cx(
            popupClass,
            'max-h-(--available-height) max-w-(--available-width) min-w-[220px] overflow-y-auto overscroll-contain p-[5px]',
            props.className,
          )}
        >
          {props.children}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  );
}

/** One act. `tone="danger"` for what cannot be undone; `hint` is a second, smaller line. */
export function MenuItem(
  props: Omit<ComponentProps<typeof Base.Item>, 'className'> & {
    tone?: 'danger';
    icon?: ReactNode;
    hint?: ReactNode;
    end?: ReactNode;
  },
) {
  const { tone, icon, hint, end, children, ...rest } = props;
  return (
    <Base.Item {...rest} className={cx(itemClass, tone === 'danger' ? 'text-danger-text' : 'text-text')}>
      <MenuLine icon={icon} hint={hint} end={end}>
        {children}
      </MenuLine>
    </Base.Item>
  );
}

/** An item that goes somewhere. */
export function MenuLink(props: { href: string; icon?: ReactNode; isCurrent?: boolean; children: ReactNode }) {
  const check = props.isCurrent && <Check size={16} className="ml-auto text-thread" aria-hidden />;
  return (
    <Base.LinkItem
      render={<Link href={props.href} />}
      aria-current={props.isCurrent || undefined}
      className={cx(itemClass, 'text-text')}
      closeOnClick
    >
      <MenuLine icon={props.icon} end={check}>
        {props.children}
      </MenuLine>
    </Base.LinkItem>
  );
}

/** One of several values, a check beside the chosen one. */
export function MenuRadioItem(
  props: Omit<ComponentProps<typeof Base.RadioItem>, 'className'> & { icon?: ReactNode; hint?: ReactNode },
) {
  const { icon, hint, children, ...rest } = props;
  return (
    <Base.RadioItem closeOnClick {...rest} className={cx(itemClass, 'text-text')}>
      <MenuLine
        icon={icon}
        hint={hint}
        end={
          <Base.RadioItemIndicator className="ml-auto pl-3 text-thread">
            <Check size={16} aria-hidden />
          </Base.RadioItemIndicator>
        }
      >
        {children}
      </MenuLine>
    </Base.RadioItem>
  );
}

function MenuLine(props: { icon?: ReactNode; hint?: ReactNode; end?: ReactNode; children: ReactNode }) {
  return (
    <>
      {props.icon && <span className="text-text-3">{props.icon}</span>}
      <span className="min-w-0 truncate">
        {props.children}
        {props.hint && <small className="block text-xs text-text-3">{props.hint}</small>}
      </span>
      {props.end}
    </>
  );
}

/** The name of a group of items. */
export function MenuLabel({ children }: { children: ReactNode }) {
  return <Base.GroupLabel className="px-[9px] pt-2 pb-1 text-xs font-medium text-text-3">{children}</Base.GroupLabel>;
}

export function MenuSeparator() {
  return <Base.Separator className="-mx-[5px] my-[5px] h-px bg-line" />;
}

'use client';
import { ChevronDown } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import { Menu, MenuContent, MenuLink, MenuTrigger } from '@/components/ui/menu';

/** The category as a menu of addresses; the button names the chosen one. */
export function CategoryFilter(props: {
  label: string;
  chosen?: string;
  items: { href: string; label: string; isCurrent: boolean }[];
}) {
  const { label, chosen, items } = props;
  return (
    <Menu>
      <MenuTrigger
        render={
          <Button
            aria-label={chosen ? `${label}: ${chosen}` : undefined}
            className={cx('h-9 shrink-0', chosen && 'border-thread bg-thread-soft text-thread-text')}
          />
        }
      >
        {chosen ?? label}
        <ChevronDown size={14} strokeWidth={1.75} aria-hidden />
      </MenuTrigger>
      <MenuContent aria-label={label}>
        {items.map((item) => (
          <MenuLink key={item.href} href={item.href} isCurrent={item.isCurrent}>
            {item.label}
          </MenuLink>
        ))}
      </MenuContent>
    </Menu>
  );
}

'use client';
import { type ComponentType, useState } from 'react';
import { useAway } from './use-away';
import { UserMenuButton, type UserMenuProps } from './user-menu-button';

const load = () => import('./user-menu-content');

/**
 * The account's menu. The menu's own code (Base UI) is not part of a page's first load: it comes when somebody reaches for
 * the button, and takes its place, already open, on the click.
 */
export function UserMenu({ user: reader, look = 'bar' }: Omit<UserMenuProps, 'setAway'>) {
  const { isAway, setAway } = useAway(reader.isAway);
  const user = { ...reader, isAway };
  const [Content, setContent] = useState<ComponentType<UserMenuProps>>();
  if (Content) return <Content user={user} look={look} setAway={setAway} />;
  const open = () => load().then((module) => setContent(() => module.UserMenuContent));
  return (
    <UserMenuButton
      user={user}
      look={look}
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
      onClick={open}
      onKeyDown={(event) => {
        if (event.key === 'ArrowDown' || event.key === 'ArrowUp') open();
      }}
    />
  );
}

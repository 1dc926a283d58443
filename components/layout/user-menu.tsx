'use client';
import { type ComponentType, useState } from 'react';
import type { FrameUser } from './frame-user';
import { UserMenuButton, type UserMenuLook } from './user-menu-button';

export interface UserMenuProps {
  user: FrameUser;
  /** `bar`: avatar and name in a top bar; `rail`: avatar, name and role at the foot of a rail; `tab`: in a phone's bar of tabs. */
  look?: UserMenuLook;
}

const load = () => import('./user-menu-content');

/**
 * The account's menu. The menu's own code (Base UI) is not part of a page's first load: it comes when somebody reaches for
 * the button, and takes its place, already open, on the click.
 */
export function UserMenu({ user, look = 'bar' }: UserMenuProps) {
  const [Content, setContent] = useState<ComponentType<UserMenuProps>>();
  if (Content) return <Content user={user} look={look} />;
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

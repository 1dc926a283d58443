'use client';
import { ChevronDown, ChevronsUpDown, User } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ComponentProps } from 'react';
import { Avatar } from '@/components/ui/avatar';
import { buttonClass } from '@/components/ui/button-class';
import { cx } from '@/components/ui/cx';
import { UnreadDot } from '@/components/ui/unread-dot';
import type { FrameUser } from './frame-user';

export interface UserMenuProps {
  user: FrameUser;
  /** `bar`: avatar and name in a top bar; `rail`: avatar, name and role at the foot of a rail; `tab`: in a phone's bar of tabs. */
  look?: 'bar' | 'rail' | 'tab';
  /** Of those who work here: says that they are away, or there again. */
  setAway?: (isAway: boolean) => void;
}

/** What opens the account's menu. */
export function UserMenuButton({ user, look, ...rest }: ComponentProps<'button'> & Omit<UserMenuProps, 'setAway'>) {
  const t = useTranslations('common.account');
  const face = (
    <span className="relative inline-flex">
      {look === 'tab' ? (
        <User size={20} strokeWidth={1.75} aria-hidden />
      ) : (
        <Avatar id={user.id} name={user.name} size="sm" isOnline={user.isAway === false} />
      )}
      {user.isAway && (
        <span
          aria-hidden
          className="absolute -right-px -bottom-px size-[9px] rounded-full border-2 border-text-3 bg-[var(--ground,var(--surface))]"
        />
      )}
      {user.hasExpiring && (
        <span className="absolute -top-1 -right-1 inline-flex rounded-full border-2 border-[var(--ground,var(--surface))]">
          <UnreadDot />
        </span>
      )}
    </span>
  );
  const expiring = user.hasExpiring && <span className="sr-only">. {t('expiring')}</span>;
  if (look === 'rail') {
    return (
      <button
        {...rest}
        type="button"
        className="flex w-full items-center gap-[9px] rounded-md px-2 py-1.5 text-left text-sm hover:bg-hover max-lg:justify-center"
      >
        {face}
        <span className="sr-only">{t('of')} </span>
        <span className="min-w-0 grow max-lg:sr-only">
          <span className="block truncate leading-4 font-medium">{user.name}</span>
          <span className="block text-xs text-text-3">
            {user.isAway === undefined ? t(`role.${user.role}`) : t(user.isAway ? 'away' : 'there')}
          </span>
        </span>
        {expiring}
        <ChevronsUpDown size={14} strokeWidth={1.75} className="text-text-3 max-lg:hidden" aria-hidden />
      </button>
    );
  }
  if (look === 'tab') {
    return (
      <button
        {...rest}
        type="button"
        className="grid min-h-[52px] w-full justify-items-center gap-[3px] pt-2 pb-[7px] text-2xs font-medium text-text-3 focus-visible:-outline-offset-2"
      >
        {face}
        <span>
          {t('you')}
          {expiring}
        </span>
      </button>
    );
  }
  return (
    <button {...rest} type="button" className={cx(buttonClass({ variant: 'ghost' }), 'px-1.5!')}>
      {face}
      <span className="sr-only">{t('of')} </span>
      <span className="max-w-[180px] truncate leading-5 max-md:sr-only">{user.name}</span>
      {expiring}
      <ChevronDown size={14} strokeWidth={1.75} className="max-md:hidden" aria-hidden />
    </button>
  );
}

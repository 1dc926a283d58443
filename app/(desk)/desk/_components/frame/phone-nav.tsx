'use client';
import { Inbox, Search } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { FrameUser } from '@/components/layout/frame-user';
import { UserMenu } from '@/components/layout/user-menu';
import { focusSearch } from './shortcuts';

const tab =
  'grid min-h-[52px] w-full justify-items-center gap-[3px] pt-2 pb-[7px] text-2xs font-medium text-text-3 no-underline focus-visible:-outline-offset-2';

/** The bar at the foot of a phone, under the list. */
export function PhoneNav({ user }: { user: FrameUser }) {
  const t = useTranslations('desk.phone');
  return (
    <nav
      aria-label={t('label')}
      className="grid grid-cols-3 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <Link href="/desk" prefetch={false} aria-current="page" className={`${tab} text-text`}>
        <Inbox size={20} strokeWidth={1.75} className="text-thread" aria-hidden />
        {t('queues')}
      </Link>
      <button type="button" className={tab} onClick={focusSearch}>
        <Search size={20} strokeWidth={1.75} aria-hidden />
        {t('search')}
      </button>
      <UserMenu user={user} look="tab" />
    </nav>
  );
}

'use client';
import { Inbox, Search } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { FrameUser } from '@/components/layout/frame-user';
import { UserMenu } from '@/components/layout/user-menu';
import { useDesk } from '../data/use-desk';
import { NoticeBell } from '../notifications/notice-bell';
import { palette } from '../palette/palette-store';

const tab =
  'grid min-h-[52px] w-full justify-items-center gap-[3px] pt-2 pb-[7px] text-2xs font-medium text-text-3 no-underline focus-visible:-outline-offset-2';

/** The bar at the foot of a phone, under the list. */
export function PhoneNav({ user }: { user: FrameUser }) {
  const t = useTranslations('desk.phone');
  const { href } = useDesk();
  return (
    <nav
      aria-label={t('label')}
      data-foot
      className="grid grid-cols-4 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <Link href="/desk" prefetch={false} aria-current="page" className={`${tab} text-text`}>
        <Inbox size={20} strokeWidth={1.75} className="text-thread" aria-hidden />
        {t('queues')}
      </Link>
      <button type="button" className={tab} onClick={() => palette.open()}>
        <Search size={20} strokeWidth={1.75} aria-hidden />
        {t('search')}
      </button>
      <NoticeBell look="tab" hrefOf={href} />
      <UserMenu user={user} look="tab" />
    </nav>
  );
}

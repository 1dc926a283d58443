import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { FrameUser } from '@/components/layout/frame-user';
import { UserMenu } from '@/components/layout/user-menu';
import { Brand } from '@/components/ui/brand';
import { SkipLink } from '@/components/ui/skip-link';
import { NoticeBell } from '../../../_components/notifications/notice-bell';
import { NoticeWatch } from '../../../_components/notifications/notice-watch';

/** A page of the desk beside its panes: the way back, the bell, the account. */
export function ClientFrame(props: { desk: string; user: FrameUser; children: ReactNode }) {
  const t = useTranslations('clients');
  return (
    <>
      <SkipLink />
      <header className="sticky top-0 z-10 border-b border-line bg-surface">
        <div className="mx-auto flex h-14 max-w-[1180px] items-center gap-5 px-6 max-md:gap-2 max-md:px-4">
          <Brand name={props.desk} href="/desk" wordClass="max-md:sr-only" />
          <Link
            href="/desk"
            prefetch={false}
            className="inline-flex min-h-8 items-center gap-1.5 rounded-md px-1.5 text-sm text-text-2 no-underline hover:text-text max-md:min-h-10"
          >
            <ArrowLeft size={14} strokeWidth={1.75} aria-hidden />
            {t('back')}
          </Link>
          <div className="ml-auto flex items-center gap-3">
            <NoticeWatch />
            <NoticeBell look="bar" />
            <UserMenu user={props.user} />
          </div>
        </div>
      </header>
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto max-w-[1180px] px-6 pt-8 pb-18 outline-none max-md:px-4 max-md:pt-6 max-md:pb-8"
      >
        {props.children}
      </main>
    </>
  );
}

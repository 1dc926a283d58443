'use client';
import { useTranslations } from 'next-intl';
import { memo } from 'react';
import type { FrameUser } from '@/components/layout/frame-user';
import { UserMenu } from '@/components/layout/user-menu';
import { Brand } from '@/components/ui/brand';
import { useView } from '../data/use-desk';
import type { QueueCounts } from '../data/use-queues';
import { NoticeBell } from '../notifications/notice-bell';
import { PaletteOpener } from '../palette/palette-opener';
import { QueueNav } from '../queue/queue-nav';
import { SearchForm } from '../queue/search-form';
import { paneId } from './pane-handle';

/** The first pane: whose desk it is, search, queues, account. Icons only below 1024 px; not there on a phone. */
export const Rail = memo(function Rail(props: { desk: string; user: FrameUser; counts: QueueCounts }) {
  const { desk, user, counts } = props;
  const t = useTranslations('desk.rail');
  const { href } = useView();
  return (
    <nav
      id={paneId.rail}
      aria-label={t('label')}
      className="flex min-h-0 flex-col overflow-y-auto border-r border-line bg-sunken px-2.5 pt-3 [--ground:var(--sunken)] max-lg:px-2 max-md:hidden"
    >
      <Brand name={desk} href="/desk" className="px-2 pt-1 pb-3 max-lg:justify-center" wordClass="max-lg:sr-only" />
      <SearchForm userId={user.id} className="mb-1 shrink-0 max-lg:hidden" />
      <PaletteOpener />
      <NoticeBell look="rail" hrefOf={href} />
      <QueueNav counts={counts} />
      <div className="sticky bottom-0 -mx-2.5 mt-auto border-t border-line bg-sunken px-2.5 py-2 max-lg:-mx-2 max-lg:px-1">
        <UserMenu user={user} look="rail" />
      </div>
    </nav>
  );
});

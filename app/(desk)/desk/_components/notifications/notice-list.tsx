'use client';
import { CheckCheck, Settings2 } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { RelativeTime } from '@/components/ui/relative-time';
import { SkeletonList } from '@/components/ui/skeleton';
import { DeskFailure } from '../data/fetch-desk';
import { useLastFailure } from '../data/use-last-failure';
import { byDay } from './by-day';
import { NoticeRow } from './notice-row';
import { noticeKeys, useNotices, useReadNotices } from './use-notices';

const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** The notifications by day: all, or those not read yet. `onLeave` when one was followed. */
export function NoticeList(props: { unread: number; hrefOf: (number: number) => string; onLeave: () => void }) {
  const { unread, hrefOf, onLeave } = props;
  const t = useTranslations('notifications');
  const [isUnreadOnly, setUnreadOnly] = useState(false);
  const query = useNotices(isUnreadOnly);
  const failure = useLastFailure(query, noticeKeys.list(isUnreadOnly));
  const read = useReadNotices();
  const days = byDay(query.data?.pages.flatMap((page) => page.data) ?? []);
  return (
    <>
      <div className="sticky top-0 z-10 flex items-center gap-1 border-b border-line bg-surface px-3 py-2">
        <fieldset className="flex gap-1">
          <legend className="sr-only">{t('filter')}</legend>
          {[false, true].map((only) => (
            <button
              key={String(only)}
              type="button"
              aria-pressed={isUnreadOnly === only}
              onClick={() => setUnreadOnly(only)}
              className={cx(
                'h-8 rounded-full px-[11px] text-sm font-medium max-md:h-9',
                isUnreadOnly === only ? 'bg-ink text-on-ink' : 'text-text-2 hover:bg-hover',
              )}
            >
              {t(only ? 'onlyUnread' : 'all')}
            </button>
          ))}
        </fieldset>
        <Button
          variant="icon"
          className="ml-auto"
          aria-label={t('readAll')}
          title={t('readAll')}
          aria-disabled={unread === 0 || undefined}
          onClick={() => unread > 0 && void read({ all: true })}
        >
          <CheckCheck {...icon} />
        </Button>
        <Link
          href="/settings/notifications"
          prefetch={false}
          aria-label={t('toSettings')}
          title={t('toSettings')}
          className="grid size-8 place-items-center rounded-md text-text-2 hover:bg-hover max-md:size-10"
        >
          <Settings2 {...icon} />
        </Link>
      </div>
      {query.isPending && !failure && <SkeletonList />}
      {failure && (
        <ErrorState
          level={2}
          text={t('failed')}
          reference={failure instanceof DeskFailure ? failure.failure.requestId : undefined}
          onRetry={() => void query.refetch()}
        />
      )}
      {query.data && days.length === 0 && (
        <EmptyState
          drawing={isUnreadOnly ? 'loop' : 'spool'}
          title={t(isUnreadOnly ? 'emptyUnreadTitle' : 'emptyTitle')}
          text={t(isUnreadOnly ? 'emptyUnreadText' : 'emptyText')}
        />
      )}
      {days.map(({ day, notices }) => (
        <section key={day} aria-labelledby={`notices-${day}`}>
          <h3 id={`notices-${day}`} className="px-4 pt-4 pb-1.5 text-xs font-medium text-text-3">
            <RelativeTime at={notices[0]?.createdAt ?? day} style="day" />
          </h3>
          <ul>
            {notices.map((notice) => (
              <NoticeRow
                key={notice._id}
                notice={notice}
                href={hrefOf(notice.ticket.number)}
                onOpen={() => {
                  if (!notice.readAt) void read({ ids: [notice._id] });
                  onLeave();
                }}
              />
            ))}
          </ul>
        </section>
      ))}
      {query.hasNextPage && (
        <Button
          className="mx-4 my-4 shrink-0"
          isBusy={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('more')}
        </Button>
      )}
    </>
  );
}

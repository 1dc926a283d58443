'use client';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';
import type { Rows } from '../data/use-rows';

/** The end of the list: that there is no more, more on its way, or that it could not be read. */
export function ListFoot({ rows }: { rows: Rows }) {
  const t = useTranslations('desk.list');
  const actions = useTranslations('common.actions');
  if (rows.hasFailedToReadOn) {
    return (
      <div role="status" className="grid justify-items-center gap-2 px-4 py-5 text-sm text-text-2">
        {t('moreFailed')}
        <Button size="sm" onClick={rows.readOn}>
          {actions('retry')}
        </Button>
      </div>
    );
  }
  if (!rows.hasMore) return <p className="px-4 py-5 text-center text-sm text-text-3">{t('end')}</p>;
  if (!rows.isReadingOn) return <div className="h-14" />;
  return (
    <div aria-hidden className="grid gap-[9px] px-4 py-[13px] pl-[38px]">
      <Skeleton className="h-[13px] w-2/3" />
      <Skeleton className="h-2.5 w-1/3" />
    </div>
  );
}

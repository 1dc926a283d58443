'use client';
import { useTranslations } from 'next-intl';
import { Checkbox } from '@/components/ui/checkbox';
import { cx } from '@/components/ui/cx';
import { UnreadDot } from '@/components/ui/unread-dot';
import type { DeskRow } from '@/lib/desk/schema';
import { select, usePicked } from './selection';

/** A row's first column: that it awaits an answer, and under the pointer, with the focus or while selecting the box. */
export function RowCheck({ row, isWaiting }: { row: DeskRow; isWaiting: boolean }) {
  const t = useTranslations('order.bulk');
  const list = useTranslations('desk.list');
  const { isPicked, isSelecting } = usePicked(row.number);
  return (
    // Above the row's link, which is all of the row.
    <span className="relative z-[1] grid h-5 content-start justify-items-center pt-0.5">
      {isWaiting && (
        <span
          className={cx(
            'col-start-1 row-start-1 pt-[3px] group-hover/row:invisible group-has-[input:focus-visible]/row:invisible',
            isSelecting && 'invisible',
          )}
        >
          <UnreadDot />
        </span>
      )}
      {isWaiting && <span className="sr-only">{list('awaits')}</span>}
      <Checkbox
        aria-label={t('pick', { number: row.number })}
        checked={isPicked}
        onChange={(event) => select.toggle(row, (event.nativeEvent as MouseEvent).shiftKey === true)}
        className={cx(
          'col-start-1 row-start-1 group-hover/row:opacity-100 focus-visible:opacity-100',
          !isSelecting && 'opacity-0',
        )}
      />
    </span>
  );
}

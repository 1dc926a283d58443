import { useTranslations } from 'next-intl';
import { PriorityMark } from '@/components/tickets/priority-mark';
import { StatusBadge } from '@/components/tickets/status-badge';
import { Avatar } from '@/components/ui/avatar';
import { cx } from '@/components/ui/cx';
import { RelativeTime } from '@/components/ui/relative-time';
import { UnreadDot } from '@/components/ui/unread-dot';
import type { TicketListRow } from '@/lib/tickets/queries/list';
import { isActive } from '@/lib/tickets/rules';
import { RowLink } from './row-link';

/** Whether the client had the last word and somebody should answer. */
export function awaitsAnswer(row: Pick<TicketListRow, 'status' | 'lastMessage'>): boolean {
  return isActive(row.status) && row.lastMessage?.type === 'user';
}

/** One ticket in the list: who, what, how it stands. One bold thing at most: the title of what awaits an answer. */
export function TicketRow(props: { row: TicketListRow; href: string; isCurrent: boolean; showsAssignee: boolean }) {
  const { row, isCurrent } = props;
  const t = useTranslations('desk.list');
  const isWaiting = awaitsAnswer(row);
  return (
    <li
      className={cx(
        'relative grid grid-cols-[16px_minmax(0,1fr)] gap-x-2.5 border-b border-line py-[9px] pr-3.5 pb-2.5 pl-3 max-md:py-3 max-md:pr-4',
        'has-[a:focus-visible]:outline-2 has-[a:focus-visible]:-outline-offset-2 has-[a:focus-visible]:outline-focus',
        'md:has-data-opening:bg-selected',
        isCurrent
          ? "md:bg-selected md:before:absolute md:before:inset-y-0 md:before:left-0 md:before:w-[3px] md:before:bg-thread md:before:content-['']"
          : 'hover:bg-hover',
      )}
    >
      <span className="grid content-start justify-items-center pt-[5px]">
        {isWaiting && (
          <>
            <UnreadDot />
            <span className="sr-only">{t('awaits')}</span>
          </>
        )}
      </span>
      <div className="min-w-0">
        <p className="flex items-baseline gap-2 text-xs leading-[18px] text-text-3">
          <span className={cx('min-w-0 truncate', isWaiting && 'font-medium text-text')}>{row.clientName}</span>
          <span className="ml-auto whitespace-nowrap tabular-nums">
            <RelativeTime at={row.createdAt.toISOString()} style="short" />
          </span>
        </p>
        <h3
          className={cx(
            'text-md max-md:line-clamp-2 max-md:text-body max-md:leading-[21px] max-md:[overflow-wrap:anywhere] md:truncate',
            isWaiting ? 'font-semibold text-text' : 'font-normal',
            isCurrent && !isWaiting ? 'text-text' : !isWaiting && 'text-text-2',
          )}
        >
          <RowLink href={props.href} isCurrent={isCurrent}>
            {row.title}
          </RowLink>
        </h3>
        <p className="mt-0.5 flex items-center gap-2.5 text-xs leading-[18px] text-text-3">
          <StatusBadge status={row.status} isPlain className="gap-[5px]" />
          <span className="num">#{row.number}</span>
          <PriorityMark priority={row.priority} isIconOnly />
          {props.showsAssignee && row.assigneeName && row.assignedToId && (
            <span className="ml-auto inline-flex min-w-0 items-center gap-1.5">
              <Avatar id={row.assignedToId} name={row.assigneeName} size="xs" className="-my-1" />
              <span className="sr-only">{t('assignee')} </span>
              <span className="truncate">{row.assigneeName.split(' ')[0]}</span>
            </span>
          )}
        </p>
      </div>
    </li>
  );
}

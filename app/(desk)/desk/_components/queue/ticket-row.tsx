'use client';
import { useTranslations } from 'next-intl';
import { memo, type Ref } from 'react';
import { PriorityMark } from '@/components/tickets/priority-mark';
import { StatusBadge } from '@/components/tickets/status-badge';
import { StatusGlyph } from '@/components/tickets/status-glyph';
import { Avatar } from '@/components/ui/avatar';
import { cx } from '@/components/ui/cx';
import { RelativeTime } from '@/components/ui/relative-time';
import type { DeskRow } from '@/lib/desk/schema';
import { isActive } from '@/lib/tickets/rules';
import { useIntent } from '../data/use-ticket-data';
import { RowPresent } from '../live/row-present';
import { RowMarks } from '../ticket/composer/row-marks';
import { SnoozedUntil } from '../ticket/snooze-words';
import { Marked, MatchLine } from './match-line';
import { MergedMark } from './merged-mark';
import { RowCheck } from './row-check';

/** Whether the client had the last word and somebody should answer. */
export function awaitsAnswer(row: Pick<DeskRow, 'status' | 'lastMessage'>): boolean {
  return isActive(row.status) && row.lastMessage?.type === 'user';
}

/** A ticket further down the server's HTML: its title alone, which is its link. `height` in pixels. */
export function PlainRow({ row, href, height }: { row: DeskRow; href: string; height: number }) {
  return (
    <li className="truncate border-b border-line pr-3.5 pl-[38px]" style={{ height, lineHeight: `${height}px` }}>
      <a href={href} data-row className="text-md text-text-2 no-underline">
        {row.title}
      </a>
    </li>
  );
}

/** One ticket in the list: who, what, how it stands. One bold thing at most: the title of what awaits an answer. */
export const TicketRow = memo(function TicketRow(props: {
  row: DeskRow;
  href: string;
  isCurrent: boolean;
  showsAssignee: boolean;
  /** One line instead of three. */
  isDense: boolean;
  /** Its place in the list, from 0, and how many there are; -1 while that is not known. */
  index: number;
  size: number;
  /** Pixels between it and the row drawn before it. */
  gap: number;
  ref?: Ref<HTMLLIElement>;
}) {
  const { row, isCurrent, index, gap, isDense } = props;
  const t = useTranslations('desk.list');
  const words = useTranslations('tickets');
  const intent = useIntent(row.number);
  const isWaiting = awaitsAnswer(row);
  return (
    <li
      ref={props.ref}
      data-index={index}
      aria-setsize={props.size}
      aria-posinset={index + 1}
      style={gap > 0 ? { marginTop: gap } : undefined}
      {...intent}
      className={cx(
        'group/row has-[input:checked]:bg-hover relative grid grid-cols-[16px_minmax(0,1fr)] gap-x-2.5 border-b border-line pr-3.5 pl-3 max-md:pr-4',
        isDense ? 'py-2 max-md:py-2.5' : 'pt-[9px] pb-2.5 max-md:py-3',
        'has-[a:focus-visible]:outline-2 has-[a:focus-visible]:-outline-offset-2 has-[a:focus-visible]:outline-focus',
        isCurrent
          ? "md:bg-selected md:before:absolute md:before:inset-y-0 md:before:left-0 md:before:w-[3px] md:before:bg-thread md:before:content-['']"
          : 'hover:bg-hover',
      )}
    >
      <RowCheck row={row} isWaiting={isWaiting} />
      <div className={cx('min-w-0', isDense && 'flex items-baseline gap-2')}>
        <p
          className={cx(
            'flex items-baseline gap-2 text-xs leading-[18px] text-text-3',
            isDense && 'order-last ml-auto',
          )}
        >
          <span
            className={cx(isDense ? 'sr-only' : 'min-w-0 truncate', !isDense && isWaiting && 'font-medium text-text')}
          >
            {row.client.name}
          </span>
          <span className="ml-auto flex items-center gap-1.5 self-center whitespace-nowrap tabular-nums">
            <RowPresent ticket={row._id} />
            <RelativeTime at={row.createdAt} style="short" />
          </span>
        </p>
        <h3
          className={cx(
            isDense
              ? 'min-w-0 truncate text-sm leading-5'
              : 'text-md max-md:line-clamp-2 max-md:text-body max-md:leading-[21px] max-md:[overflow-wrap:anywhere] md:truncate',
            isWaiting ? 'font-semibold text-text' : 'font-normal',
            isCurrent && !isWaiting ? 'text-text' : !isWaiting && 'text-text-2',
          )}
        >
          {/* The whole row is its target. `data-row` is how the keyboard walks the list. */}
          <a
            href={props.href}
            data-row
            aria-current={isCurrent ? 'true' : undefined}
            className="text-inherit no-underline after:absolute after:inset-0 after:content-[''] focus-visible:outline-none"
          >
            {row.match?.title ? <Marked pieces={row.match.title} /> : row.title}
          </a>
        </h3>
        {!isDense && row.match && <MatchLine match={row.match} />}
        <p
          className={cx(
            'flex items-center gap-2.5 text-xs leading-[18px] text-text-3',
            isDense ? 'order-first shrink-0 self-center' : 'mt-0.5',
          )}
        >
          {isDense ? (
            <>
              <StatusGlyph status={row.status} />
              <span className="sr-only">{words(`status.${row.status}`)}</span>
            </>
          ) : (
            <StatusBadge status={row.status} isPlain className="gap-[5px]" />
          )}
          <span className={isDense ? 'sr-only' : 'num'}>#{row.number}</span>
          {!isDense && <PriorityMark priority={row.priority} isIconOnly />}
          <RowMarks number={row.number} hasDraft={row.hasDraft} />
          {row.mergedInto && <MergedMark into={row.mergedInto} />}
          {!isDense && <SnoozedUntil at={row.snoozedUntil} className="shrink-0" />}
          {!isDense && props.showsAssignee && !row.assignee && row.team && (
            <span className="ml-auto truncate">{row.team.name}</span>
          )}
          {!isDense && props.showsAssignee && row.assignee && (
            <span className="ml-auto inline-flex min-w-0 items-center gap-1.5">
              <Avatar id={row.assignee.userId} name={row.assignee.name} size="xs" className="-my-1" />
              <span className="sr-only">{t('assignee')} </span>
              <span className={row.snoozedUntil ? 'sr-only' : 'truncate'}>{row.assignee.name.split(' ')[0]}</span>
            </span>
          )}
        </p>
      </div>
    </li>
  );
});

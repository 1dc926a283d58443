'use client';
import { useTranslations } from 'next-intl';
import { useCallback, useMemo } from 'react';
import { Count } from '@/components/ui/count';
import { cx } from '@/components/ui/cx';
import { ErrorState } from '@/components/ui/error-state';
import { SkeletonList } from '@/components/ui/skeleton';
import { DeskFailure } from '../data/fetch-desk';
import { useDesk } from '../data/use-desk';
import type { QueueCounts } from '../data/use-queues';
import type { Rows } from '../data/use-rows';
import { KeyHint } from '../frame/key-hint';
import { paneId } from '../frame/pane-handle';
import { QueuesDrawer } from '../frame/queues-drawer';
import { NewRows } from '../live/new-rows';
import type { Agent } from '../ticket/desk-ticket';
import { BulkBar } from './bulk-bar';
import { BulkWatch } from './bulk-watch';
import { EmptyQueue } from './empty-queue';
import { FilterChips, filtersOf } from './filter-chips';
import { FilterForm } from './filter-form';
import { FilterPopover } from './filter-popover';
import { ListFoot } from './list-foot';
import { QueueNav } from './queue-nav';
import { RowList } from './row-list';
import { SearchForm } from './search-form';
import { SearchNotes } from './search-notes';
import { SelectMode } from './select-mode';
import { SelectionKeys } from './selection-keys';
import { shownCount } from './shown-count';
import { SortMenu } from './sort-menu';
import { awaitsAnswer } from './ticket-row';
import { useQueueName } from './use-queue-name';
import { deskHref } from './view';

/** How many a narrowed list has as far as it was read. */
function foundCount(rows: Rows): string {
  return rows.hasMore ? `${rows.rows.length}+` : String(rows.rows.length);
}

/** The second pane: the tickets of a queue, what orders and narrows them. */
export function ListPane({ rows, counts, me }: { rows: Rows; counts: QueueCounts; me: Agent }) {
  const t = useTranslations('desk');
  const { view, ticket } = useDesk();
  const queue = useQueueName(view.queue);
  const address = deskHref(view);
  const total = view.q === '' ? counts[view.queue] : undefined;
  const waiting = rows.rows.filter(({ row }) => awaitsAnswer(row)).length;
  const deskRows = useMemo(() => rows.rows.map(({ row }) => row), [rows.rows]);
  const hrefOf = useCallback((number: number) => deskHref(view, number), [view]);
  return (
    <section
      id={paneId.list}
      aria-label={t('list.label', { queue })}
      aria-busy={rows.isOld || rows.isFirstLoad}
      className={cx('flex min-h-0 min-w-0 flex-col border-line md:border-r', ticket !== null && 'max-md:hidden')}
    >
      <div className="flex h-[52px] min-w-0 shrink-0 items-center gap-1.5 border-b border-line pr-3 pl-4 max-md:pr-2 max-md:pl-3">
        <QueuesDrawer key={address}>
          <QueueNav counts={counts} isWide />
        </QueuesDrawer>
        <h2 className="truncate text-body leading-5 tracking-[-.01em]">{queue}</h2>
        {!rows.isOld && !rows.isFirstLoad && (
          <Count className="mt-px">{total === undefined ? foundCount(rows) : shownCount(total)}</Count>
        )}
        <span className="grow" />
        <FilterPopover key={`filters ${address}`} count={filtersOf(view.q).length}>
          <FilterForm />
        </FilterPopover>
      </div>
      <SearchForm userId={me.userId} className="mx-3 mt-2.5 mb-1 shrink-0 lg:hidden" />
      <div className="flex h-10 shrink-0 items-center gap-1.5 border-b border-line pr-3 pl-4">
        <SortMenu />
        <span className="grow" />
        <SelectMode />
        {!rows.hasMore && !rows.isOld && waiting > 0 && <Count>{t('list.waiting', { count: waiting })}</Count>}
      </div>
      <FilterChips />
      <SearchNotes />
      {rows.failure ? (
        <div className="min-h-0 grow overflow-y-auto">
          <ErrorState
            level={3}
            text={t('list.failed')}
            reference={rows.failure instanceof DeskFailure ? rows.failure.failure.requestId : undefined}
            onRetry={rows.retry}
          />
        </div>
      ) : rows.isFirstLoad ? (
        <div className="min-h-0 grow motion-safe:animate-[appear_.16s_.2s_backwards]">
          <SkeletonList />
        </div>
      ) : (
        <>
          <NewRows rows={rows.rows} view={deskHref(rows.of)} />
          <RowList
            rows={rows}
            view={deskHref(rows.of)}
            label={t('list.scroll')}
            ticket={ticket}
            hrefOf={hrefOf}
            showsAssignee={rows.of.queue !== 'mine' && rows.of.queue !== 'unassigned'}
          >
            {rows.rows.length === 0 && !rows.hasMore ? (
              <EmptyQueue view={rows.of} counts={counts} />
            ) : (
              <ListFoot rows={rows} />
            )}
          </RowList>
        </>
      )}
      <SelectionKeys rows={deskRows} ticket={ticket} view={`${view.queue} ${view.q}`} />
      <BulkWatch />
      <BulkBar
        me={me}
        total={total !== undefined ? shownCount(total) : rows.hasMore ? null : String(rows.rows.length)}
        canTakeMore={rows.hasMore || deskRows.length > 1}
      />
      <KeyHint />
    </section>
  );
}

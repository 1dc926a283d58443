import { useTranslations } from 'next-intl';
import { Count } from '@/components/ui/count';
import { cx } from '@/components/ui/cx';
import { KeyHint } from '../frame/key-hint';
import { QueuesDrawer } from '../frame/queues-drawer';
import { EmptyQueue } from './empty-queue';
import { FilterChips } from './filter-chips';
import { FilterForm } from './filter-form';
import { FilterPopover } from './filter-popover';
import { ListFoot } from './list-foot';
import { ListScroll } from './list-scroll';
import type { QueueData } from './load-queue';
import { QueueNav, shownCount } from './queue-nav';
import { SearchForm } from './search-form';
import { SortMenu } from './sort-menu';
import { awaitsAnswer, TicketRow } from './ticket-row';
import { changedView, countFilters, deskHref, rowsAtOnce, sorts } from './view';

/** The second pane: the tickets of a queue, what orders and narrows them. `ticket` is the number of the open one. */
export function ListPane({ data, ticket }: { data: QueueData; ticket?: number }) {
  const { view, rows, found } = data;
  const t = useTranslations('desk');
  const queue = t(`queues.${view.queue}`);
  const address = deskHref(view);
  const waiting = rows.filter(awaitsAnswer).length;
  return (
    <section
      aria-label={t('list.label', { queue })}
      className={cx('flex min-h-0 min-w-0 flex-col border-line md:border-r', ticket !== undefined && 'max-md:hidden')}
    >
      <div className="flex h-[52px] min-w-0 shrink-0 items-center gap-1.5 border-b border-line pr-3 pl-4 max-md:pr-2 max-md:pl-3">
        <QueuesDrawer key={address}>
          <QueueNav view={view} counts={data.counts} isWide />
        </QueuesDrawer>
        <h2 className="truncate text-body leading-5 tracking-[-.01em]">{queue}</h2>
        <Count className="mt-px">{shownCount(found)}</Count>
        <span className="grow" />
        <FilterPopover key={`filters ${address}`} count={countFilters(view)}>
          <FilterForm data={data} ticket={ticket} />
        </FilterPopover>
      </div>
      <SearchForm view={view} ticket={ticket} className="mx-3 mt-2.5 mb-1 shrink-0 lg:hidden" />
      <div className="flex h-10 shrink-0 items-center gap-1.5 border-b border-line pr-3 pl-4">
        <SortMenu
          sort={view.sort}
          choices={sorts.map((sort) => ({ sort, href: deskHref(changedView(view, { sort }), ticket) }))}
        />
        <span className="grow" />
        {data.next === null && waiting > 0 && <Count>{t('list.waiting', { count: waiting })}</Count>}
      </div>
      <FilterChips data={data} ticket={ticket} />
      <ListScroll view={deskHref({ ...view, rows: rowsAtOnce })} label={t('list.scroll')}>
        {rows.length === 0 ? (
          <EmptyQueue data={data} ticket={ticket} />
        ) : (
          <ul>
            {rows.map((row) => (
              <TicketRow
                key={row.id}
                row={row}
                href={deskHref(view, row.number)}
                isCurrent={row.number === ticket}
                showsAssignee={view.queue !== 'mine' && view.queue !== 'unassigned'}
              />
            ))}
          </ul>
        )}
        <ListFoot data={data} ticket={ticket} />
      </ListScroll>
      <KeyHint />
    </section>
  );
}

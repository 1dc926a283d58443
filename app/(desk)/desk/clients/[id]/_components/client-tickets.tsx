import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { PriorityMark } from '@/components/tickets/priority-mark';
import { StatusBadge } from '@/components/tickets/status-badge';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { Panel } from '@/components/ui/panel';
import { RelativeTime } from '@/components/ui/relative-time';
import { SegmentedNav } from '@/components/ui/segmented-nav';
import type { ClientObject } from '@/lib/clients/schema';
import type { TicketListRow } from '@/lib/tickets/queries/listed';
import { statuses } from '@/lib/tickets/schema';
import { type ClientParams, clientHref } from './client-params';

/** The client's tickets by status, newest first, a page at a time. */
export function ClientTickets(props: {
  id: string;
  counts: ClientObject['tickets'];
  shown: ClientParams;
  rows: TicketListRow[];
  next: string | null;
}) {
  const { id, counts, shown, rows, next } = props;
  const t = useTranslations('clients');
  const words = useTranslations('tickets');
  const filters = [
    { href: clientHref(id), label: t('all'), count: counts.total, isCurrent: !shown.status },
    ...statuses.map((status) => ({
      href: clientHref(id, { status }),
      label: words(`status.${status}`),
      count: counts[status],
      isCurrent: shown.status === status,
    })),
  ];
  return (
    <section aria-labelledby="client-tickets" className="min-w-0">
      <h2 id="client-tickets" className="mb-3 text-lg">
        {t('tickets')}
      </h2>
      <div className="mb-4">
        <SegmentedNav label={t('filter')} items={filters} />
      </div>
      <Panel>
        {rows.length === 0 ? (
          <EmptyState
            level={3}
            drawing={counts.total === 0 ? 'spool' : 'search'}
            title={t(counts.total === 0 ? 'noneTitle' : 'emptyTitle')}
            text={t(counts.total === 0 ? 'noneText' : 'emptyText')}
          />
        ) : (
          <ul>
            {rows.map((row) => (
              <li key={row.id} className="border-b border-line last:border-b-0">
                <Link
                  href={`/desk/tickets/${row.number}?queue=all`}
                  prefetch={false}
                  className="grid grid-cols-[minmax(0,1fr)] gap-1 px-5 py-3 text-text no-underline hover:bg-hover focus-visible:-outline-offset-2 max-md:px-4"
                >
                  <span className="flex items-baseline gap-3">
                    <span className="min-w-0 grow truncate text-md font-medium">{row.title}</span>
                    <RelativeTime
                      at={row.createdAt.toISOString()}
                      style="short"
                      className="shrink-0 text-sm text-text-3"
                    />
                  </span>
                  <span className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-text-2">
                    <StatusBadge status={row.status} isPlain />
                    <span className="num text-text-3">#{row.number}</span>
                    <PriorityMark priority={row.priority} />
                    <span className={row.assigneeName ? undefined : 'text-text-3'}>
                      {row.assigneeName ?? t('nobody')}
                    </span>
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        )}
      </Panel>
      {(next || shown.cursor) && (
        <div className="mt-4 flex justify-center gap-2">
          {shown.cursor && (
            <LinkButton variant="ghost" href={clientHref(id, { status: shown.status })}>
              {t('first')}
            </LinkButton>
          )}
          {next && <LinkButton href={clientHref(id, { status: shown.status, cursor: next })}>{t('more')}</LinkButton>}
        </div>
      )}
    </section>
  );
}

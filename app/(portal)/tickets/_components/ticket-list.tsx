import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { PageHeader } from '@/components/layout/page-header';
import { RefreshOnNews } from '@/components/live/refresh-on-news';
import { LinkButton } from '@/components/ui/link-button';
import { Panel } from '@/components/ui/panel';
import { EmptyList } from './empty-list';
import { type ListParams, listHref } from './list-params';
import { ListToolbar } from './list-toolbar';
import type { loadList } from './load-list';
import { TicketRow } from './ticket-row';

type Props = Awaited<ReturnType<typeof loadList>> & { params: ListParams; readerId: string };

/** My tickets: piles and filters, the rows, the way to the next page, and below what was finished of late. */
export function TicketList({ since, rows, next, counts, recent, params, readerId }: Props) {
  const t = useTranslations('portal.list');
  const hasAny = counts.any > 0;
  const newTicket = (
    <LinkButton variant="primary" size="lg" href="/tickets/new">
      <Plus size={16} strokeWidth={2} aria-hidden />
      {t('new')}
    </LinkButton>
  );
  return (
    <>
      <RefreshOnNews since={since} />
      <PageHeader title={t('title')} action={hasAny && newTicket} />
      {hasAny && <ListToolbar params={params} counts={counts} />}
      <Panel>
        {rows.length > 0 ? (
          <ul aria-label={t('rows')}>
            {rows.map((ticket) => (
              <TicketRow key={ticket.id} ticket={ticket} readerId={readerId} />
            ))}
          </ul>
        ) : (
          <EmptyList params={params} hasAny={hasAny} />
        )}
      </Panel>
      {(next || params.cursor) && (
        <nav aria-label={t('pages')} className="mt-4 flex justify-center gap-2">
          {params.cursor && (
            <LinkButton variant="ghost" href={listHref({ ...params, cursor: undefined })}>
              {t('first')}
            </LinkButton>
          )}
          {next && <LinkButton href={listHref({ ...params, cursor: next })}>{t('next')}</LinkButton>}
        </nav>
      )}
      {recent.length > 0 && (
        <section aria-labelledby="recent">
          <h2 id="recent" className="mt-9 mb-3 text-md">
            {t('recentlyDone')}
          </h2>
          <Panel>
            <ul>
              {recent.map((ticket) => (
                <TicketRow key={ticket.id} ticket={ticket} readerId={readerId} level={3} />
              ))}
            </ul>
          </Panel>
        </section>
      )}
    </>
  );
}

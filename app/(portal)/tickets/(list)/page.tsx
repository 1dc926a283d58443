import { Plus } from 'lucide-react';
import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getNow, getTranslations } from 'next-intl/server';
import { PageHeader } from '@/components/layout/page-header';
import { LinkButton } from '@/components/ui/link-button';
import { Panel } from '@/components/ui/panel';
import { requireActor } from '@/lib/auth/page';
import { AppError } from '@/lib/platform/errors';
import { countTickets, listTicketsForPage } from '@/lib/tickets/queries';
import { EmptyList } from '../_components/empty-list';
import { listFilter, listHref, type ListParams, readListParams, type Segment, segments } from '../_components/list-params';
import { ListToolbar } from '../_components/list-toolbar';
import { TicketRow } from '../_components/ticket-row';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('portal.list');
  return { title: t('title') };
}

const pageSize = 20;
const fortnight = 14 * 24 * 60 * 60 * 1000;

type Props = PageProps<'/tickets'>;
type Actor = Awaited<ReturnType<typeof requireActor>>;

async function readPage(actor: Actor, params: ListParams) {
  try {
    return await listTicketsForPage(actor, listFilter(params), { limit: pageSize, cursor: params.cursor, sort: 'updated' });
  } catch (error) {
    // A cursor from another age or a mistyped link: the first page is the nearest thing to what was asked.
    if (error instanceof AppError && error.code === 'INVALID_CURSOR') redirect(listHref({ ...params, cursor: undefined }));
    throw error;
  }
}

/** What was finished of late, below the active tickets where the page opens. */
async function readRecent(actor: Actor, params: ListParams) {
  if (params.segment !== 'active' || params.q || params.category || params.cursor) return [];
  const since = new Date((await getNow()).getTime() - fortnight);
  const filter = { client: ['me'], status: ['resolved' as const, 'closed' as const], updatedAfter: since };
  return (await listTicketsForPage(actor, filter, { limit: 3, sort: 'updated' })).rows;
}

function readCounts(actor: Actor, params: ListParams) {
  const filters = Object.fromEntries(segments.map((segment) => [segment, listFilter({ ...params, segment })]));
  // `any` leaves search and filter out: whether there is anything at all decides what an empty list says.
  return countTickets(actor, { ...(filters as Record<Segment, (typeof filters)[string]>), any: { client: ['me'] } });
}

/** The reader's own tickets, last changed first. */
export default async function TicketsPage({ searchParams }: Props) {
  const params = readListParams(await searchParams);
  const actor = await requireActor(listHref(params));
  const [t, { rows, next }, counts, recent] = await Promise.all([
    getTranslations('portal.list'),
    readPage(actor, params),
    readCounts(actor, params),
    readRecent(actor, params),
  ]);
  const hasAny = counts.any > 0;
  const newTicket = (
    <LinkButton variant="primary" size="lg" href="/tickets/new">
      <Plus size={16} strokeWidth={2} aria-hidden />
      {t('new')}
    </LinkButton>
  );
  return (
    <>
      <PageHeader title={t('title')} action={hasAny && newTicket} />
      {hasAny && <ListToolbar params={params} counts={counts} />}
      <Panel>
        {rows.length > 0 ? (
          <ul aria-label={t('rows')}>
            {rows.map((ticket) => (
              <TicketRow key={ticket.id} ticket={ticket} readerId={actor.userId} />
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
                <TicketRow key={ticket.id} ticket={ticket} readerId={actor.userId} level={3} />
              ))}
            </ul>
          </Panel>
        </section>
      )}
    </>
  );
}

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requireActor } from '@/lib/auth/page';
import { Arrival } from '../_components/arrival';
import { listHref, readListParams } from './_components/list-params';
import { ListSkeleton } from './_components/list-skeleton';
import { loadList } from './_components/load-list';
import { TicketList } from './_components/ticket-list';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('portal.list');
  return { title: t('title') };
}

/** The reader's own tickets, last changed first. */
export default async function TicketsPage({ searchParams }: PageProps<'/tickets'>) {
  const params = readListParams(await searchParams);
  const actor = await requireActor(listHref(params));
  return (
    <Arrival load={() => loadList(actor, params)} skeleton={<ListSkeleton />}>
      {(list) => <TicketList {...list} params={params} readerId={actor.userId} />}
    </Arrival>
  );
}

import { useTranslations } from 'next-intl';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import type { QueueData } from './load-queue';
import { changedView, countFilters, deskHref, withoutFilters } from './view';

/** Nothing in the list: because all is done, or because nothing is so. Always with a way on. */
export function EmptyQueue({ data, ticket }: { data: QueueData; ticket?: number }) {
  const { view, counts } = data;
  const t = useTranslations('desk.empty');
  const queue = useTranslations('desk.queues')(view.queue);
  const isFiltered = countFilters(view) > 0;
  if (view.q === '' && !isFiltered) {
    const offersMore = view.queue === 'mine' && counts.unassigned > 0;
    return (
      <EmptyState
        drawing="loop"
        level={3}
        title={t('done')}
        text={
          offersMore
            ? t('mineText', { count: counts.unassigned })
            : t(view.queue === 'mine' ? 'mineAlone' : 'doneText', { queue })
        }
        actions={
          offersMore && (
            <LinkButton href={deskHref(changedView(view, { queue: 'unassigned' }), ticket)} prefetch={false}>
              {t('seeUnassigned')}
            </LinkButton>
          )
        }
      />
    );
  }
  const everywhere = deskHref(changedView(withoutFilters(view), { queue: 'all' }), ticket);
  const cleared = deskHref(changedView(withoutFilters(view), { q: '' }), ticket);
  return (
    <EmptyState
      drawing="search"
      level={3}
      title={view.q === '' ? t('nothing') : t('nothingWith', { text: view.q })}
      text={
        data.client === null
          ? t('noClient', { client: view.client })
          : view.queue === 'all'
            ? t('nothingText')
            : t('nothingInQueue', { queue })
      }
      actions={
        <>
          {view.q !== '' && (view.queue !== 'all' || isFiltered) && (
            <LinkButton href={everywhere} prefetch={false}>
              {t('searchAll')}
            </LinkButton>
          )}
          <LinkButton variant="ghost" href={cleared} prefetch={false}>
            {view.q === '' ? t('clearFilters') : t('clearSearch')}
          </LinkButton>
        </>
      }
    />
  );
}

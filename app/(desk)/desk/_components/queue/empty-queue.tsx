'use client';
import { useTranslations } from 'next-intl';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { parseSearch } from '@/lib/search/rules';
import { useDesk } from '../data/use-desk';
import type { QueueCounts } from '../data/use-queues';
import { filtersOf } from './filter-chips';
import { shownCount } from './shown-count';
import { useQueueName } from './use-queue-name';
import type { View } from './view';

/** Nothing in the list: because all is done, or because nothing is so. Always with a way on. */
export function EmptyQueue({ view, counts }: { view: View; counts: QueueCounts }) {
  const t = useTranslations('desk.empty');
  const { ticket, href } = useDesk();
  const queue = useQueueName(view.queue);
  if (view.q === '') {
    const unassigned = counts.unassigned ?? 0;
    const offersMore = view.queue === 'mine' && unassigned > 0;
    return (
      <EmptyState
        drawing="loop"
        level={3}
        title={t('done')}
        text={
          offersMore
            ? t('mineText', { count: shownCount(unassigned) })
            : t(view.queue === 'mine' ? 'mineAlone' : 'doneText', { queue })
        }
        actions={
          offersMore && (
            <LinkButton href={href(ticket, { queue: 'unassigned' })} prefetch={false}>
              {t('seeUnassigned')}
            </LinkButton>
          )
        }
      />
    );
  }
  const filters = filtersOf(view.q);
  const isOnlyFilters = filters.length === parseSearch(view.q).tokens.length;
  const text = filters.toReversed().reduce((rest, token) => rest.slice(0, token.start) + rest.slice(token.end), view.q);
  const words = text.replace(/\s+/g, ' ').trim();
  return (
    <EmptyState
      drawing="search"
      level={3}
      title={isOnlyFilters ? t('nothing') : t('nothingWith', { text: words })}
      text={view.queue === 'all' ? t('nothingText') : t('nothingInQueue', { queue })}
      actions={
        <>
          {view.queue !== 'all' && (
            <LinkButton href={href(ticket, { queue: 'all' })} prefetch={false}>
              {t('searchAll')}
            </LinkButton>
          )}
          {!isOnlyFilters && filters.length > 0 && (
            <LinkButton href={href(ticket, { queue: 'all', q: words })} prefetch={false}>
              {t('withoutFilters')}
            </LinkButton>
          )}
          <LinkButton variant="ghost" href={href(ticket, { q: '' })} prefetch={false}>
            {isOnlyFilters ? t('clearFilters') : t('clearSearch')}
          </LinkButton>
        </>
      }
    />
  );
}

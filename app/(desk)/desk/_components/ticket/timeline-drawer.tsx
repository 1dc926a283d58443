'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import { Drawer } from '@/components/ui/drawer';
import { ErrorState } from '@/components/ui/error-state';
import { Select } from '@/components/ui/select';
import { SkeletonThread } from '@/components/ui/skeleton';
import { type HistoryObject, type HistoryType, historyTypes } from '@/lib/history/schema';
import { fetchDesk } from '../data/fetch-desk';
import { deskKeys } from '../data/keys';
import { TimelineEntry } from './timeline-entry';
import { useTicket } from './use-ticket';

/** Everything that happened to the open ticket. */
export function TimelineDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useTranslations('history.timeline');
  const { ticket } = useTicket();
  return (
    <Drawer
      open={open}
      onOpenChange={(next) => next || onClose()}
      side="right"
      title={t('title', { number: ticket.number })}
    >
      <Timeline />
    </Drawer>
  );
}

/** Whose deeds can be asked for: the client's, and those of whoever works here, by the ids that the API knows them by. */
function usePeople(): { id: string; name: string }[] {
  const { data, agents } = useTicket();
  return [{ id: data.client._id, name: data.client.name }, ...agents];
}

function useHistory(types: HistoryType[], actor: string) {
  const { ticket, url } = useTicket();
  return useInfiniteQuery({
    // Below the ticket's own key: what changes the ticket has this read again too.
    queryKey: [...deskKeys.ticket(ticket.number), 'history', types.join(), actor],
    initialPageParam: '',
    async queryFn({ pageParam, signal }) {
      const params = new URLSearchParams({ limit: '40' });
      if (types.length > 0) params.set('types', types.join());
      if (actor) params.set('actor', actor);
      if (pageParam) params.set('cursor', pageParam);
      return fetchDesk<HistoryObject[]>(`${url}/history?${params}`, signal);
    },
    getNextPageParam: (last) => last.page?.next ?? undefined,
  });
}

function Timeline() {
  const t = useTranslations('history.timeline');
  const people = usePeople();
  const person = useId();
  const [types, setTypes] = useState<HistoryType[]>([]);
  const [actor, setActor] = useState('');
  const { data, error, refetch, isPending, hasNextPage, isFetchingNextPage, fetchNextPage } = useHistory(types, actor);
  const entries = data?.pages.flatMap((page) => page.data) ?? [];
  const toggle = (type: HistoryType) =>
    setTypes((old) => (old.includes(type) ? old.filter((each) => each !== type) : [...old, type]));
  return (
    <>
      <div className="sticky top-0 z-10 grid gap-2 border-b border-line bg-surface px-[18px] py-3">
        <div role="group" aria-label={t('filter')} className="flex flex-wrap gap-1.5">
          {historyTypes.map((type) => (
            <button
              key={type}
              type="button"
              aria-pressed={types.includes(type)}
              onClick={() => toggle(type)}
              className={cx(
                'h-7 rounded-full border px-2.5 text-sm max-md:h-9',
                types.includes(type)
                  ? 'border-thread bg-thread-soft text-thread-text'
                  : 'border-line text-text-2 hover:bg-hover',
              )}
            >
              {t(`types.${type}`)}
            </button>
          ))}
        </div>
        <label htmlFor={person} className="sr-only">
          {t('person')}
        </label>
        <Select id={person} size="md" value={actor} onChange={(event) => setActor(event.target.value)}>
          <option value="">{t('everybody')}</option>
          {people.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
          <option value="system">{t('system')}</option>
        </Select>
      </div>
      {error && <ErrorState level={2} text={t('failed')} onRetry={() => void refetch()} />}
      {isPending && (
        <div className="px-[18px] py-4">
          <SkeletonThread />
        </div>
      )}
      {data && entries.length === 0 && <p className="px-[18px] py-6 text-sm text-text-3">{t('none')}</p>}
      <ol className="grid" aria-label={t('list')}>
        {entries.map((entry) => (
          <TimelineEntry key={entry._id} entry={entry} />
        ))}
      </ol>
      {hasNextPage && (
        <div className="px-[18px] py-3">
          <Button
            variant="secondary"
            isBusy={isFetchingNextPage}
            busyLabel={t('more')}
            onClick={() => void fetchNextPage()}
          >
            {t('more')}
          </Button>
        </div>
      )}
    </>
  );
}

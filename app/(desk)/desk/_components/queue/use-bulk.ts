'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react';
import { type ApiFailure, apiFetch } from '@/components/forms/api';
import { useErrorSentence } from '@/components/forms/use-error-sentence';
import { toast } from '@/components/ui/toast';
import type { BulkObject } from '@/lib/bulk/schema';
import { fetchDesk } from '../data/fetch-desk';
import { deskKeys } from '../data/keys';
import { select } from './selection';

/** What is changed of each ticket, as the API takes it. */
export type BulkChange = BulkObject['change'];

/** Which tickets: their ids, or all that a view finds. */
export type Which = { tickets: string[] } | { view: { queue: string; q: string } };

const key = ['desk', 'bulk'] as const;

/** For how long after its end a change is still told of, in milliseconds. */
const toldFor = 10 * 60_000;

const goesOn = ({ state }: BulkObject) => state === 'running' || state === 'undoing';

// What the reader has closed, in this browser.
const place = 'hilo_bulk_seen';
const listeners = new Set<() => void>();
let seen: string | undefined;

function readSeen(): string {
  if (seen === undefined) {
    try {
      seen = localStorage.getItem(place) ?? '';
    } catch {
      seen = '';
    }
  }
  return seen;
}

/** Closes what tells of a change, as it stands now. */
export function closeBulk({ _id, state }: BulkObject): void {
  seen = [`${_id} ${state}`, ...readSeen().split(',')].slice(0, 40).join();
  try {
    localStorage.setItem(place, seen);
  } catch {
    // Then for as long as the page lasts.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Has everything that a change of many tickets may have touched read again. */
function useRefreshAll(): () => void {
  const client = useQueryClient();
  return useCallback(() => {
    for (const queryKey of [deskKeys.allRows, deskKeys.allTickets, deskKeys.queues])
      void client.invalidateQueries({ queryKey });
  }, [client]);
}

/** The reader's changes of many tickets that are still to be told of: how far each is, read often while one goes on. */
export function useBulkJobs(): BulkObject[] {
  const refresh = useRefreshAll();
  const closed = useSyncExternalStore(subscribe, readSeen, () => '');
  const { data } = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => (await fetchDesk<BulkObject[]>('/v2/bulk', signal)).data,
    refetchInterval: ({ state }) => (state.data?.some(goesOn) ? 700 : false),
  });
  const moving = (data ?? [])
    .filter(goesOn)
    .map((job) => job._id)
    .join();
  const before = useRef(moving);
  useEffect(() => {
    if (before.current && before.current !== moving) refresh();
    before.current = moving;
  }, [moving, refresh]);
  const isTold = (job: BulkObject) =>
    goesOn(job) ||
    (!closed.split(',').includes(`${job._id} ${job.state}`) &&
      job.finishedAt !== null &&
      Date.parse(job.finishedAt) > Date.now() - toldFor);
  return (data ?? []).filter(isTold);
}

/** Begins changes of many tickets and takes them back. What is over at once is told in passing, the rest by its card. */
export function useBulk() {
  const t = useTranslations('order.bulk');
  const actions = useTranslations('common.actions');
  const errors = useErrorSentence();
  const client = useQueryClient();
  const refresh = useRefreshAll();

  function fail(failure: ApiFailure, again: () => void): void {
    const mayPass = failure.status === 0 || failure.status === 429 || failure.status >= 500;
    const text = failure.status === 0 ? t('offline') : errors.sentence(failure.code, failure.message);
    toast.error(text, mayPass ? { label: actions('retry'), run: again } : undefined);
  }

  function keep(job: BulkObject): void {
    client.setQueryData<BulkObject[]>(key, (old) => [job, ...(old ?? []).filter(({ _id }) => _id !== job._id)]);
    void client.invalidateQueries({ queryKey: key });
  }

  async function undo(job: BulkObject): Promise<void> {
    const result = await apiFetch<BulkObject>(`/v2/bulk/${job._id}/undo`, { method: 'POST' });
    if (!result.ok) return fail(result, () => void undo(job));
    const undone = result.data;
    if (!goesOn(undone) && undone.kept === 0) {
      closeBulk(undone);
      toast.done(t('undone', { count: undone.undone }));
    }
    keep(undone);
    refresh();
  }

  async function start(which: Which, change: BulkChange): Promise<void> {
    const result = await apiFetch<BulkObject>('/v2/bulk', { body: { ...which, change } });
    if (!result.ok) return fail(result, () => void start(which, change));
    const job = result.data;
    select.clear();
    if (!goesOn(job) && job.failed === 0) {
      closeBulk(job);
      toast.done(t('done', { count: job.done }), { label: actions('undo'), run: () => void undo(job) });
    }
    keep(job);
    refresh();
  }

  return { start, undo };
}

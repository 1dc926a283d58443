'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { QueueObject } from '@/lib/views/schema';
import { fetchDesk } from './fetch-desk';
import { deskKeys, uncountedAt } from './keys';

/** How many tickets each queue has, at most 1000, by its name. */
export type QueueCounts = Record<string, number | undefined>;

const none: QueueObject[] = [];

function useQueueQuery() {
  return useQuery({
    queryKey: deskKeys.queues,
    queryFn: async ({ signal }) => (await fetchDesk<QueueObject[]>('/v2/desk/queues', signal)).data,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
}

/** Every queue and saved view with its count: as the page came with them, and read again whenever their key is invalidated. */
export function useQueueList(): QueueObject[] {
  return useQueueQuery().data ?? none;
}

/** Whether the saved views' first counts are still on their way. */
export function useIsCounting(): boolean {
  return useQueueQuery().dataUpdatedAt <= uncountedAt;
}

/** Their counts alone. */
export function useQueues(): QueueCounts {
  const list = useQueueList();
  return useMemo(() => Object.fromEntries(list.map(({ id, count }) => [id, count ?? undefined])), [list]);
}

'use client';
import { type InfiniteData, type QueryClient, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { type ApiSuccess, apiFetch } from '@/components/forms/api';
import type { NotificationObject, ReadNotifications } from '@/lib/notifications/schema';
import { fetchDesk } from '../data/fetch-desk';

/** How the desk's copy of the reader's notifications is named. */
export const noticeKeys = {
  all: ['desk', 'notices'] as const,
  unread: ['desk', 'notices', 'unread'] as const,
  lists: ['desk', 'notices', 'list'] as const,
  list: (isUnreadOnly: boolean) => ['desk', 'notices', 'list', isUnreadOnly] as const,
};

type Page = ApiSuccess<NotificationObject[]>;

/** How many are unread, at most 100; 0 until it is known. Asked again now and then, in case nothing tells of news. */
export function useUnread(): number {
  const { data } = useQuery({
    queryKey: noticeKeys.unread,
    queryFn: async ({ signal }) => (await fetchDesk<{ count: number }>('/v2/notifications/unread', signal)).data.count,
    refetchInterval: 60_000,
  });
  return data ?? 0;
}

/** The notifications as far as they were read, newest first. */
export function useNotices(isUnreadOnly: boolean) {
  return useInfiniteQuery({
    queryKey: noticeKeys.list(isUnreadOnly),
    initialPageParam: '',
    queryFn: ({ pageParam, signal }): Promise<Page> => {
      const query = new URLSearchParams({
        ...(isUnreadOnly && { unread: 'true' }),
        ...(pageParam && { cursor: pageParam }),
      });
      return fetchDesk<NotificationObject[]>(`/v2/notifications?${query}`, signal);
    },
    getNextPageParam: (page) => page.page?.next ?? undefined,
    // What came meanwhile is seen as soon as somebody looks.
    staleTime: 0,
  });
}

function isMeant(notice: NotificationObject, { ids, ticket, all }: ReadNotifications): boolean {
  return ids ? ids.includes(notice._id) : ticket ? notice.ticket._id === ticket : all === true;
}

/** What was just read, in the desk's copy: it stays where it is, as read. */
function keepRead(client: QueryClient, which: ReadNotifications): void {
  const readAt = new Date().toISOString();
  client.setQueriesData<InfiniteData<Page>>({ queryKey: noticeKeys.lists }, (old) => {
    if (!old) return old;
    const pages = old.pages.map((page) => ({
      ...page,
      data: page.data.map((notice) => (!notice.readAt && isMeant(notice, which) ? { ...notice, readAt } : notice)),
    }));
    return { ...old, pages };
  });
}

/** Marks some read. Gives whether the server heard of it; what it did not is unread again at the next look. */
export function useReadNotices(): (which: ReadNotifications) => Promise<boolean> {
  const client = useQueryClient();
  return useCallback(
    async (which) => {
      keepRead(client, which);
      const result = await apiFetch<{ count: number }>('/v2/notifications/read', { body: which, keepalive: true });
      if (result.ok) client.setQueryData(noticeKeys.unread, result.data.count);
      else void client.invalidateQueries({ queryKey: noticeKeys.all });
      return result.ok;
    },
    [client],
  );
}

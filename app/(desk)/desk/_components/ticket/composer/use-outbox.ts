'use client';
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import type { OutgoingObject } from '@/lib/outbox/schema';
import { fetchDesk } from '../../data/fetch-desk';
import { useRefresh } from '../../data/use-refresh';

/** The reader's replies that are not sent yet, newest first. */
export interface Outbox {
  items: OutgoingObject[];
  /** How far the server's clock is ahead of this one, in milliseconds. */
  ahead: number;
}

export const outboxKey = ['desk', 'outbox'] as const;

/** The header tells whole seconds: what is less than two may be nothing. */
function aheadOf(serverTime: number | undefined): number {
  const ahead = serverTime === undefined ? 0 : serverTime + 500 - Date.now();
  return Math.abs(ahead) < 2_000 ? 0 : ahead;
}

async function readOutbox(
  client: QueryClient,
  refresh: (number: number) => Promise<void>,
  signal: AbortSignal,
): Promise<Outbox> {
  const before = client.getQueryData<Outbox>(outboxKey)?.items ?? [];
  const { data, serverTime } = await fetchDesk<OutgoingObject[]>('/v2/outbox', signal);
  const isSame = (one: OutgoingObject, other: OutgoingObject) => one._id === other._id && one.state === other.state;
  // What is no longer here was sent, what is held was overtaken: the ticket has something new, and shows it first.
  const moved = [...before, ...data].filter(
    (each) => !before.some((old) => isSame(old, each)) || !data.some((now) => isSame(now, each)),
  );
  await Promise.all([...new Set(moved.map(({ number }) => number))].map(refresh));
  return { items: data, ahead: aheadOf(serverTime) };
}

const noOutbox: Outbox = { items: [], ahead: 0 };

/** The outbox as it was last read. Whoever shows something of it is drawn anew with it. */
export function useOutbox(): Outbox {
  return useQuery<Outbox>({ queryKey: outboxKey, queryFn: () => noOutbox, enabled: false }).data ?? noOutbox;
}

/** When it is to be read again: as the next one's time comes, and then until it is gone. */
function nextLook({ items, ahead }: Outbox): number | false {
  const times = items.filter(({ state }) => state === 'waiting').map(({ sendAt }) => Date.parse(sendAt));
  return times.length > 0 && Math.max(700, Math.min(...times) - ahead - Date.now() + 300);
}

/** Reads the outbox, and again whenever something of it should have gone. Once in the page. */
export function useReadOutbox(): Outbox {
  const client = useQueryClient();
  const refresh = useRefresh();
  const query = useQuery<Outbox>({
    queryKey: outboxKey,
    queryFn: ({ signal }) => readOutbox(client, refresh, signal),
    staleTime: 0,
    refetchOnWindowFocus: true,
    refetchIntervalInBackground: true,
    refetchInterval: ({ state }) => (state.data ? nextLook(state.data) : false),
  });
  return query.data ?? noOutbox;
}

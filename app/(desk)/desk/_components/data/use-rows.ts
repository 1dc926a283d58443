'use client';
import { keepPreviousData, type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { View } from '../queue/view';
import { deskKeys } from './keys';
import { readAfter, readAgain, rowsAtOnce } from './read-rows';
import { flatten, type Stretch, withStretch } from './rows-stretches';
import { useLastFailure } from './use-last-failure';

/** The stretches of the list that is in sight, by their beginning: these are read again at once, the others when seen. */
const inSight = new Set<string | null>();

async function readList(client: QueryClient, view: View, signal: AbortSignal): Promise<Stretch[]> {
  const known = client.getQueryData<Stretch[]>(deskKeys.rows(view)) ?? [];
  if (known.length === 0) return [await readAfter(view, null, signal)];
  const fresh = await Promise.all(
    known.map((stretch, index) =>
      index === 0 || inSight.has(stretch.from)
        ? readAgain(view, stretch, signal)
        : [{ ...stretch, isStale: true as const }],
    ),
  );
  return fresh.flat();
}

/**
 * The list of a view as far as it was read. While another view is on its way the rows of the one before stay (`isOld`).
 * `see` is told which rows are in sight (indexes): it reads on ahead of them and reads again what may have changed.
 */
export function useRows(view: View) {
  const client = useQueryClient();
  const key = deskKeys.rows(view);
  const query = useQuery<Stretch[]>({
    queryKey: key,
    queryFn: ({ signal }) => readList(client, view, signal),
    placeholderData: keepPreviousData,
  });
  const { data, isPlaceholderData } = query;
  const placed = useMemo(() => flatten(data ?? []), [data]);
  const [of, setOf] = useState(view);
  if (of !== view && !isPlaceholderData) setOf(view);
  const [failedAt, setFailedAt] = useState<string | null | undefined>();
  const isReading = useRef(false);
  const [isReadingOn, setReadingOn] = useState(false);

  useEffect(() => () => inSight.clear(), []);

  async function put(read: () => Promise<(old: Stretch[]) => Stretch[]>, from: string | null): Promise<void> {
    if (isReading.current) return;
    isReading.current = true;
    try {
      const change = await read();
      client.setQueryData<Stretch[]>(key, (old) => old && change(old), { updatedAt: query.dataUpdatedAt });
      setFailedAt(undefined);
    } catch {
      setFailedAt(from);
    } finally {
      isReading.current = false;
    }
  }

  function readOn(isAgain = false): void {
    const last = data?.at(-1);
    if (!last || last.to === null || isReading.current || isPlaceholderData || (failedAt === last.to && !isAgain))
      return;
    const from = last.to;
    setReadingOn(true);
    void put(async () => {
      const next = await readAfter(view, from);
      return (old) => (old.at(-1)?.to === from ? [...old, next] : old);
    }, from).then(() => setReadingOn(false));
  }

  // A search may look long before it finds some: it goes on by itself, for there is no row whose sight would ask for more.
  const isShortSoFar = !isPlaceholderData && placed.length < 25 && data?.at(-1)?.to != null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again for each stretch that had few
  useEffect(() => {
    if (isShortSoFar) readOn();
  }, [isShortSoFar, data]);

  function see(first: number, last: number): void {
    if (!data || isPlaceholderData || placed.length === 0) return;
    inSight.clear();
    const range = [placed[first], placed[Math.min(last, placed.length - 1)]].map((each) => each?.stretch ?? 0);
    for (let index = range[0] ?? 0; index <= (range[1] ?? 0); index++) {
      const stretch = data[index];
      if (!stretch) continue;
      inSight.add(stretch.from);
      if (stretch.isStale && failedAt === undefined)
        void put(async () => {
          const parts = await readAgain(view, stretch);
          return (old) => withStretch(old, stretch.from, parts);
        }, stretch.from);
    }
    if (last >= placed.length - rowsAtOnce(view) / 2) readOn();
  }

  return {
    rows: placed,
    /** The view that these rows are of. */
    of,
    /** Whether there is more than was read. */
    hasMore: data?.at(-1)?.to != null,
    isOld: isPlaceholderData,
    isFirstLoad: query.isPending,
    /** Why there is no list. It stays while it is tried again: a page that flickers between hope and failure helps nobody. */
    failure: useLastFailure(query, key),
    retry: () => void query.refetch(),
    isReadingOn,
    hasFailedToReadOn: failedAt !== undefined && failedAt === data?.at(-1)?.to,
    readOn: () => readOn(true),
    see,
  };
}

export type Rows = ReturnType<typeof useRows>;

'use client';
import { type Query, type QueryKey, useQueryClient } from '@tanstack/react-query';

/**
 * What each query failed with last. One that is asked again at once, as by an event that came meanwhile, has forgotten it before
 * React draws: events that go on coming would hide the failure for as long.
 */
const last = new WeakMap<Query, Error>();

/** For the cache's `onError`. */
export function noteFailure(error: Error, query: unknown): void {
  last.set(query as Query, error);
}

/** What a query that has no data failed with last; null before it has failed and once there are data. `query` is what is read by `queryKey`. */
export function useLastFailure(
  query: { data: unknown; isPlaceholderData: boolean; errorUpdateCount: number },
  queryKey: QueryKey,
): Error | null {
  const client = useQueryClient();
  const hasNone = query.data === undefined || query.isPlaceholderData;
  if (!hasNone || query.errorUpdateCount === 0) return null;
  const asked = client.getQueryCache().find({ queryKey });
  return (asked && last.get(asked)) ?? null;
}

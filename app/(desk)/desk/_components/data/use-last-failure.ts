'use client';
import { useRef } from 'react';

/** What a query that has no data failed with last; null before it has failed and once there are data. */
export function useLastFailure(query: {
  data: unknown;
  isPlaceholderData: boolean;
  error: Error | null;
  errorUpdateCount: number;
}): Error | null {
  const last = useRef<Error | null>(null);
  if (query.error) last.current = query.error;
  // The count is that of the query that is asked now, which may be another one than before.
  const hasNone = query.data === undefined || query.isPlaceholderData;
  return hasNone && query.errorUpdateCount > 0 ? (query.error ?? last.current) : null;
}

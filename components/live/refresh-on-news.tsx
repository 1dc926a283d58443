'use client';
import { useRouter } from 'next/navigation';
import { useEffect, useMemo } from 'react';
import { coalesce } from './coalesce';
import { useLive } from './live-provider';

/**
 * Has the server make the page anew when something happened to a ticket: to the one named, or to any that the reader may
 * see. `since` is the feed's place from before the page was read.
 */
export function RefreshOnNews({ since, ticket }: { since: string; ticket?: string }) {
  const router = useRouter();
  const refresh = useMemo(() => coalesce(() => router.refresh(), { soonMs: 80, everyMs: 700 }), [router]);
  useEffect(() => () => refresh.cancel(), [refresh]);
  useLive(
    {
      onEvent: (event) => {
        if (!ticket || event.ticket === ticket) refresh.ask();
      },
      onGap: refresh.ask,
    },
    since,
  );
  return null;
}

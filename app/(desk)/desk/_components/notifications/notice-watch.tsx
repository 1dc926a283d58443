'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { coalesce } from '@/components/live/coalesce';
import { useLive } from '@/components/live/live-provider';
import { deskKeys } from '../data/keys';
import { noticeKeys } from './use-notices';

/**
 * Has the notifications asked for again when something happens to a ticket. They are made of the same events a moment after
 * those are told, so it asks twice.
 */
export function NoticeWatch() {
  const client = useQueryClient();
  const [soon, later] = useMemo(() => {
    const ask = () => void client.invalidateQueries({ queryKey: noticeKeys.all });
    return [coalesce(ask, { soonMs: 300, everyMs: 1_500 }), coalesce(ask, { soonMs: 2_500, everyMs: 5_000 })] as const;
  }, [client]);
  useEffect(
    () => () => {
      soon.cancel();
      later.cancel();
    },
    [soon, later],
  );
  const ask = () => {
    soon.ask();
    later.ask();
  };
  useLive({ onEvent: ask, onGap: ask }, client.getQueryData<string>(deskKeys.since));
  return null;
}

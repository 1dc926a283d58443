'use client';
import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useRef, useTransition } from 'react';

const everyMs = 2_000;
const mostLooks = 15;

/**
 * Reads the page again: when asked, when the reader comes back to it, and while something is about to happen (`isDue`),
 * every two seconds for half a minute after the last act.
 */
export function useRefetch(isDue: boolean) {
  const router = useRouter();
  const [isRefetching, start] = useTransition();
  const looks = useRef(0);

  const read = useCallback(() => start(() => router.refresh()), [router]);
  const refetch = useCallback(() => {
    looks.current = 0;
    read();
  }, [read]);

  useEffect(() => {
    const back = () => document.hidden || read();
    document.addEventListener('visibilitychange', back);
    return () => document.removeEventListener('visibilitychange', back);
  }, [read]);

  useEffect(() => {
    if (!isDue || isRefetching || looks.current >= mostLooks) return;
    const timer = setTimeout(() => {
      looks.current += 1;
      if (!document.hidden) read();
    }, everyMs);
    return () => clearTimeout(timer);
  }, [isDue, isRefetching, read]);

  return { refetch, isRefetching };
}

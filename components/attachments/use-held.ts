'use client';
import { useEffect, useRef, useState } from 'react';
import { apiFetch } from '@/components/forms/api';
import { uploadIdIn } from '@/lib/attachments/rules';
import type { AttachmentLink } from '@/lib/tickets/schema';

/** How a file stands that the server holds whole and no message has yet. */
export type HeldState = 'ready' | 'scanning' | 'infected' | 'gone';

interface Known {
  state: HeldState;
  hasThumbnail: boolean;
}

/** Seconds between questions while something may still change; a minute in all. */
const waits = [1, 2, 3, 5, 8, 12, 14, 15];

interface Told {
  state: 'receiving' | 'scanning' | 'ready' | 'infected';
  thumbnail: 'none' | 'pending' | 'made' | 'failed';
}

const sleep = (seconds: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, seconds * 1000);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

/** Asks until nothing can change any more. */
async function follow(id: string, tell: (known: Known, isLast: boolean) => void, signal: AbortSignal): Promise<void> {
  for (const seconds of [0, ...waits]) {
    if (seconds > 0) await sleep(seconds, signal);
    if (signal.aborted) return;
    const answer = await apiFetch<Told>(`/v2/attachments/${id}`);
    if (signal.aborted) return;
    if (!answer.ok && answer.status === 404) return tell({ state: 'gone', hasThumbnail: false }, true);
    if (!answer.ok) continue;
    const { state, thumbnail } = answer.data;
    const isLast = state === 'infected' || (state === 'ready' && thumbnail !== 'pending');
    tell({ state: state === 'receiving' ? 'scanning' : state, hasThumbnail: thumbnail === 'made' }, isLast);
    if (isLast) return;
  }
}

/** How those of a message's files stand that this server (`origin`) holds, asked for as they come, and again while it may change. */
export function useHeld(files: readonly AttachmentLink[], origin: string) {
  const [known, setKnown] = useState<Record<string, Known>>({});
  const settled = useRef(new Set<string>());
  const ids = files.flatMap(({ url }) => uploadIdIn(url, origin) ?? []).join();
  useEffect(() => {
    const stop = new AbortController();
    for (const id of ids.split(',')) {
      if (id === '' || settled.current.has(id)) continue;
      const tell = (now: Known, isLast: boolean) => {
        if (isLast) settled.current.add(id);
        setKnown((before) => ({ ...before, [id]: now }));
      };
      void follow(id, tell, stop.signal);
    }
    return () => stop.abort();
  }, [ids]);
  const idOf = (url: string) => uploadIdIn(url, origin) ?? '';
  return {
    of: (url: string): Known => known[idOf(url)] ?? { state: 'ready', hasThumbnail: false },
    /** What a refusal says. */
    isGone: (url: string) => setKnown((before) => ({ ...before, [idOf(url)]: { state: 'gone', hasThumbnail: false } })),
  };
}

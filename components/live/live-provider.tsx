'use client';
import { createContext, type ReactNode, use, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { PresentPerson } from '@/lib/presence/schema';
import { type LiveListener, SharedStream } from './shared-stream';

const Context = createContext<{ stream: SharedStream | null; readerId: string }>({ stream: null, readerId: '' });

const nobody: PresentPerson[] = [];
const nothing = () => undefined;

/**
 * The stream of events of everything below. `readerId` is whose it is; the desk's also tells who has which ticket open. It
 * is opened by the first piece that listens.
 */
export function LiveProvider(props: { kind: 'desk' | 'portal'; readerId: string; children: ReactNode }) {
  const { kind, readerId } = props;
  const [stream, setStream] = useState<SharedStream | null>(null);

  useEffect(() => {
    const made = new SharedStream(`${kind} ${readerId}`, `/v2/events${kind === 'desk' ? '?presence=true' : ''}`);
    setStream(made);
    return () => made.close();
  }, [kind, readerId]);

  const value = useMemo(() => ({ stream, readerId }), [stream, readerId]);
  return <Context value={value}>{props.children}</Context>;
}

/** The stream above, once the page has come to life; null before, and where nothing is told. */
export function useStream(): SharedStream | null {
  return use(Context).stream;
}

/** Hears what happens after `since`, the feed's place from before what is shown was read. */
export function useLive(listener: LiveListener, since: string | undefined): void {
  const stream = useStream();
  const latest = useRef(listener);
  const from = useRef(since);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => {
    return stream?.listen(
      { onEvent: (event) => latest.current.onEvent?.(event), onGap: () => latest.current.onGap?.() },
      from.current,
    );
  }, [stream]);
}

/** Whether the page listens in vain: what happens is not being told for now. */
export function useIsAway(): boolean {
  const { stream } = use(Context);
  return useSyncExternalStore(
    (watcher) => stream?.watch(watcher) ?? nothing,
    () => stream?.isAway ?? false,
    () => false,
  );
}

/** Who else has a ticket open, by its public id: not the reader themselves, in whichever tab. */
export function usePresent(ticket: string): PresentPerson[] {
  const { stream, readerId } = use(Context);
  const people = useSyncExternalStore(
    (watcher) => stream?.watch(watcher) ?? nothing,
    // The same list until it changes, so that of many rows only those are drawn anew that it concerns.
    () => (stream?.isLive ? stream.presences.get(ticket)?.people : undefined) ?? nobody,
    () => nobody,
  );
  return useMemo(() => people.filter(({ userId }) => userId !== readerId), [people, readerId]);
}

'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { AttachmentLink } from '@/lib/tickets/schema';
import { deskKeys } from '../../data/keys';
import { type Stretch, withRow } from '../../data/rows-stretches';
import { useIsAlive } from '../../frame/use-is-alive';
import { useTicket } from '../use-ticket';
import { type DraftKeeper, type DraftPlace, draftKeeper } from './draft-keeper';
import { type DraftText, isEmpty } from './draft-rules';

/** Not for a ticket that is only passed by; milliseconds. */
const restBeforeLook = 120;

/**
 * What stands on the paper of the open ticket, kept while it is written. The text itself is the field's own, so that a key
 * draws nothing anew; what is asked for is read from there.
 */
export function usePaper() {
  const { ticket } = useTicket();
  const client = useQueryClient();
  const area = useRef<HTMLTextAreaElement>(null);
  const keeper = useRef<DraftKeeper>(undefined);
  const [isNote, setNote] = useState(false);
  const [files, setFiles] = useState<AttachmentLink[]>([]);
  const [hasText, setHasText] = useState(false);
  const [place, setPlace] = useState<DraftPlace>('nowhere');
  const [other, setOther] = useState<DraftText>();
  // As last set, for handlers that outlive a render.
  const rest = useRef({ internal: false, attachments: files });

  const read = useCallback((): DraftText => ({ message: area.current?.value ?? '', ...rest.current }), []);

  const show = useCallback((text: DraftText) => {
    if (area.current && area.current.value !== text.message) area.current.value = text.message;
    rest.current = { internal: text.internal, attachments: text.attachments };
    setNote(text.internal);
    setFiles(text.attachments);
    setHasText(!isEmpty(text));
  }, []);

  const keep = useCallback(
    (change: Partial<Omit<DraftText, 'message'>> = {}) => {
      rest.current = { ...rest.current, ...change };
      const text = read();
      setNote(text.internal);
      setFiles(text.attachments);
      setHasText(!isEmpty(text));
      keeper.current?.typed(text);
    },
    [read],
  );

  useEffect(() => {
    const mine = draftKeeper(ticket.me.userId, ticket.id);
    keeper.current = mine;
    // Typed before this script was there: nothing that was kept may cover it.
    const early = area.current?.value ?? '';
    let had = false;
    const stop = mine.listen({
      show,
      other: setOther,
      place(next) {
        setPlace(next);
        const hasDraft = next !== 'nowhere';
        if (hasDraft !== had)
          client.setQueriesData<Stretch[]>(
            { queryKey: deskKeys.allRows },
            (old) => old && withRow(old, ticket.number, { hasDraft }),
          );
        had = hasDraft;
      },
    });
    if (early !== '' && early !== mine.now.message) mine.takeEarly(early);
    const gone = new AbortController();
    const { signal } = gone;
    const look = () => void mine.look(signal);
    const timer = setTimeout(look, restBeforeLook);
    const leave = () => void mine.save({ isLeaving: true });
    addEventListener('pagehide', leave, { signal });
    addEventListener('online', () => void mine.save(), { signal });
    // Another browser may have gone on meanwhile.
    document.addEventListener('visibilitychange', () => (document.visibilityState === 'hidden' ? leave() : look()), {
      signal,
    });
    return () => {
      clearTimeout(timer);
      gone.abort();
      stop();
    };
  }, [ticket.me.userId, ticket.id, ticket.number, client, show]);
  // After the effect: what comes alive here listens by then, and a paper for the next ticket need not be drawn twice.
  const isReady = useIsAlive();

  return {
    area,
    /** Whether what is typed is heard. */
    isReady,
    isNote,
    files,
    hasText,
    place,
    /** Another draft of the same ticket, typed elsewhere at the same time. */
    other,
    read,
    /** With each key, and for each change beside the text. */
    keep,
    save: () => void keeper.current?.save(),
    keeper: () => keeper.current,
    /** After it was sent. */
    clear(revision: number, known: number, sent: Omit<DraftText, 'internal'>) {
      keeper.current?.finish(revision, known, sent);
      show({ message: '', attachments: [], ...keeper.current?.now, internal: rest.current.internal });
    },
    takeOther: () => other && keeper.current?.swap(other),
    dropOther: () => keeper.current?.swap(null),
  };
}

export type Paper = ReturnType<typeof usePaper>;

'use client';
import { useTimeZone, useTranslations } from 'next-intl';
import { memo, useMemo, useState } from 'react';
import { type Arrival, ThreadArrivals } from '@/components/live/thread-arrivals';
import { threadEntries } from '@/components/tickets/thread-entries';
import { cx } from '@/components/ui/cx';
import { ThreadList } from '@/components/ui/thread';
import type { DeskTicketObject } from '@/lib/desk/schema';
import { entryAnchor, type ThreadMark } from './desk-ticket';
import { Late } from './late';
import { RatingLine } from './rating-line';
import { SentEntry } from './sent-entry';
import { SplitDialog, type SplitMessage } from './split-dialog';
import { ThreadEntry } from './thread-entry';
import { useTicket } from './use-ticket';

function arrivalOf({ id, kind, authorId, authorName }: ThreadMark, readerId: string): Arrival {
  const isOwn = authorId === readerId;
  return { anchor: entryAnchor(id), from: kind === 'change' || isOwn ? null : (authorName ?? ''), isOwn };
}

/**
 * Everything that was said and done, oldest first. It opens at its end, where the news are (`column-reverse` does so without
 * a script and stays there as messages come), unless there is nothing but the opening message to read.
 */
export function Conversation() {
  const t = useTranslations('desk.thread');
  const { ticket, data } = useTicket();
  const { threads, me } = ticket;
  const [split, setSplit] = useState<SplitMessage | null>(null);
  const stops = useMemo(() => threads.map((mark) => arrivalOf(mark, me.userId)), [threads, me.userId]);
  return (
    <div
      tabIndex={0}
      role="region"
      aria-label={t('label')}
      className={cx(
        'flex min-h-0 grow overflow-y-auto overscroll-contain focus-visible:-outline-offset-2',
        ticket.threads.filter((thread) => thread.kind !== 'change').length > 1 ? 'flex-col-reverse' : 'flex-col',
      )}
    >
      <div className="flex shrink-0 grow flex-col px-6 pt-5 max-md:px-4 max-md:pt-4">
        <ThreadList
          title={t('messages')}
          ground="surface"
          className="flex grow flex-col [&>li:last-child]:grow [&>li:last-child]:pb-3"
        >
          <Entries
            threads={data.threads}
            attachments={data.attachments}
            names={data.names}
            readerId={ticket.me.userId}
            rating={data.rating}
            client={data.client.name}
            onSplit={setSplit}
          />
          <SentEntry />
        </ThreadList>
        <ThreadArrivals stops={stops} isPane />
      </div>
      <Late open={split !== null}>
        {(open) => <SplitDialog message={open ? split : null} onClose={() => setSplit(null)} />}
      </Late>
    </div>
  );
}

/** The entries by themselves: what is typed or saved beside them does not draw them anew. */
const Entries = memo(function Entries({
  threads,
  attachments,
  names,
  readerId,
  rating,
  client,
  onSplit,
}: Pick<DeskTicketObject, 'threads' | 'attachments' | 'names' | 'rating'> & {
  readerId: string;
  client: string;
  onSplit: (message: SplitMessage) => void;
}) {
  const timeZone = useTimeZone() ?? 'UTC';
  const entries = useMemo(() => threadEntries(threads, attachments, timeZone, true), [threads, attachments, timeZone]);
  const known = useMemo(() => new Map(Object.entries(names)), [names]);
  const shown = entries.map((entry) => (
    <ThreadEntry key={entry.id} entry={entry} readerId={readerId} names={known} onSplit={onSplit} />
  ));
  if (rating) {
    const next = entries.findIndex((entry) => new Date(entry.at) > new Date(rating.updatedAt));
    const line = <RatingLine key="rating" rating={rating} client={client} />;
    shown.splice(next === -1 ? shown.length : next, 0, line);
  }
  return shown;
});

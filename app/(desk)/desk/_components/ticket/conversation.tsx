import { useTimeZone, useTranslations } from 'next-intl';
import { threadEntries } from '@/components/tickets/thread-entries';
import { cx } from '@/components/ui/cx';
import { ThreadList } from '@/components/ui/thread';
import type { TicketData } from './load-ticket';
import { SentEntry } from './sent-entry';
import { ThreadEntry } from './thread-entry';

/**
 * Everything that was said and done, oldest first. It opens at its end, where the news are (`column-reverse` does so without
 * a script and stays there as messages come), unless there is nothing but the opening message to read.
 */
export function Conversation({ data }: { data: TicketData }) {
  const { ticket, desk, names } = data;
  const t = useTranslations('desk.thread');
  const entries = threadEntries(ticket.threads, ticket.attachments, useTimeZone() ?? 'UTC', true);
  return (
    <div
      tabIndex={0}
      role="region"
      aria-label={t('label')}
      className={cx(
        'flex min-h-0 grow overflow-y-auto overscroll-contain focus-visible:-outline-offset-2',
        desk.threads.filter((thread) => thread.kind !== 'change').length > 1 ? 'flex-col-reverse' : 'flex-col',
      )}
    >
      <div className="flex shrink-0 grow flex-col px-6 pt-5 max-md:px-4 max-md:pt-4">
        <ThreadList
          title={t('messages')}
          ground="surface"
          className="flex grow flex-col [&>li:last-child]:grow [&>li:last-child]:pb-3"
        >
          {entries.map((entry) => (
            <ThreadEntry key={entry.id} entry={entry} readerId={desk.me.userId} names={names} />
          ))}
          <SentEntry />
        </ThreadList>
      </div>
    </div>
  );
}

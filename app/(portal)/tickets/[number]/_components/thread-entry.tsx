import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { AttachmentList } from '@/components/attachments/attachment-list';
import { ChangeSentence } from '@/components/tickets/change-sentence';
import type { Entry } from '@/components/tickets/thread-entries';
import { Avatar } from '@/components/ui/avatar';
import { Markdown } from '@/components/ui/markdown';
import { RelativeTime } from '@/components/ui/relative-time';
import { DaySeparator, ThreadKnot, ThreadMessage, ThreadSystemLine } from '@/components/ui/thread';
import { env } from '@/lib/platform/env';

/** The id of an entry's element. */
export const anchorOf = (id: string) => `entry-${id}`;

/** Quiet words after a name: whose it is and, where it came from another of their tickets, its number. */
function whoOf(you: string | false, origin: number | undefined): string | false {
  return [you, origin !== undefined && `#${origin}`].filter(Boolean).join(' · ') || false;
}

/** One stop of the line, as its client sees it. `names` has everybody whom a change mentions. */
export function ThreadEntry(props: {
  entry: Entry;
  readerId: string;
  names: Map<string, string>;
  /** At the end of what was resolved. */
  rating?: ReactNode;
}) {
  const { entry, readerId, names } = props;
  const t = useTranslations('portal.ticket');
  if (entry.kind === 'day') {
    return (
      <DaySeparator>
        <RelativeTime at={entry.at} style="day" />
      </DaySeparator>
    );
  }
  const clock = <RelativeTime at={entry.at} style="clock" />;
  const name = entry.authorName ?? t('system');
  const isReader = entry.authorId === readerId;
  if (entry.kind === 'changes') {
    return (
      <ThreadSystemLine time={clock} id={anchorOf(entry.id)}>
        <ChangeSentence clauses={entry.clauses} by={{ id: entry.authorId, name }} readerId={readerId} names={names} />
      </ThreadSystemLine>
    );
  }
  if (entry.kind === 'resolved') {
    return (
      <ThreadKnot id={anchorOf(entry.id)}>
        <section className="rounded-lg border border-success-line bg-success-soft px-4 py-3.5">
          <h3 className="text-body leading-[22px] text-success-text">
            {t.rich('resolvedBy', {
              who: isReader ? 'you' : 'other',
              name: name.split(' ')[0] ?? name,
              time: () => <RelativeTime at={entry.at} style="sentence" />,
            })}
          </h3>
          {entry.resolution && (
            <div className="mt-1 text-md leading-[22px] [&_code]:bg-surface">
              <Markdown text={entry.resolution} />
            </div>
          )}
          {props.rating}
        </section>
      </ThreadKnot>
    );
  }
  return (
    <ThreadMessage
      id={anchorOf(entry.id)}
      avatar={<Avatar id={entry.authorId ?? name} name={name} />}
      name={name}
      who={whoOf(isReader && t('you'), entry.origin)}
      role={entry.isAgent && !isReader && t('team', { desk: env().HILO_NAME })}
      time={clock}
      isOwn={isReader}
      attachments={entry.files.length > 0 && <AttachmentList files={entry.files} />}
    >
      <Markdown text={entry.text} />
    </ThreadMessage>
  );
}

import { useTranslations } from 'next-intl';
import { AttachmentList } from '@/components/attachments/attachment-list';
import { ChangeSentence } from '@/components/tickets/change-sentence';
import type { Entry } from '@/components/tickets/thread-entries';
import { Avatar } from '@/components/ui/avatar';
import { Markdown } from '@/components/ui/markdown';
import { RelativeTime } from '@/components/ui/relative-time';
import { DaySeparator, ThreadKnot, ThreadMessage, ThreadNote, ThreadSystemLine } from '@/components/ui/thread';
import { NoteText } from './composer/note-text';
import { entryAnchor } from './desk-ticket';
import { SplitButton } from './split-button';
import type { SplitMessage } from './split-dialog';

/** One stop of the line, as those who work here see it: notes too. `names` has everybody whom a change mentions. */
export function ThreadEntry({
  entry,
  readerId,
  names,
  onSplit,
}: {
  entry: Entry;
  readerId: string;
  names: Map<string, string>;
  /** Asks to open a new ticket with a message. */
  onSplit?: (message: SplitMessage) => void;
}) {
  const t = useTranslations('desk.thread');
  const family = useTranslations('history');
  if (entry.kind === 'day') {
    return (
      <DaySeparator density="desk">
        <RelativeTime at={entry.at} style="day" />
      </DaySeparator>
    );
  }
  const anchor = entryAnchor(entry.id);
  const origin = entry.origin !== undefined && (
    <span title={family('merge.originTitle', { number: entry.origin })}>#{entry.origin}</span>
  );
  const clock = <RelativeTime at={entry.at} style="clock" />;
  const name = entry.authorName ?? t('system');
  const isReader = entry.authorId === readerId;
  if (entry.kind === 'changes') {
    return (
      <ThreadSystemLine density="desk" time={clock} id={anchor}>
        {origin && <span className="num mr-1 text-text-3">{origin}</span>}
        <ChangeSentence clauses={entry.clauses} by={{ id: entry.authorId, name }} readerId={readerId} names={names} />
      </ThreadSystemLine>
    );
  }
  if (entry.kind === 'resolved') {
    return (
      <ThreadKnot density="desk" id={anchor}>
        <section className="rounded-lg border border-success-line bg-success-soft px-3.5 pt-2 pb-3">
          <div className="flex items-baseline gap-3">
            <h3 className="min-w-0 text-sm text-success-text">
              {t('resolvedBy', { who: isReader ? 'you' : 'other', name })}
            </h3>
            <span className="ml-auto text-xs whitespace-nowrap text-success-text tabular-nums">{clock}</span>
          </div>
          {entry.resolution && (
            <div className="text-md leading-[22px] max-md:text-body [&_code]:bg-surface">
              <Markdown text={entry.resolution} />
            </div>
          )}
        </section>
      </ThreadKnot>
    );
  }
  const head = {
    id: anchor,
    avatar: <Avatar id={entry.authorId ?? name} name={name} />,
    name,
    who: isReader ? t('you') : !entry.isAgent && t('client'),
    role: origin,
    time:
      onSplit && !entry.isNote ? (
        <SplitButton clock={clock} onSplit={() => onSplit({ id: entry.id, text: entry.text })} />
      ) : (
        clock
      ),
    attachments: entry.files.length > 0 && <AttachmentList files={entry.files} />,
  };
  if (entry.isNote) {
    return (
      <ThreadNote {...head}>
        <NoteText text={entry.text} />
      </ThreadNote>
    );
  }
  return (
    <ThreadMessage {...head} density="desk" isOwn={entry.isAgent}>
      <Markdown text={entry.text} />
    </ThreadMessage>
  );
}

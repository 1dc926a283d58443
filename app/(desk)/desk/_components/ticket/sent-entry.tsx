'use client';
import { useTranslations } from 'next-intl';
import { Avatar } from '@/components/ui/avatar';
import { RelativeTime } from '@/components/ui/relative-time';
import { ThreadMessage, ThreadNote } from '@/components/ui/thread';
import { OutgoingEntry } from './composer/outgoing-entry';
import { useOutbox } from './composer/use-outbox';
import { useTicket } from './use-ticket';

/** At the end of the thread: what was just sent, until the page comes with it, and what waits to be sent. */
export function SentEntry() {
  const { ticket } = useTicket();
  const { items, ahead } = useOutbox();
  const waiting = items.filter(({ number, state }) => number === ticket.number && state === 'waiting');
  return (
    <>
      <Sent />
      {waiting.toReversed().map((item) => (
        <OutgoingEntry key={item._id} item={item} ahead={ahead} />
      ))}
    </>
  );
}

function Sent() {
  const t = useTranslations('desk.thread');
  const { ticket, sent } = useTicket();
  if (!sent) return null;
  const head = {
    avatar: <Avatar id={ticket.me.userId} name={ticket.me.name} />,
    name: ticket.me.name,
    who: t('you'),
    time: <RelativeTime at={sent.at} style="clock" />,
    children: <p className="animate-rise whitespace-pre-wrap [overflow-wrap:anywhere]">{sent.text}</p>,
  };
  return sent.isNote ? <ThreadNote {...head} /> : <ThreadMessage {...head} density="desk" isOwn />;
}

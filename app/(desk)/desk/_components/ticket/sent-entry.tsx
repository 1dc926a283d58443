'use client';
import { useTranslations } from 'next-intl';
import { Avatar } from '@/components/ui/avatar';
import { RelativeTime } from '@/components/ui/relative-time';
import { ThreadMessage, ThreadNote } from '@/components/ui/thread';
import { useTicket } from './use-ticket';

/** What was just sent, at the end of the thread, until the page comes with it. */
export function SentEntry() {
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

'use client';
import { SendHorizontal, Undo2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { AttachmentList } from '@/components/attachments/attachment-list';
import { Avatar } from '@/components/ui/avatar';
import { Button } from '@/components/ui/button';
import { Markdown } from '@/components/ui/markdown';
import { RelativeTime } from '@/components/ui/relative-time';
import { ThreadMessage } from '@/components/ui/thread';
import type { OutgoingObject } from '@/lib/outbox/schema';
import { useTicket } from '../use-ticket';
import { CountdownRing, useSecondsUntil } from './countdown';
import { useOutboxActs } from './use-outbox-acts';

/** A reply that waits, where it will stand in the thread: how long still, and the way back. Nobody else sees it. */
export function OutgoingEntry({ item, ahead }: { item: OutgoingObject; ahead: number }) {
  const t = useTranslations('composer.outbox');
  const thread = useTranslations('desk.thread');
  const words = useTranslations('tickets.status');
  const { ticket, data } = useTicket();
  const acts = useOutboxActs(ticket.me.userId);
  const left = useSecondsUntil(Date.parse(item.sendAt) - ahead);
  const whole = Math.round((Date.parse(item.sendAt) - Date.parse(item.createdAt)) / 1000);
  const status = item.after && words(item.after.status).toLocaleLowerCase();
  return (
    <ThreadMessage
      density="desk"
      isOwn
      avatar={<Avatar id={ticket.me.userId} name={ticket.me.name} />}
      name={ticket.me.name}
      who={thread('you')}
      time={<RelativeTime at={item.createdAt} style="clock" />}
      attachments={item.attachments.length > 0 && <AttachmentList files={item.attachments} />}
    >
      <Markdown text={item.message} />
      <div className="mt-2 -mb-0.5 flex flex-wrap items-center gap-x-2 border-t border-dashed border-line-strong pt-1.5 text-xs text-text-2">
        <p role="status" className="sr-only">
          {t('announced', { seconds: whole })}
        </p>
        <CountdownRing left={left} of={whole} />
        <span role="timer" className="tabular-nums">
          {left > 0 ? t('sendsIn', { seconds: left }) : t('sending')}
          {status && ` · ${t('staysAs', { status })}`}
        </span>
        {left > 0 && (
          <span className="ml-auto inline-flex gap-1">
            <Button variant="ghost" size="sm" onClick={() => void acts.takeBack(item)}>
              <Undo2 size={14} strokeWidth={1.75} aria-hidden />
              {t('undo')}
            </Button>
            <Button variant="ghost" size="sm" onClick={() => void acts.sendNow(item, data.threads.at(-1)?.id)}>
              <SendHorizontal size={14} strokeWidth={1.75} aria-hidden />
              {t('now')}
            </Button>
          </span>
        )}
      </div>
    </ThreadMessage>
  );
}

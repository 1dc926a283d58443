'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useOptimistic, useState } from 'react';
import { useApiForm } from '@/components/forms/use-api-form';
import { AttachmentChip } from '@/components/tickets/attachment-chip';
import { Avatar } from '@/components/ui/avatar';
import { RelativeTime } from '@/components/ui/relative-time';
import { ThreadItem, ThreadMessage } from '@/components/ui/thread';
import { toast } from '@/components/ui/toast';
import type { limits, Reply, TicketObject, TicketStatus } from '@/lib/tickets/schema';
import { ReplyComposer } from './reply-composer';

const loadSchema = () => import('@/lib/tickets/schema').then((all) => all.replySchema);

interface Props {
  /** The public id. */
  ticketId: string;
  status: TicketStatus;
  reader: { id: string; name: string };
  limits: typeof limits;
}

/** The open end of the thread: what was just sent, until the page has it, and the place to write. */
export function ReplyArea({ ticketId, status, reader, limits: most }: Props) {
  const t = useTranslations('portal');
  const router = useRouter();
  const [sent, showSent] = useOptimistic<{ reply: Reply; at: string } | null>(null);
  const [sheet, setSheet] = useState(0);
  const form = useApiForm({
    schema: loadSchema,
    url: `/v2/support-tickets/${ticketId}/threads`,
    defaultValues: { message: '', attachments: [] },
    toBody: ({ message, attachments }) => ({ message, attachments }),
    idempotent: true,
    draftKey: `reply:${reader.id}:${ticketId}`,
    onSuccess(ticket: TicketObject, reply) {
      showSent({ reply, at: ticket.updatedAt });
      // Not part of the transition that this runs in: the paper is clean at once, not when the page has come again.
      queueMicrotask(() => {
        form.reset();
        setSheet((before) => before + 1);
      });
      toast.done(t(status === 'resolved' ? 'reply.sentReopened' : 'reply.sent'));
      router.refresh();
    },
    onFailure(failure) {
      if (failure.code !== 'TICKET_CLOSED') return false;
      toast.error(t('reply.becameClosed'));
      return true;
    },
  });

  useEffect(() => {
    if (sheet > 0) form.setFocus('message');
  }, [sheet, form.setFocus]);

  const avatar = <Avatar id={reader.id} name={reader.name} />;
  return (
    <>
      {sent && (
        <ThreadMessage
          avatar={avatar}
          name={reader.name}
          who={t('ticket.you')}
          time={<RelativeTime at={sent.at} style="clock" />}
          isOwn
          attachments={
            sent.reply.attachments.length > 0 &&
            sent.reply.attachments.map((file) => <AttachmentChip key={file.url} attachment={file} />)
          }
        >
          <p className="animate-rise whitespace-pre-wrap [overflow-wrap:anywhere]">{sent.reply.message}</p>
        </ThreadMessage>
      )}
      <ThreadItem avatar={avatar} isLast>
        <ReplyComposer key={sheet} form={form} status={status} limits={most} />
      </ThreadItem>
    </>
  );
}

'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useOptimistic, useState } from 'react';
import { useWatch } from 'react-hook-form';
import { AttachmentList } from '@/components/attachments/attachment-list';
import { withoutSent } from '@/components/attachments/upload-rules';
import { useFileDrop } from '@/components/attachments/use-file-drop';
import { useUploads } from '@/components/attachments/use-uploads';
import { useWholeForm } from '@/components/attachments/use-whole-form';
import { useApiForm } from '@/components/forms/use-api-form';
import { Avatar } from '@/components/ui/avatar';
import { RelativeTime } from '@/components/ui/relative-time';
import { ThreadItem, ThreadMessage } from '@/components/ui/thread';
import { toast } from '@/components/ui/toast';
import type { AttachmentLink, Reply, TicketObject, TicketStatus } from '@/lib/tickets/schema';
import { ReplyComposer } from './reply-composer';

const loadSchema = () => import('@/lib/tickets/schema').then((all) => all.replySchema);

interface Props {
  /** The public id. */
  ticketId: string;
  status: TicketStatus;
  reader: { id: string; name: string };
}

/** The open end of the thread: what was just sent, until the page has it, and the place to write. */
export function ReplyArea({ ticketId, status, reader }: Props) {
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
        const next = withoutSent(form.getValues('attachments') ?? [], reply.attachments);
        form.reset();
        uploads.clear(reply.attachments);
        if (next.length > 0) form.setValue('attachments', next, { shouldDirty: true });
        setSheet((before) => before + 1);
      });
      toast.done(t(status === 'resolved' ? 'reply.sentReopened' : 'reply.sent'));
      router.refresh();
    },
    onFailure(failure) {
      uploads.refused(failure.details);
      if (failure.code !== 'TICKET_CLOSED') return false;
      toast.error(t('reply.becameClosed'));
      return true;
    },
  });

  const files: AttachmentLink[] = useWatch({ control: form.control, name: 'attachments' }) ?? [];
  const uploads = useUploads({
    place: `reply:${reader.id}:${ticketId}`,
    files,
    read: () => form.getValues('attachments') ?? [],
    write: (next) =>
      form.setValue('attachments', next, { shouldDirty: true, shouldValidate: form.formState.isSubmitted }),
  });
  const drop = useFileDrop(uploads);
  const { whole, onSubmit } = useWholeForm(form, uploads);

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
          attachments={sent.reply.attachments.length > 0 && <AttachmentList files={sent.reply.attachments} />}
        >
          <p className="animate-rise whitespace-pre-wrap [overflow-wrap:anywhere]">{sent.reply.message}</p>
        </ThreadMessage>
      )}
      <ThreadItem avatar={avatar} isLast>
        <ReplyComposer key={sheet} form={whole} onSubmit={onSubmit} status={status} uploads={uploads} drop={drop} />
      </ThreadItem>
    </>
  );
}

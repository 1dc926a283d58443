'use client';
import type { z } from 'zod';
import { useApiForm } from '@/components/forms/use-api-form';
import { replySchema, type TicketObject } from '@/lib/tickets/schema';
import type { SentMessage } from './use-ticket';

interface Options {
  url: string;
  draftKey: string;
  /** Runs in the transition in which the form is busy; `etag` is that of the state after the message. */
  onSent: (sent: SentMessage, etag: string | null) => Promise<void>;
}

/** The form behind the composer: one text, and whether it is a note. */
export function useReplyForm({ url, draftKey, onSent }: Options) {
  return useApiForm<z.input<typeof replySchema>, z.output<typeof replySchema>, TicketObject>({
    schema: replySchema,
    url,
    draftKey,
    idempotent: true,
    defaultValues: { message: '', internal: false },
    toBody: ({ message, internal }) => ({ message, ...(internal && { internal }) }),
    onSuccess: ({ updatedAt }, { message, internal }, etag) =>
      onSent({ text: message, isNote: internal, at: updatedAt }, etag),
  });
}

export type ReplyForm = ReturnType<typeof useReplyForm>;

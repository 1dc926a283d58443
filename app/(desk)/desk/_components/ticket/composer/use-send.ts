// Longer than most: what is asked, sent, told and retried of one message is one story.
'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import type { Uploads } from '@/components/attachments/use-uploads';
import { type ApiFailure, apiFetch, mustWait } from '@/components/forms/api';
import { newIdempotencyKey } from '@/components/forms/draft-store';
import { useErrorSentence } from '@/components/forms/use-error-sentence';
import { toast } from '@/components/ui/toast';
import type { DeskTicketObject } from '@/lib/desk/schema';
import type { OutgoingObject } from '@/lib/outbox/schema';
import type { AttachmentLink, TicketStatus } from '@/lib/tickets/schema';
import { deskKeys } from '../../data/keys';
import { type DeskTicket, deskTicketOf } from '../desk-ticket';
import { type Difference, differences } from '../differences';
import { useTicket } from '../use-ticket';
import { isEmpty } from './draft-rules';
import { type Outbox, outboxKey } from './use-outbox';
import { useOutboxActs } from './use-outbox-acts';
import type { Paper } from './use-paper';

/** What becomes of the ticket with the message. */
export interface After {
  status: TicketStatus;
  resolution?: string;
}

interface Body {
  message: string;
  internal: boolean;
  attachments: AttachmentLink[];
  after?: After;
  seen?: string;
  draft?: number;
  delay?: number;
}

/** Whether it is the same message, though it be sent at another time and after other ones. */
function isSameMessage(text: string, body: Body): boolean {
  const core = ({ message, internal, attachments, after }: Body) =>
    JSON.stringify([message, internal, attachments, after]);
  return core(JSON.parse(text) as Body) === core(body);
}

/**
 * Sends what stands on the paper. A reply goes to the outbox, and before that asks whether somebody wrote or changed the ticket
 * since it was begun; a note goes at once. Whatever happens, what was typed is kept until it is there.
 */
export function useSend(paper: Paper, uploads: Uploads) {
  const t = useTranslations('desk.composer');
  const actions = useTranslations('common.actions');
  const errors = useErrorSentence();
  const client = useQueryClient();
  const { ticket, url, showSent, wrote, findNews, setConflict } = useTicket();
  const outbox = useOutboxActs(ticket.me.userId);
  const [isBusy, setBusy] = useState(false);
  /** The code of what is wrong with the text. */
  const [problem, setProblem] = useState<string>();
  // How the ticket stood when the text was begun: what others said since must have been read.
  const begun = useRef<DeskTicket>(undefined);

  /** The ticket as last read, which may be later than what this was drawn with. */
  function latest(): DeskTicket {
    const data = client.getQueryData<DeskTicketObject>(deskKeys.ticket(ticket.number));
    return data ? deskTicketOf(data, ticket.me) : ticket;
  }

  function note(hasText: boolean): void {
    begun.current = hasText ? (begun.current ?? latest()) : undefined;
    if (problem) setProblem(undefined);
  }

  /** What others said for the client since the text was begun. */
  function unread(): Difference[] {
    return differences(begun.current ?? ticket, latest()).flatMap((each) => {
      const deeds = each.deeds.filter(({ kind }) => kind === 'wrote' || kind === 'answered');
      return deeds.length > 0 ? [{ ...each, deeds }] : [];
    });
  }

  /** Says what is wrong with the text, and goes there. */
  function complain(code: string): void {
    setProblem(code);
    paper.area.current?.focus();
  }

  function fail(failure: ApiFailure, again: () => void): void {
    if (failure.status === 401) {
      location.assign(`/sign-in?callbackUrl=${encodeURIComponent(location.pathname + location.search)}`);
      return;
    }
    if (uploads.refused(failure.details)) {
      setProblem('INVALID_ATTACHMENTS');
      return;
    }
    if (failure.status === 400) {
      complain(failure.details[0]?.message ?? failure.code);
      return;
    }
    const why = failure.status === 0 ? '' : ` ${errors.sentence(failure.code, failure.message)}.`;
    toast.error(t('notSent') + why, { label: actions('retry'), run: again });
    if (failure.status === 409) wrote(null);
  }

  /** Asks what others did meanwhile. Answers whether to go on. */
  async function isClear(after: After | undefined): Promise<boolean> {
    const news = await findNews();
    if (news === 'unreachable') {
      toast.error(t('notSent'), { label: actions('retry'), run: () => void send(after) });
      return false;
    }
    const found = news.length > 0 ? news : unread();
    begun.current = latest();
    if (found.length === 0) return true;
    setConflict({ found, act: { kind: 'reply' }, again: () => void send(after, true) });
    return false;
  }

  async function post(body: Body): Promise<void> {
    const keeper = paper.keeper();
    if (keeper?.attempt && !isSameMessage(keeper.attempt.body, body)) keeper.attempt = undefined;
    const attempt = keeper?.attempt ?? { key: newIdempotencyKey(), body: JSON.stringify(body) };
    keeper?.remember(attempt);
    const result = await apiFetch<OutgoingObject>(`${url}/outbox`, {
      body: JSON.parse(attempt.body) as Body,
      headers: { 'idempotency-key': attempt.key },
    });
    if (!result.ok) {
      const isAnswered = result.status !== 0 && result.status < 500;
      // A retry of what was refused is another request; one that nobody answered may have arrived, or be at it still: who was told to
      // wait has not been answered.
      if (keeper && isAnswered && !mustWait(result)) keeper.attempt = undefined;
      if (isAnswered || !(await hasArrived(body))) return fail(result, () => void send(body.after, true));
      return settle(body, attempt.body);
    }
    if (result.data.state === 'sent') {
      showSent({ text: body.message, isNote: body.internal, at: result.data.createdAt });
      wrote(null);
    } else outbox.add(result.data);
    settle(body, attempt.body);
  }

  /** The paper is clean for the next message. `told` is the request that was sent, which may have been an earlier one. */
  function settle(body: Body, told: string): void {
    setConflict(null);
    uploads.clear(body.attachments);
    paper.clear(body.draft ?? 0, (JSON.parse(told) as Body).draft ?? 0, body);
    begun.current = isEmpty(paper.read()) ? undefined : latest();
    paper.area.current?.focus();
  }

  /** Whether a reply is on its way though nobody said so. */
  async function hasArrived({ message }: Body): Promise<boolean> {
    await client.refetchQueries({ queryKey: outboxKey });
    const state = client.getQueryState<Outbox>(outboxKey);
    if (state?.error) return false;
    return state?.data?.items.some((item) => item.number === ticket.number && item.message === message) ?? false;
  }

  /** `isSure` after the reader has seen what others did. */
  async function send(after?: After, isSure = false): Promise<void> {
    const text = paper.read();
    // Of this text: what is added from here on is for the next one.
    const draft = paper.keeper()?.now.revision;
    const message = text.message.trim();
    if (isBusy) return;
    if (message === '') {
      complain('MESSAGE_REQUIRED');
      return;
    }
    setBusy(true);
    try {
      if (!text.internal && !isSure && !(await isClear(after))) return;
      // A save that is on its way must not come after.
      await paper.keeper()?.save();
      const { internal, attachments } = text;
      const common = { message, internal, attachments, ...(after && { after }), draft };
      await post(internal ? { ...common, delay: 0 } : { ...common, seen: latest().threads.at(-1)?.id });
    } finally {
      setBusy(false);
    }
  }

  return { send, isBusy, problem, note, complain };
}

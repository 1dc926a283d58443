'use client';
import { useTranslations } from 'next-intl';
import { apiFetch } from '@/components/forms/api';
import { useErrorSentence } from '@/components/forms/use-error-sentence';
import { toast } from '@/components/ui/toast';
import { useRefresh } from '../data/use-refresh';
import type { DeskTicket, Fields } from './desk-ticket';
import { useWhen } from './snooze-words';
import { undoSteps } from './ticket-change';

interface Failure {
  status: number;
  code: string;
  message: string;
}

/** What the toasts say of a ticket's changes. They outlive the ticket's pane: an agent may have gone on to the next one. */
export function useTicketNews() {
  const t = useTranslations('desk.news');
  const order = useTranslations('order');
  const when = useWhen();
  const words = useTranslations('tickets');
  const actions = useTranslations('common.actions');
  const errors = useErrorSentence();
  const refresh = useRefresh();

  function sentence({ number, me }: DeskTicket, change: Partial<Fields>): string {
    if (change.status === 'resolved') return t('resolved', { number });
    if (change.status) return t('status', { number, status: words(`status.${change.status}`) });
    if (change.team) return order('news.teamed', { number, team: change.team.name });
    if (change.team === null) return order('news.unteamed', { number });
    if (change.snoozedUntil) return order('news.snoozed', { number, when: when(change.snoozedUntil) });
    if (change.snoozedUntil === null) return order('news.awake', { number });
    if (change.assignee === null) return t('unassigned', { number });
    if (change.assignee) {
      return change.assignee.userId === me.userId
        ? t('taken', { number })
        : t('assigned', { number, name: change.assignee.name });
    }
    if (change.priority) return t('priority', { number, priority: words(`priority.${change.priority}`) });
    if (change.category) return t('category', { number, category: words(`category.${change.category}`) });
    return t('tags', { number });
  }

  async function undo(ticket: DeskTicket, before: Fields, change: Partial<Fields>, after: string | null) {
    let etag = after;
    for (const body of undoSteps(before, change)) {
      const headers: Record<string, string> = etag ? { 'if-match': etag } : {};
      const result = await apiFetch(`/v2/support-tickets/${ticket.id}`, { method: 'PATCH', body, headers });
      if (!result.ok) {
        const text =
          result.code === 'PRECONDITION_FAILED'
            ? t('undoLate', { number: ticket.number })
            : t('undoFailed', { number: ticket.number });
        toast.error(text);
        void refresh(ticket.number);
        return;
      }
      etag = result.etag;
    }
    toast.done(t('undone', { number: ticket.number }));
    void refresh(ticket.number);
  }

  return {
    /** It was saved; `etag` is the state after it, so that undoing never takes back what somebody else did since. */
    saved(ticket: DeskTicket, before: Fields, change: Partial<Fields>, etag: string | null) {
      toast.done(sentence(ticket, change), {
        label: actions('undo'),
        run: () => void undo(ticket, before, change, etag),
      });
    },
    /** It was not. Where trying again can help it is offered. */
    failed(failure: Failure, retry: () => void) {
      if (failure.status === 401) {
        location.assign(`/sign-in?callbackUrl=${encodeURIComponent(location.pathname + location.search)}`);
        return;
      }
      const mayPass = failure.status === 0 || failure.status === 429 || failure.status >= 500;
      const text = failure.status === 0 ? t('offline') : errors.sentence(failure.code, failure.message);
      toast.error(text, mayPass ? { label: actions('retry'), run: retry } : undefined);
    },
  };
}

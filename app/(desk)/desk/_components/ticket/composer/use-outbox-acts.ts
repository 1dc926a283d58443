'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type ApiFailure, apiFetch } from '@/components/forms/api';
import { draftStore } from '@/components/forms/draft-store';
import { useErrorSentence } from '@/components/forms/use-error-sentence';
import { toast } from '@/components/ui/toast';
import type { DraftObject } from '@/lib/drafts/schema';
import type { OutgoingObject } from '@/lib/outbox/schema';
import { useDesk } from '../../data/use-desk';
import { useRefresh } from '../../data/use-refresh';
import { draftKeeper } from './draft-keeper';
import { type Outbox, outboxKey } from './use-outbox';

/** What can be done with a reply that is on its way. `userId` is the reader's. */
export function useOutboxActs(userId: string) {
  const client = useQueryClient();
  const refresh = useRefresh();
  const desk = useDesk();
  const t = useTranslations('composer.outbox');
  const actions = useTranslations('common.actions');
  const errors = useErrorSentence();

  function put(change: (items: OutgoingObject[]) => OutgoingObject[]): void {
    client.setQueryData<Outbox>(outboxKey, (old) => ({ ahead: old?.ahead ?? 0, items: change(old?.items ?? []) }));
  }

  const remove = (item: OutgoingObject) => put((items) => items.filter(({ _id }) => _id !== item._id));

  function fail(failure: ApiFailure, text: string, again: () => void): void {
    const why = failure.status === 0 ? '' : ` ${errors.sentence(failure.code, failure.message)}.`;
    toast.error(text + why, { label: actions('retry'), run: again });
  }

  /** Nobody gets it: its text is on the paper again, which is where the reader goes. */
  async function takeBack(item: OutgoingObject): Promise<void> {
    const keeper = draftKeeper(userId, item.ticket);
    // What was typed since must be with the server first: it puts both together.
    await keeper.save();
    const result = await apiFetch<{ draft: DraftObject }>(`/v2/outbox/${item._id}`, { method: 'DELETE' });
    if (!result.ok && result.code === 'ALREADY_SENT') {
      toast.error(t('tooLate', { number: item.number }));
      await client.invalidateQueries({ queryKey: outboxKey });
      return;
    }
    if (!result.ok && result.code !== 'OUTGOING_NOT_FOUND') {
      fail(result, t('notUndone', { number: item.number }), () => void takeBack(item));
      return;
    }
    remove(item);
    if (result.ok) keeper.adopt(result.data.draft);
    else await keeper.look();
    // The dialog that asks for it brings it back.
    const resolution = item.after?.resolution;
    if (resolution)
      draftStore.write(`resolution:${userId}:${item.ticket}`, { values: { resolution }, savedAt: Date.now() });
    if (desk.ticket !== item.number) desk.open(item.number);
    requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-composer]')?.focus());
    void refresh(item.number);
  }

  /** Sends what was held or failed, unless something came after `seen`. */
  async function sendNow(item: OutgoingObject, seen: string | undefined): Promise<void> {
    const result = await apiFetch<OutgoingObject>(`/v2/outbox/${item._id}/send`, { body: { seen } });
    if (!result.ok) {
      fail(result, t('notSent', { number: item.number }), () => void sendNow(item, seen));
      await client.invalidateQueries({ queryKey: outboxKey });
      return;
    }
    await refresh(item.number);
    if (result.data.state === 'sent') remove(item);
    else put((items) => items.map((each) => (each._id === item._id ? result.data : each)));
  }

  /** Shows one that was just put there. A retry is answered with the same. */
  const add = (item: OutgoingObject) => put((items) => [item, ...items.filter(({ _id }) => _id !== item._id)]);

  return { add, takeBack, sendNow };
}

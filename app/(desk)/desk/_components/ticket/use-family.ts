'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type ApiFailure, apiFetch } from '@/components/forms/api';
import { useErrorSentence } from '@/components/forms/use-error-sentence';
import { toast } from '@/components/ui/toast';
import type { LinkKind, LinkObject, TicketObject } from '@/lib/tickets/schema';
import { useDesk } from '../data/use-desk';
import { useRefresh } from '../data/use-refresh';
import { ticketQuery } from '../data/use-ticket-data';

/** A ticket as far as it is merged, linked or split. `id` is the API's. */
export interface Relative {
  id: string;
  number: number;
}

/** Merges, links and splits tickets; tells of it with a way back. Each settles with whether it was done. */
export function useFamily() {
  const t = useTranslations('history');
  const form = useTranslations('common.form');
  const { sentence } = useErrorSentence();
  const undo = useTranslations('common.actions');
  const client = useQueryClient();
  const { open } = useDesk();
  const refresh = useRefresh();

  function refused({ code, message }: ApiFailure): false {
    toast.error(code === 'NETWORK' ? form('offline') : sentence(code, message));
    return false;
  }

  async function readAgain(...numbers: number[]): Promise<void> {
    await Promise.all(numbers.map(refresh));
  }

  async function unmerge(source: Relative, target: number): Promise<boolean> {
    const result = await apiFetch(`/v2/support-tickets/${source.id}/unmerge`, { method: 'POST' });
    if (!result.ok) return refused(result);
    await readAgain(source.number, target);
    // As it is now: the copy at hand may still say that it was merged, and lead away from it.
    await client.fetchQuery({ ...ticketQuery(source.number), staleTime: 0 }).catch(() => undefined);
    open(source.number);
    toast.done(t('merge.undone', { source: source.number, target }));
    return true;
  }

  async function merge(source: Relative, target: Relative): Promise<boolean> {
    const result = await apiFetch(`/v2/support-tickets/${source.id}/merge`, { body: { into: target.id } });
    if (!result.ok) return refused(result);
    open(target.number);
    void readAgain(source.number, target.number);
    toast.done(t('merge.done', { source: source.number, target: target.number }), {
      label: undo('undo'),
      run: () => void unmerge(source, target.number),
    });
    return true;
  }

  async function link(from: Relative, kind: LinkKind, to: Relative): Promise<boolean> {
    const result = await apiFetch(`/v2/support-tickets/${from.id}/links`, { body: { kind, ticket: to.id } });
    if (!result.ok) return refused(result);
    void readAgain(from.number, to.number);
    return true;
  }

  async function unlink(from: Relative, { _id, kind, direction, ticket }: LinkObject): Promise<boolean> {
    const result = await apiFetch(`/v2/support-tickets/${from.id}/links/${_id}`, { method: 'DELETE' });
    if (!result.ok) return refused(result);
    await readAgain(from.number, ticket.number);
    const other = { id: ticket._id, number: ticket.number };
    const run = () => void (direction === 'out' ? link(from, kind, other) : link(other, kind, from));
    // What came of a split cannot be said again by hand.
    const way = kind === 'split' ? undefined : { label: undo('undo'), run };
    toast.done(t('links.removed', { number: ticket.number }), way);
    return true;
  }

  async function split(from: Relative, body: object): Promise<boolean> {
    const result = await apiFetch<TicketObject>(`/v2/support-tickets/${from.id}/split`, { body });
    if (!result.ok) return refused(result);
    const { number } = result.data;
    void client.invalidateQueries({ queryKey: ['desk'] });
    toast.done(t('split.done', { number }), { label: t('split.open'), run: () => open(number) });
    return true;
  }

  return { merge, unmerge, link, unlink, split };
}

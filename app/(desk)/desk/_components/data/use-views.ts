'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type ApiFailure, apiFetch } from '@/components/forms/api';
import { useErrorSentence } from '@/components/forms/use-error-sentence';
import { toast } from '@/components/ui/toast';
import type { QueueObject, ViewObject } from '@/lib/views/schema';
import { deskKeys } from './keys';

/** What agents do with saved views. Each tells of its success and failure itself. */
export function useViews() {
  const t = useTranslations('views');
  const errors = useErrorSentence();
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: deskKeys.queues });
  const fail = (failure: ApiFailure) =>
    toast.error(failure.code === 'NETWORK' ? t('offline') : errors.sentence(failure.code, failure.message));

  async function change(id: string, fields: Partial<Pick<ViewObject, 'name' | 'query' | 'sort' | 'shared'>>) {
    const result = await apiFetch<ViewObject>(`/v2/views/${id}`, { method: 'PATCH', body: fields });
    if (!result.ok) fail(result);
    // What a view finds may be another list now.
    else await Promise.all([refresh(), client.invalidateQueries({ queryKey: deskKeys.allRows })]);
    return result.ok;
  }

  async function order(ids: string[]) {
    const place = new Map(ids.map((id, index) => [id, index]));
    client.setQueryData<QueueObject[]>(deskKeys.queues, (old) =>
      old?.toSorted((a, b) => (place.get(a.id) ?? -1) - (place.get(b.id) ?? -1)),
    );
    const result = await apiFetch('/v2/views/order', { method: 'PUT', body: { views: ids } });
    if (!result.ok) fail(result);
    await refresh();
  }

  /** Deletes it and offers to bring it back, as what it was and where it stood. */
  async function remove(view: ViewObject) {
    const path = `/v2/views/${view._id}`;
    const result = await apiFetch(path, { method: 'DELETE' });
    if (!result.ok) {
      fail(result);
      return false;
    }
    await refresh();
    toast.done(t('deleted', { name: view.name }), {
      label: t('undo'),
      run: () =>
        void apiFetch<ViewObject>(path, { method: 'PATCH', body: { deleted: false } }).then(async (again) => {
          if (!again.ok) fail(again);
          else await refresh();
        }),
    });
    return true;
  }

  return { change, order, remove, refresh };
}

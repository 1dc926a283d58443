'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ApiInit, apiFetch } from '@/components/forms/api';
import { useErrorSentence } from '@/components/forms/use-error-sentence';
import { toast } from '@/components/ui/toast';
import type { FieldObject } from '@/lib/fields/schema';

/** What is done to a field without a form. Each gives whether it was done, and says so or what was refused. */
export function useFieldActs() {
  const t = useTranslations('fields.settings');
  const common = useTranslations('common');
  const { sentence } = useErrorSentence();
  const router = useRouter();

  async function send<Data>(field: FieldObject, init: ApiInit): Promise<{ data: Data } | undefined> {
    const result = await apiFetch<Data>(`/v2/fields/${field._id}`, init);
    router.refresh();
    if (result.ok) return result;
    toast.error(result.code === 'NETWORK' ? common('form.offline') : sentence(result.code, result.message));
    return undefined;
  }

  async function archive(field: FieldObject): Promise<void> {
    if (!(await send(field, { method: 'PATCH', body: { archived: true } }))) return;
    const undo = { label: common('actions.undo'), run: () => void restore(field) };
    toast.done(t('archivedToast', { label: field.label }), undo);
  }

  async function restore(field: FieldObject): Promise<void> {
    if (await send(field, { method: 'PATCH', body: { archived: false } }))
      toast.done(t('restoredToast', { label: field.label }));
  }

  return {
    archive,
    restore,
    move: async (field: FieldObject, place: number) =>
      (await send(field, { method: 'PATCH', body: { place } })) !== undefined,
    async remove(field: FieldObject): Promise<boolean> {
      const done = await send<FieldObject | null>(field, { method: 'DELETE' });
      if (done) toast.done(t(done.data?._id ? 'keptToast' : 'deletedToast', { label: field.label }));
      return done !== undefined;
    },
  };
}

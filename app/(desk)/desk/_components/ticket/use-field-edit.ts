'use client';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { apiFetch } from '@/components/forms/api';
import { useErrorSentence } from '@/components/forms/use-error-sentence';
import { toast } from '@/components/ui/toast';
import type { FieldObject, FieldValue } from '@/lib/fields/schema';
import { useRefresh } from '../data/use-refresh';
import { useTicket } from './use-ticket';

/**
 * Edits one value of the open ticket. A change names its own field alone, so that what others change meanwhile is not in its
 * way; it is told with a way back.
 */
export function useFieldEdit(field: FieldObject, value: FieldValue | undefined) {
  const t = useTranslations('fields.desk');
  const common = useTranslations('common');
  const { sentence } = useErrorSentence();
  const refresh = useRefresh();
  const { ticket, url } = useTicket();
  const [isOpen, setOpen] = useState(false);
  const [saving, setSaving] = useState<FieldValue | null>();
  const opener = useRef<HTMLButtonElement>(null);

  async function write(to: FieldValue | null, before: FieldValue | null, isUndo = false): Promise<void> {
    setSaving(to);
    const result = await apiFetch(url, { method: 'PATCH', body: { fields: { [field.key]: to } } });
    if (result.ok) {
      const undo = { label: common('actions.undo'), run: () => void write(before, to, true) };
      toast.done(t('saved', { label: field.label }), isUndo ? undefined : undo);
      await refresh(ticket.number);
    } else {
      const text = result.code === 'NETWORK' ? common('form.offline') : sentence(result.code, result.message);
      toast.error(text, { label: common('actions.retry'), run: () => void write(to, before, isUndo) });
    }
    setSaving(undefined);
  }

  function close(): void {
    setOpen(false);
    requestAnimationFrame(() => opener.current?.focus());
  }

  return {
    isOpen,
    opener,
    /** What is on its way to be saved; undefined when nothing is, null for no value. */
    saving,
    open: () => saving === undefined && setOpen(true),
    close,
    save(to: FieldValue | null): void {
      close();
      if (to !== (value ?? null)) void write(to, value ?? null);
    },
  };
}

export type FieldEdit = ReturnType<typeof useFieldEdit>;

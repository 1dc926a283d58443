'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { apiFetch } from '@/components/forms/api';
import { toast } from '@/components/ui/toast';

/**
 * Whether the reader takes no tickets in turn for now, as the page was made with and as they said since; undefined of
 * clients. Shown at once; taken back with a word where it could not be said.
 */
export function useAway(known: boolean | undefined): {
  isAway: boolean | undefined;
  setAway: (isAway: boolean) => void;
} {
  const t = useTranslations('common');
  const [isAway, show] = useState(known);
  const [last, keep] = useState(known);
  if (known !== last) {
    keep(known);
    show(known);
  }

  async function setAway(next: boolean): Promise<void> {
    show(next);
    const result = await apiFetch('/v2/me', { method: 'PATCH', body: { away: next } });
    if (result.ok) {
      toast.done(t(next ? 'account.nowAway' : 'account.nowThere'));
      return;
    }
    show(!next);
    toast.error(t('account.stateFailed'), { label: t('actions.retry'), run: () => void setAway(next) });
  }

  return { isAway, setAway: (next) => void setAway(next) };
}

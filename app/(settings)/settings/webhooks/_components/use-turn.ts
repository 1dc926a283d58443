'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState, useTransition } from 'react';
import { type ApiFailure, apiFetch } from '@/components/forms/api';
import { useErrorSentence } from '@/components/forms/use-error-sentence';
import { toast } from '@/components/ui/toast';

/** Turns a webhook on or off, and answers what was refused. */
export function useTurn(id: string) {
  const t = useTranslations('settings.webhooks');
  const common = useTranslations('common');
  const { sentence } = useErrorSentence();
  const router = useRouter();
  const [isSending, setSending] = useState(false);
  const [isArriving, startArriving] = useTransition();

  async function turn(enabled: boolean): Promise<ApiFailure | undefined> {
    setSending(true);
    const result = await apiFetch(`/v2/webhooks/${id}`, { method: 'PATCH', body: { enabled } });
    setSending(false);
    if (!result.ok) return result;
    toast.done(t(enabled ? 'onToast' : 'offToast'));
    startArriving(() => router.refresh());
    return undefined;
  }

  /** On at once: nothing is lost by it. */
  async function turnOn(): Promise<void> {
    const failure = await turn(true);
    if (!failure) return;
    const text = failure.code === 'NETWORK' ? t('offline') : sentence(failure.code, failure.message);
    toast.error(text, { label: common('actions.retry'), run: () => void turnOn() });
  }

  return { turnOn, turnOff: () => turn(false), isTurning: isSending || isArriving };
}

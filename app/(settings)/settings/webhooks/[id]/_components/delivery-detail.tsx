'use client';
import { Send } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { apiFetch } from '@/components/forms/api';
import { Button } from '@/components/ui/button';
import { RelativeTime } from '@/components/ui/relative-time';
import { toast } from '@/components/ui/toast';
import { CopyButton } from '../../../_components/copy-button';
import { Problem, useProblem } from '../../../_components/problem';
import { AttemptList } from './attempt-list';
import type { DeliveryView } from './delivery-view';
import { Payload } from './payload';

/** Everything about a delivery: its name, when, each attempt, what was sent, and the way to send it again. */
export function DeliveryDetail(props: {
  webhookId: string;
  delivery: DeliveryView;
  isOn: boolean;
  onChanged: () => void;
}) {
  const { webhookId, delivery, isOn, onChanged } = props;
  const t = useTranslations('settings.webhooks');
  const { problem, setProblem } = useProblem();
  const [isSending, setSending] = useState(false);
  const url = `/v2/webhooks/${webhookId}/deliveries/${delivery._id}`;

  async function resend() {
    setSending(true);
    setProblem(undefined);
    const result = await apiFetch(`${url}/resend`, { method: 'POST' });
    setSending(false);
    if (!result.ok) return setProblem(result);
    toast.done(t('resentToast'));
    onChanged();
  }

  return (
    <>
      <div className="mb-5 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-1 text-sm">
          <dt className="text-text-3">webhook-id</dt>
          <dd className="flex min-w-0 items-center gap-2">
            <span className="num [overflow-wrap:anywhere]">{delivery._id}</span>
            <CopyButton text={delivery._id} label={t('copyId')} />
          </dd>
          <dt className="text-text-3">{t('type')}</dt>
          <dd className="num">{delivery.type}</dd>
          <dt className="text-text-3">{t('happenedAt')}</dt>
          <dd>
            <RelativeTime at={delivery.createdAt} style="moment" />
          </dd>
          {delivery.ticketHref && (
            <>
              <dt className="text-text-3">{t('ticket')}</dt>
              <dd>
                <Link href={delivery.ticketHref} className="num">
                  #{delivery.ticketNumber}
                </Link>
              </dd>
            </>
          )}
        </dl>
        <div className="grid justify-items-end max-md:w-full max-md:justify-items-stretch">
          <Button isBusy={isSending} aria-disabled={!isOn || undefined} onClick={() => isOn && resend()}>
            <Send size={14} strokeWidth={1.75} aria-hidden />
            {t('resend')}
          </Button>
          {!isOn && <p className="mt-1.5 text-xs text-text-3">{t('resendOff')}</p>}
          <Problem problem={problem} />
        </div>
      </div>
      <div className="grid grid-cols-2 gap-x-8 gap-y-6 max-xl:grid-cols-1">
        <div className="min-w-0">
          <h3 className="mb-2 flex min-h-7 items-center text-sm">{t('attempts')}</h3>
          <AttemptList attempts={delivery.attempts} isGivenUp={delivery.status === 'failed'} />
        </div>
        <Payload url={url} />
      </div>
    </>
  );
}

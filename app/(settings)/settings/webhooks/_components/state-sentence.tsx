import { useTranslations } from 'next-intl';
import { RelativeTime } from '@/components/ui/relative-time';
import { type WebhookView, webhookState } from './webhook-view';

/** Why a webhook does not work and since when; nothing for one that does. */
export function StateSentence({ webhook }: { webhook: WebhookView }) {
  const t = useTranslations('settings.webhooks.why');
  const state = webhookState(webhook);
  const { disabledReason, disabledAt, failingSince } = webhook;
  const since = webhook.enabled ? failingSince : disabledAt;
  if (state === 'on' || !since) return null;
  const values = { time: () => <RelativeTime at={since} style="sentence" /> };
  if (state === 'failing') return <p className="text-sm text-warning-text">{t.rich('failing', values)}</p>;
  if (!disabledReason) return <p className="text-sm text-text-2">{t.rich('off', values)}</p>;
  return <p className="text-sm text-urgent-text">{t.rich(disabledReason === 'gone' ? 'gone' : 'gaveUp', values)}</p>;
}

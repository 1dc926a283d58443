'use client';
import { useTranslations } from 'next-intl';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { RelativeTime } from '@/components/ui/relative-time';
import { failingLimitMs } from '@/lib/webhooks/rules';
import { type WebhookView, webhookState } from '../../_components/webhook-view';
import { isTaken, outcomeKey } from './attempt-words';
import type { DeliveryView } from './delivery-view';
import { Outcome } from './outcome';
import { Advice } from './test-result';

/** Why a webhook does not work, since when, how it was last answered, and the way back on; nothing for one that does. */
export function StateBanner(props: {
  webhook: WebhookView;
  /** Where the last answer is looked for; none while a test tells of a later one. */
  deliveries: DeliveryView[];
  isTurning: boolean;
  onTurnOn: () => void;
}) {
  const { webhook, deliveries, isTurning, onTurnOn } = props;
  const t = useTranslations('settings.webhooks.why');
  const whole = useTranslations('settings.webhooks');
  const state = webhookState(webhook);
  const { disabledReason, disabledAt, failingSince } = webhook;
  if (state === 'on') return null;

  const since = webhook.enabled ? failingSince : disabledAt;
  const time = () => since && <RelativeTime at={since} style="sentence" />;
  const turnOn = !webhook.enabled && (
    <Button variant="primary" className="mt-3" isBusy={isTurning} onClick={onTurnOn}>
      {whole('turnOn')}
    </Button>
  );
  if (state === 'off') {
    return (
      <Banner tone="info" title={t.rich('offTitle', { time })} className="mb-6">
        <p className="mt-0.5 text-sm text-text-2">{t('offText')}</p>
        {turnOn}
      </Banner>
    );
  }
  const last = lastFailure(deliveries);
  const reason = disabledReason ? (disabledReason === 'gone' ? 'gone' : 'gaveUp') : 'failing';
  const deadline = failingSince && new Date(Date.parse(failingSince) + failingLimitMs).toISOString();
  return (
    <Banner tone={webhook.enabled ? 'warn' : 'bad'} title={t.rich(`${reason}Title`, { time })} className="mb-6">
      <div className="mt-1 grid gap-1.5 text-sm text-text-2">
        <p>{t.rich(`${reason}Text`, { time: () => deadline && <RelativeTime at={deadline} style="sentence" /> })}</p>
        {last && reason !== 'gone' && (
          <>
            <p>
              {whole('lastAnswer')} <Outcome attempt={last} />
            </p>
            <Advice outcome={outcomeKey(last)} />
          </>
        )}
      </div>
      {turnOn}
    </Banner>
  );
}

/** The latest attempt that failed, among the deliveries at hand. */
function lastFailure(deliveries: DeliveryView[]) {
  const failures = deliveries
    .flatMap((delivery) => delivery.attempts.at(-1) ?? [])
    .filter((attempt) => !isTaken(attempt) && outcomeKey(attempt) !== 'running');
  return failures.toSorted((a, b) => a.startedAt.localeCompare(b.startedAt)).at(-1);
}

'use client';
import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Avatar } from '@/components/ui/avatar';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import { HealthBars } from './health-bars';
import { HealthLine } from './health-line';
import { Hears } from './hears';
import { StateBadge } from './state-mark';
import { StateSentence } from './state-sentence';
import { useTurn } from './use-turn';
import { type WebhookView, webhookState } from './webhook-view';

/** A webhook in the list: where, what it hears, how it is, and the way back on if it is off. The whole row leads to it. */
export function WebhookRow(props: {
  webhook: WebhookView;
  /** Whose each is: only admins see other people's. */
  showsOwner: boolean;
  isFresh?: boolean;
}) {
  const { webhook, showsOwner, isFresh } = props;
  const t = useTranslations('settings.webhooks');
  const { turnOn, isTurning } = useTurn(webhook._id);
  const state = webhookState(webhook);
  const { delivered, failed, pending } = webhook.health;
  const hasTraffic = delivered + failed + pending > 0;
  return (
    <li
      className={cx(
        'relative grid grid-cols-[minmax(0,1fr)_auto_76px] items-center gap-x-6 gap-y-3 border-b border-line px-5 py-4 last:border-b-0 max-md:grid-cols-[minmax(0,1fr)] max-md:px-4',
        isFresh ? 'bg-thread-soft shadow-[inset_3px_0_0_var(--thread)]' : 'hover:bg-hover',
      )}
    >
      <div className="grid min-w-0 gap-1.5">
        <div className="flex min-w-0 items-center gap-2.5 max-md:flex-wrap">
          <Link
            href={`/settings/webhooks/${webhook._id}`}
            className={cx(
              'min-w-0 truncate font-mono text-md font-medium no-underline after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus max-md:[overflow-wrap:anywhere] max-md:whitespace-normal',
              webhook.enabled ? 'text-text' : 'text-text-2',
            )}
          >
            {webhook.url}
          </Link>
          <StateBadge state={state} />
        </div>
        <p className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 text-sm text-text-2">
          {showsOwner && (
            <>
              <Avatar id={webhook.ownerKey} name={webhook.user.name} size="sm" />
              <span className="min-w-0 truncate">
                {webhook.isOwn ? t('me', { name: webhook.user.name }) : webhook.user.name}
              </span>
              <span className="text-text-3 max-md:hidden" aria-hidden>
                ·
              </span>
            </>
          )}
          <span className="min-w-0 max-md:basis-full">
            <Hears events={webhook.events} />
          </span>
        </p>
        <StateSentence webhook={webhook} />
      </div>
      <div className="grid justify-items-end gap-1.5 text-sm text-text-2 max-md:justify-items-start">
        {hasTraffic && <HealthBars health={webhook.health} className="max-md:hidden" />}
        <HealthLine health={webhook.health} />
      </div>
      {webhook.enabled ? (
        <ChevronRight size={16} strokeWidth={1.75} className="justify-self-end text-text-3 max-md:hidden" aria-hidden />
      ) : (
        <Button
          className="relative justify-self-end max-md:justify-self-start"
          isBusy={isTurning}
          aria-label={t('turnOnNamed', { url: webhook.url })}
          onClick={turnOn}
        >
          {t('turnOn')}
        </Button>
      )}
    </li>
  );
}

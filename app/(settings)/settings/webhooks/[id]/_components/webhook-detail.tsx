'use client';
import { ArrowLeft, Ellipsis, KeyRound, Pencil, Send, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from '@/components/ui/menu';
import { Switch } from '@/components/ui/switch';
import { toast } from '@/components/ui/toast';
import type { WebhookWithSecretObject } from '@/lib/webhooks/schema';
import { DeleteWebhook } from '../../_components/delete-webhook';
import { EditWebhook } from '../../_components/edit-webhook';
import { NewSecret } from '../../_components/new-secret';
import { RotateSecret } from '../../_components/rotate-secret';
import { StateBadge } from '../../_components/state-mark';
import { TurnOffWebhook } from '../../_components/turn-off-webhook';
import { useTurn } from '../../_components/use-turn';
import { type WebhookView, webhookState } from '../../_components/webhook-view';
import { outcomeKey } from './attempt-words';
import type { DeliveryView } from './delivery-view';
import { Facts } from './facts';
import { Ledger } from './ledger';
import type { LedgerParams } from './ledger-params';
import { StateBanner } from './state-banner';
import { TestResult } from './test-result';
import { useRefetch } from './use-refetch';
import { useTest } from './use-test';

type Act = 'turnOff' | 'edit' | 'rotate' | 'delete';

const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** A webhook with all that can be done to it, and its ledger. */
export function WebhookDetail(props: {
  webhook: WebhookView;
  showsOwner: boolean;
  params: LedgerParams;
  deliveries: DeliveryView[];
  next: string | null;
}) {
  const { webhook, showsOwner, params, deliveries, next } = props;
  const t = useTranslations('settings.webhooks');
  const { turnOn, turnOff, isTurning } = useTurn(webhook._id);
  const { refetch, isRefetching } = useRefetch(webhook.enabled && deliveries.some(isDue));
  const test = useTest(webhook._id, refetch);
  const [act, setAct] = useState<Act>();
  const [rotated, setRotated] = useState<WebhookWithSecretObject>();
  const dialog = (name: Act) => ({
    open: act === name,
    onOpenChange: (open: boolean) => setAct(open ? name : undefined),
  });
  return (
    <>
      <Link
        href="/settings/webhooks"
        className="mb-4 inline-flex min-h-6 items-center gap-1.5 text-sm text-text-2 no-underline hover:underline"
      >
        <ArrowLeft size={14} strokeWidth={1.75} aria-hidden />
        {t('title')}
      </Link>
      <header
        className={cx(
          'mb-7 flex items-start gap-x-6 gap-y-4 max-md:mb-6',
          // Turned off there is no test to send: the menu alone needs no line of its own.
          webhook.enabled && 'max-lg:flex-col',
        )}
      >
        <div className="min-w-0 grow">
          <h1 className="font-mono text-xl font-medium tracking-tight [overflow-wrap:anywhere]">{webhook.url}</h1>
          <div className="mt-2.5 flex flex-wrap items-center gap-x-5 gap-y-2">
            <StateBadge state={webhookState(webhook)} />
            <Switch
              label={t('switch')}
              isOn={webhook.enabled}
              isBusy={isTurning}
              onChange={(isOn) => (isOn ? void turnOn() : setAct('turnOff'))}
            >
              <span className="text-sm text-text-2">{t(webhook.enabled ? 'isOn' : 'isOff')}</span>
            </Switch>
          </div>
        </div>
        <div className={cx('flex shrink-0 gap-2', webhook.enabled && 'max-md:w-full')}>
          {webhook.enabled && (
            <Button
              variant="primary"
              size="lg"
              className="max-md:grow"
              isBusy={test.isTesting}
              busyLabel={t('testing')}
              onClick={test.run}
            >
              <Send {...icon} />
              {t('test')}
            </Button>
          )}
          <Menu>
            <MenuTrigger render={<Button size="lg" className="px-3!" aria-label={t('more')} />}>
              <Ellipsis {...icon} />
            </MenuTrigger>
            <MenuContent aria-label={t('more')}>
              <MenuItem icon={<Pencil {...icon} />} onClick={() => setAct('edit')}>
                {t('edit')}
              </MenuItem>
              <MenuItem icon={<KeyRound {...icon} />} onClick={() => setAct('rotate')}>
                {t('rotate')}
              </MenuItem>
              <MenuSeparator />
              <MenuItem icon={<Trash2 {...icon} />} tone="danger" onClick={() => setAct('delete')}>
                {t('delete')}
              </MenuItem>
            </MenuContent>
          </Menu>
        </div>
      </header>
      {rotated && <NewSecret webhook={rotated} onDismiss={() => setRotated(undefined)} />}
      <TestResult test={test} />
      <StateBanner
        webhook={webhook}
        deliveries={test.delivery ? [] : deliveries}
        onTurnOn={turnOn}
        isTurning={isTurning}
      />
      <Facts
        webhook={webhook}
        showsOwner={showsOwner}
        onEdit={() => setAct('edit')}
        onRotate={() => setAct('rotate')}
      />
      <Ledger
        webhook={webhook}
        deliveries={deliveries}
        params={params}
        next={next}
        isRefetching={isRefetching}
        refetch={refetch}
      />
      <TurnOffWebhook {...dialog('turnOff')} turnOff={turnOff} />
      <EditWebhook
        {...dialog('edit')}
        webhook={webhook}
        onSaved={() => {
          setAct(undefined);
          toast.done(t('savedToast'));
          refetch();
        }}
      />
      <RotateSecret
        {...dialog('rotate')}
        webhook={webhook}
        onRotated={(fresh) => {
          setRotated(fresh);
          refetch();
        }}
      />
      <DeleteWebhook {...dialog('delete')} webhook={webhook} />
    </>
  );
}

/** Whether something will happen to a delivery within moments, so that it is worth looking again. */
function isDue({ status, nextAttemptAt, attempts }: DeliveryView): boolean {
  if (status !== 'pending') return false;
  const last = attempts.at(-1);
  const isRunning = last !== undefined && outcomeKey(last) === 'running';
  return isRunning || !nextAttemptAt || Date.parse(nextAttemptAt) < Date.now() + 10_000;
}

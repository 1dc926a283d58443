'use client';
import { RotateCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { Panel } from '@/components/ui/panel';
import { SegmentedNav } from '@/components/ui/segmented-nav';
import type { DeliveryStatus, WebhookObject } from '@/lib/webhooks/schema';
import { DeliveryRow } from './delivery-row';
import type { DeliveryView } from './delivery-view';
import { type LedgerParams, ledgerHref } from './ledger-params';
import { ResendSince } from './resend-since';

const order = ['delivered', 'pending', 'failed'] as const satisfies readonly DeliveryStatus[];

/** What was sent and what came of it, by state and by page. */
export function Ledger(props: {
  webhook: WebhookObject;
  deliveries: DeliveryView[];
  params: LedgerParams;
  next: string | null;
  isRefetching: boolean;
  refetch: () => void;
}) {
  const { webhook, deliveries, params, next, isRefetching, refetch } = props;
  const t = useTranslations('settings.webhooks');
  const [isResending, setResending] = useState(false);
  const filters = [undefined, ...order].map((status) => ({
    href: ledgerHref(webhook._id, { status }),
    label: status ? t(`filter.${status}`) : t('filter.all'),
    isCurrent: status === params.status,
  }));
  return (
    <section aria-labelledby="ledger" className="mt-10">
      <div className="mb-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-3">
        <h2 id="ledger" className="text-lg">
          {t('ledger')}
        </h2>
        <div className="flex items-center gap-2">
          {webhook.enabled && (
            <Button onClick={() => setResending(true)} aria-haspopup="dialog">
              {t('resendAll')}
            </Button>
          )}
          <Button onClick={refetch} aria-busy={isRefetching}>
            <RotateCw
              size={14}
              strokeWidth={1.75}
              className={cx(isRefetching && 'animate-spin motion-reduce:animate-none')}
              aria-hidden
            />
            {t('refresh')}
          </Button>
        </div>
      </div>
      <div className="mb-4">
        <SegmentedNav label={t('filters')} items={filters} />
      </div>
      <Panel>
        {deliveries.length > 0 ? (
          <ul aria-label={t('ledger')}>
            {deliveries.map((delivery) => (
              <DeliveryRow
                key={delivery._id}
                webhookId={webhook._id}
                delivery={delivery}
                isOn={webhook.enabled}
                onChanged={refetch}
              />
            ))}
          </ul>
        ) : (
          <EmptyState
            level={3}
            drawing={params.status ? 'search' : 'spool'}
            title={t(params.status ? 'ledgerNoneTitle' : 'ledgerEmptyTitle')}
            text={t(params.status ? 'ledgerNoneText' : webhook.enabled ? 'ledgerEmptyText' : 'ledgerEmptyOffText')}
            actions={params.status && <LinkButton href={ledgerHref(webhook._id)}>{t('ledgerShowAll')}</LinkButton>}
          />
        )}
      </Panel>
      {(next || params.cursor) && (
        <nav aria-label={t('pages')} className="mt-4 flex justify-center gap-2">
          {params.cursor && (
            <LinkButton variant="ghost" href={ledgerHref(webhook._id, { status: params.status })}>
              {t('newest')}
            </LinkButton>
          )}
          {next && (
            <LinkButton href={ledgerHref(webhook._id, { status: params.status, cursor: next })}>
              {t('older')}
            </LinkButton>
          )}
        </nav>
      )}
      <ResendSince
        open={isResending}
        onOpenChange={setResending}
        webhookId={webhook._id}
        failingSince={webhook.failingSince}
        onResent={() => {
          setResending(false);
          refetch();
        }}
      />
    </section>
  );
}

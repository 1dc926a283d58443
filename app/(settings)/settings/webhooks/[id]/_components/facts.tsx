'use client';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Avatar } from '@/components/ui/avatar';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { RelativeTime } from '@/components/ui/relative-time';
import { HealthBars } from '../../_components/health-bars';
import { HealthLine } from '../../_components/health-line';
import { Hears } from '../../_components/hears';
import type { WebhookView } from '../../_components/webhook-view';

/** What a webhook hears, how its last day was, which secrets sign, whose it is. */
export function Facts(props: { webhook: WebhookView; showsOwner: boolean; onEdit: () => void; onRotate: () => void }) {
  const { webhook, showsOwner, onEdit, onRotate } = props;
  const t = useTranslations('settings.webhooks');
  const until = webhook.secretRotatesUntil;
  return (
    <Panel className="grid grid-cols-[minmax(0,1fr)_auto] max-md:grid-cols-1">
      <dl className="grid grid-cols-[112px_minmax(0,1fr)] items-baseline gap-x-4 gap-y-3 p-5 text-sm max-md:grid-cols-1 max-md:gap-y-1 max-md:px-4">
        <Fact term={t('hears')}>
          <span className="mr-2.5">
            <Hears events={webhook.events} />
          </span>
          <Button variant="ghost" size="sm" className="-my-1 -ml-2.5 text-thread-text!" onClick={onEdit}>
            {t('change')}
          </Button>
        </Fact>
        <Fact term={t('secret')}>
          <span className="num mr-2.5">whsec_••••••••</span>
          <Button variant="ghost" size="sm" className="-my-1 -ml-2.5 text-thread-text!" onClick={onRotate}>
            {t('rotate')}
          </Button>
          {until && (
            <span className="block text-text-3">
              {t.rich('rotatesUntil', { time: () => <RelativeTime at={until} style="sentence" /> })}
            </span>
          )}
        </Fact>
        {showsOwner && (
          <Fact term={t('owner')}>
            <span className="flex min-w-0 items-center gap-2">
              <Avatar id={webhook.ownerKey} name={webhook.user.name} size="sm" />
              <span className="[overflow-wrap:anywhere]">
                {webhook.isOwn ? t('me', { name: webhook.user.name }) : webhook.user.name}{' '}
                <span className="text-text-3">· {webhook.user.email}</span>
              </span>
            </span>
          </Fact>
        )}
        <Fact term={t('made')}>
          <RelativeTime at={webhook.createdAt} />
        </Fact>
      </dl>
      <div className="grid content-start gap-3 border-l border-line p-5 text-sm max-md:border-t max-md:border-l-0 max-md:px-4">
        <h2 className="text-xs font-medium text-text-3">{t('health.title')}</h2>
        <HealthBars health={webhook.health} />
        <HealthLine health={webhook.health} />
      </div>
    </Panel>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-text-3 max-md:not-first:mt-2">{term}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}

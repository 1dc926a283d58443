'use client';
import { Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { PageHeader } from '@/components/layout/page-header';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Panel } from '@/components/ui/panel';
import type { WebhookWithSecretObject } from '@/lib/webhooks/schema';
import { CreateWebhook } from './create-webhook';
import { ExamplePayload } from './example-payload';
import { NewSecret } from './new-secret';
import { WebhookRow } from './webhook-row';
import type { WebhookView } from './webhook-view';

/** The webhooks, the dialog that makes one, and the new one's secret until its banner closes. */
export function WebhooksView(props: { webhooks: WebhookView[]; isAdmin: boolean; isClient: boolean }) {
  const { webhooks, isAdmin, isClient } = props;
  const t = useTranslations('settings.webhooks');
  const router = useRouter();
  const [isCreating, setCreating] = useState(false);
  const [created, setCreated] = useState<WebhookWithSecretObject>();

  const create = (
    <Button variant="primary" size="lg" onClick={() => setCreating(true)}>
      <Plus size={16} strokeWidth={2} aria-hidden />
      {t('create')}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t('title')}
        text={t(isAdmin ? 'text' : isClient ? 'textClient' : 'textOwn')}
        action={webhooks.length > 0 && create}
      />
      {created && <NewSecret webhook={created} onDismiss={() => setCreated(undefined)} />}
      {webhooks.length > 0 ? (
        <Panel>
          <ul aria-label={t('title')}>
            {webhooks.map((webhook) => (
              <WebhookRow
                key={webhook._id}
                webhook={webhook}
                showsOwner={isAdmin}
                isFresh={webhook._id === created?._id}
              />
            ))}
          </ul>
        </Panel>
      ) : (
        <>
          <Panel>
            <EmptyState drawing="spool" title={t('emptyTitle')} text={t('emptyText')} actions={create} />
          </Panel>
          <ExamplePayload />
        </>
      )}
      <CreateWebhook
        open={isCreating}
        onOpenChange={setCreating}
        isClient={isClient}
        onCreated={(webhook) => {
          setCreating(false);
          setCreated(webhook);
          router.refresh();
        }}
      />
    </>
  );
}

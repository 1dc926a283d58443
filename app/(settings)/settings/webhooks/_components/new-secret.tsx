'use client';
import { useTranslations } from 'next-intl';
import { RelativeTime } from '@/components/ui/relative-time';
import { SecretBox } from '@/components/ui/secret-box';
import type { WebhookWithSecretObject } from '@/lib/webhooks/schema';
import { VerifySnippet } from './verify-snippet';

/** A secret while it can still be copied, and what to do with it. */
export function NewSecret({ webhook, onDismiss }: { webhook: WebhookWithSecretObject; onDismiss: () => void }) {
  const t = useTranslations('settings.webhooks');
  const until = webhook.secretRotatesUntil;
  return (
    <div className="mb-8">
      <SecretBox
        title={t(until ? 'rotatedTitle' : 'createdTitle')}
        text={
          until ? t.rich('rotatedText', { time: () => <RelativeTime at={until} style="sentence" /> }) : t('createdText')
        }
        valueLabel={t('secret')}
        value={webhook.secret}
        copyLabel={t('copySecret')}
        onDismiss={onDismiss}
      />
      <VerifySnippet />
    </div>
  );
}

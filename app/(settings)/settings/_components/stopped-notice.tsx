'use client';
import { useSelectedLayoutSegment } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Banner } from '@/components/ui/banner';
import { LinkButton } from '@/components/ui/link-button';

/** Tells the owner, on any page of the settings but the webhooks' own, that Hilo turned off what nobody answered. */
export function StoppedNotice({ webhooks }: { webhooks: { id: string; url: string }[] }) {
  const t = useTranslations('settings.webhooks.stopped');
  const segment = useSelectedLayoutSegment();
  const [first] = webhooks;
  if (!first || segment === 'webhooks') return null;
  const href = webhooks.length === 1 ? `/settings/webhooks/${first.id}` : '/settings/webhooks';
  return (
    <Banner tone="warn" title={t('title', { count: webhooks.length })}>
      <p className="mt-0.5 text-sm text-text-2 [overflow-wrap:anywhere]">
        {webhooks.length === 1 ? <span className="font-mono">{first.url}</span> : t('text')}
      </p>
      <LinkButton size="sm" href={href} className="mt-2.5">
        {t('look', { count: webhooks.length })}
      </LinkButton>
    </Banner>
  );
}

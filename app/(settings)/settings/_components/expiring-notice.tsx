'use client';
import { useSelectedLayoutSegment } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Banner } from '@/components/ui/banner';
import { LinkButton } from '@/components/ui/link-button';
import { RelativeTime } from '@/components/ui/relative-time';

/** Tells on any page of the settings that tokens end within a week, while there is time to replace them. */
export function ExpiringNotice({ tokens }: { tokens: { name: string; expiresAt: string }[] }) {
  const t = useTranslations('settings.tokens.expiring');
  const segment = useSelectedLayoutSegment();
  const [first] = tokens;
  if (!first) return null;
  const title = t.rich('title', {
    count: tokens.length,
    name: first.name,
    time: () => <RelativeTime at={first.expiresAt} />,
  });
  return (
    <Banner tone="warn" title={<span className="[overflow-wrap:anywhere]">{title}</span>}>
      <p className="mt-0.5 text-sm text-text-2">{t('text', { count: tokens.length })}</p>
      {segment !== 'tokens' && (
        <LinkButton size="sm" href="/settings/tokens" className="mt-2.5">
          {t('look')}
        </LinkButton>
      )}
    </Banner>
  );
}

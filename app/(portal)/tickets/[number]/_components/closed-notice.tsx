import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Banner } from '@/components/ui/banner';
import { LinkButton } from '@/components/ui/link-button';

/** Where the composer would be: why there is none, and what to do instead. */
export function ClosedNotice() {
  const t = useTranslations('portal.reply');
  return (
    <Banner tone="info" title={t('closedTitle')} className="mt-2 ml-12 max-md:ml-0">
      <p className="text-md text-text-2">{t('closedText')}</p>
      <LinkButton href="/tickets/new" className="mt-3">
        <Plus size={16} strokeWidth={2} aria-hidden />
        {t('closedNew')}
      </LinkButton>
    </Banner>
  );
}

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NotFoundState } from '@/components/ui/not-found-state';
import { Panel } from '@/components/ui/panel';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('common.states');
  return { title: t('notFoundTitle') };
}

/** No such ticket, or somebody else's: the same words. */
export default async function PortalNotFound() {
  const t = await getTranslations('portal.ticket');
  return (
    <Panel>
      <NotFoundState level={1} text={t('notFoundText')} home={{ href: '/tickets', label: t('notFoundHome') }} />
    </Panel>
  );
}

import { getTranslations } from 'next-intl/server';
import { NotFoundState } from '@/components/ui/not-found-state';

export async function generateMetadata() {
  const t = await getTranslations('common.states');
  return { title: t('notFoundTitle') };
}

/** No such page, or one for admins: the same words. */
export default async function SettingsNotFound() {
  const t = await getTranslations('settings');
  return (
    <NotFoundState level={1} text={t('notFound')} home={{ href: '/settings/profile', label: t('profile.title') }} />
  );
}

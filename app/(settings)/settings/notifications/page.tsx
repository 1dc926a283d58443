import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageHeader } from '@/components/layout/page-header';
import { requireStaff } from '@/lib/auth/page';
import { readSettings } from '@/lib/notifications/queries';
import { NotificationSwitches } from './_components/notification-switches';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('notifications.settings');
  return { title: t('title') };
}

/** What an agent is told of: a switch for each kind. */
export default async function NotificationsPage() {
  const actor = await requireStaff('/settings/notifications');
  const [t, settings] = await Promise.all([getTranslations('notifications.settings'), readSettings(actor)]);
  return (
    <>
      <PageHeader title={t('title')} text={t('text')} />
      <NotificationSwitches settings={settings} />
    </>
  );
}

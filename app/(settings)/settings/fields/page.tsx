import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requireAdmin } from '@/lib/auth/page';
import { presentField } from '@/lib/fields/present';
import { listFields } from '@/lib/fields/queries';
import { FieldsView } from './_components/fields-view';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('fields.settings');
  return { title: t('title') };
}

/** What this desk asks of tickets beyond what every desk does, for admins. */
export default async function FieldsPage() {
  const actor = await requireAdmin('/settings/fields');
  return <FieldsView fields={(await listFields(actor)).map(presentField)} />;
}

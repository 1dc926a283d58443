import type { Metadata } from 'next';
import { getNow, getTranslations } from 'next-intl/server';
import { isAdmin } from '@/lib/auth/actor';
import { requireActor } from '@/lib/auth/page';
import { presentWebhook } from '@/lib/webhooks/present';
import { listWebhooks, tallyDeliveries } from '@/lib/webhooks/queries';
import { healthOf } from '../_components/health-of';
import { WebhooksView } from '../_components/webhooks-view';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('settings.webhooks');
  return { title: t('title') };
}

/** Who hears of what happens: one's own webhooks, for admins everybody's, and how each has been in the last day. */
export default async function WebhooksPage() {
  const actor = await requireActor('/settings/webhooks');
  const [rows, now] = await Promise.all([listWebhooks(actor), getNow()]);
  const tallies = await tallyDeliveries(
    actor,
    rows.map((row) => row.id),
    now,
  );
  const webhooks = rows.map((row) => ({
    ...presentWebhook(row),
    health: healthOf(tallies.get(row.id)),
    isOwn: row.user.id === actor.userId,
    ownerKey: row.user.id,
  }));
  return <WebhooksView webhooks={webhooks} isAdmin={isAdmin(actor)} isClient={actor.role === 'client'} />;
}

import type { Metadata } from 'next';
import { getNow, getTranslations } from 'next-intl/server';
import { isAdmin } from '@/lib/auth/actor';
import { presentWebhook } from '@/lib/webhooks/present';
import { tallyDeliveries } from '@/lib/webhooks/queries';
import { healthOf } from '../_components/health-of';
import { readLedgerParams } from './_components/ledger-params';
import { loadLedger, loadWebhook, readWebhook } from './_components/load-webhook';
import { WebhookDetail } from './_components/webhook-detail';

type Props = PageProps<'/settings/webhooks/[id]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ row }, t] = await Promise.all([loadWebhook((await params).id), getTranslations('settings.webhooks')]);
  return { title: t('pageTitle', { host: new URL(row.url).host }) };
}

/** A webhook: how it is, what can be done with it, and everything that was sent. */
export default async function WebhookPage({ params, searchParams }: Props) {
  const [{ id }, all, now] = await Promise.all([params, searchParams, getNow()]);
  const ledgerParams = readLedgerParams(all);
  const { actor, row: before } = await loadWebhook(id);
  const ledger = await loadLedger(id, ledgerParams);
  // Read after the ledger: where that shows that all has arrived, nothing more is refetched, and nothing may still say failing.
  const [row, tallies] = await Promise.all([readWebhook(actor, before.id), tallyDeliveries(actor, [before.id], now)]);
  const webhook = {
    ...presentWebhook(row),
    health: healthOf(tallies.get(row.id)),
    isOwn: row.user.id === actor.userId,
    ownerKey: row.user.id,
  };
  return <WebhookDetail webhook={webhook} showsOwner={isAdmin(actor)} params={ledgerParams} {...ledger} />;
}

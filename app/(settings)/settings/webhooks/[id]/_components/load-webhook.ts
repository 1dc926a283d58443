import { notFound } from 'next/navigation';
import { cache } from 'react';
import { isStaff, type UserActor } from '@/lib/auth/actor';
import { requireActor } from '@/lib/auth/page';
import { AppError } from '@/lib/platform/errors';
import { fromPublicId } from '@/lib/platform/ids';
import { numbersOfTickets } from '@/lib/tickets/queries/find';
import { presentDelivery } from '@/lib/webhooks/present';
import { getWebhook, listDeliveries, type WebhookRow } from '@/lib/webhooks/queries';
import type { DeliveryView } from './delivery-view';
import type { LedgerParams } from './ledger-params';

/** The webhook as it is now. Not there and not theirs look the same. */
export function readWebhook(actor: UserActor, id: string): Promise<WebhookRow> {
  return getWebhook(actor, id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'WEBHOOK_NOT_FOUND') notFound();
    throw error;
  });
}

/** The webhook of an address and who reads it, asked once a request. */
export const loadWebhook = cache(async (publicId: string) => {
  const actor = await requireActor(`/settings/webhooks/${encodeURIComponent(publicId)}`);
  const id = fromPublicId(publicId, 'webhook');
  if (!id) notFound();
  return { actor, row: await readWebhook(actor, id) };
});

const pageSize = 25;

/** A page of its ledger, each delivery with where the reader sees its ticket. */
export async function loadLedger(publicId: string, params: LedgerParams) {
  const { actor, row } = await loadWebhook(publicId);
  const list = (cursor?: string) => listDeliveries(actor, row.id, { status: params.status, cursor, limit: pageSize });
  const { rows, next } = await list(params.cursor).catch((error: unknown) => {
    // An address that somebody cut: the first page rather than none.
    if (error instanceof AppError && error.code === 'INVALID_CURSOR') return list();
    throw error;
  });
  const numbers = await numbersOfTickets(actor, [...new Set(rows.flatMap((each) => each.ticketId ?? []))]);
  const deliveries = rows.map((delivery): DeliveryView => {
    const ticketNumber = (delivery.ticketId && numbers.get(delivery.ticketId)) || null;
    const ticketHref = ticketNumber === null ? null : `${isStaff(actor) ? '/desk' : ''}/tickets/${ticketNumber}`;
    return { ...presentDelivery(delivery), ticketNumber, ticketHref };
  });
  return { deliveries, next };
}

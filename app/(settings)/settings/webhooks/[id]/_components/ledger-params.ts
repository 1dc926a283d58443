import { type DeliveryStatus, deliveryStatuses } from '@/lib/webhooks/schema';

/** What the address of a webhook's page says of its ledger. */
export interface LedgerParams {
  status?: DeliveryStatus;
  /** Where the page before ended. */
  cursor?: string;
}

function one(value: string | string[] | undefined): string | undefined {
  return (Array.isArray(value) ? value[0] : value)?.trim() || undefined;
}

/** Reads the address; what it cannot mean is left out. */
export function readLedgerParams(all: Record<string, string | string[] | undefined>): LedgerParams {
  const status = one(all.status);
  return { status: deliveryStatuses.find((each) => each === status), cursor: one(all.cursor)?.slice(0, 200) };
}

/** The address of a page of a webhook's ledger. */
export function ledgerHref(webhookId: string, params: LedgerParams = {}): string {
  const query = new URLSearchParams();
  if (params.status) query.set('status', params.status);
  if (params.cursor) query.set('cursor', params.cursor);
  return `/settings/webhooks/${webhookId}${query.size > 0 ? `?${query}` : ''}`;
}

import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { presentDelivery } from '@/lib/webhooks/present';
import { listDeliveries, webhookKey } from '@/lib/webhooks/queries';
import { listDeliveriesSchema } from '@/lib/webhooks/schema';
import { listDeliveriesDoc } from './doc';

/** A webhook's ledger. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: endpoint(
    { scope: 'webhooks', query: listDeliveriesSchema, doc: listDeliveriesDoc },
    async ({ actor, params, query }) => {
      const { rows, next } = await listDeliveries(actor, webhookKey(params.id ?? ''), query);
      return reply(rows.map(presentDelivery), { more: { page: { limit: query.limit, next } } });
    },
  ),
});

import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { presentWithPayload } from '@/lib/webhooks/present';
import { deliveryKey, getDelivery, webhookKey } from '@/lib/webhooks/queries';
import { readDeliveryDoc } from '../doc';

/** One delivery with what is sent. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: endpoint({ scope: 'webhooks', doc: readDeliveryDoc }, async ({ actor, params }) => {
    const [webhookId, deliveryId] = [webhookKey(params.id ?? ''), deliveryKey(params.delivery ?? '')];
    return reply(presentWithPayload(await getDelivery(actor, webhookId, deliveryId)));
  }),
});

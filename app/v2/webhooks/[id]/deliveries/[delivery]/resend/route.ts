import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { resendDelivery } from '@/lib/webhooks/commands/resend';
import { presentDelivery } from '@/lib/webhooks/present';
import { deliveryKey, webhookKey } from '@/lib/webhooks/queries';
import { resendDeliveryDoc } from '../../doc';

/** Sends one delivery again. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: endpoint({ scope: 'webhooks', doc: resendDeliveryDoc }, async ({ actor, params }) => {
    const [webhookId, deliveryId] = [webhookKey(params.id ?? ''), deliveryKey(params.delivery ?? '')];
    return reply(presentDelivery(await resendDelivery(actor, webhookId, deliveryId)));
  }),
});

import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { sendTest } from '@/lib/webhooks/commands/send-test';
import { presentDelivery } from '@/lib/webhooks/present';
import { webhookKey } from '@/lib/webhooks/queries';
import { testWebhookDoc } from '../deliveries/doc';

/** Sends a test and answers with what came of it. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: endpoint({ scope: 'webhooks', doc: testWebhookDoc }, async ({ actor, params }) =>
    reply(presentDelivery(await sendTest(actor, webhookKey(params.id ?? '')))),
  ),
});

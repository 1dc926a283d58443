import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { resendSince } from '@/lib/webhooks/commands/resend';
import { webhookKey } from '@/lib/webhooks/queries';
import { resendAllSchema } from '@/lib/webhooks/schema';
import { resendDeliveriesDoc } from '../doc';

/** Sends again what was made since a time. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: endpoint(
    { scope: 'webhooks', body: resendAllSchema, doc: resendDeliveriesDoc },
    async ({ actor, params, body }) => reply({ count: await resendSince(actor, webhookKey(params.id ?? ''), body) }),
  ),
});

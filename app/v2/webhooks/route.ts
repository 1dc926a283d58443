import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { createWebhook } from '@/lib/webhooks/commands/create';
import { presentWebhook, presentWithSecret } from '@/lib/webhooks/present';
import { listWebhooks } from '@/lib/webhooks/queries';
import { createWebhookSchema } from '@/lib/webhooks/schema';
import { createWebhookDoc, listWebhooksDoc } from './doc';

const scope = 'webhooks';

/** Webhooks: list those that the caller may see, make one. The secret is only in the answer that made it. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: endpoint({ scope, doc: listWebhooksDoc }, async ({ actor }) =>
    reply((await listWebhooks(actor)).map(presentWebhook)),
  ),
  POST: endpoint({ scope, body: createWebhookSchema, doc: createWebhookDoc }, async ({ actor, body }) => {
    const webhook = presentWithSecret(await createWebhook(actor, body));
    return reply(webhook, { status: 201, headers: { location: `/v2/webhooks/${webhook._id}` } });
  }),
});

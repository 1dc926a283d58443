import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { changeWebhook, deleteWebhook } from '@/lib/webhooks/commands/change';
import { presentWebhook } from '@/lib/webhooks/present';
import { getWebhook, webhookKey } from '@/lib/webhooks/queries';
import { changeWebhookSchema } from '@/lib/webhooks/schema';
import { changeWebhookDoc, deleteWebhookDoc, readWebhookDoc } from '../doc';

const scope = 'webhooks';

/** One webhook: read it, change it, delete it. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: endpoint({ scope, doc: readWebhookDoc }, async ({ actor, params }) =>
    reply(presentWebhook(await getWebhook(actor, webhookKey(params.id ?? '')))),
  ),
  PATCH: endpoint({ scope, body: changeWebhookSchema, doc: changeWebhookDoc }, async ({ actor, params, body }) =>
    reply(presentWebhook(await changeWebhook(actor, webhookKey(params.id ?? ''), body))),
  ),
  DELETE: endpoint({ scope, doc: deleteWebhookDoc }, async ({ actor, params }) =>
    reply(presentWebhook(await deleteWebhook(actor, webhookKey(params.id ?? '')))),
  ),
});

import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { rotateSecret } from '@/lib/webhooks/commands/change';
import { presentWithSecret } from '@/lib/webhooks/present';
import { webhookKey } from '@/lib/webhooks/queries';
import { rotateSecretDoc } from '../../doc';

/** A webhook's secret: make it anew. It is only in this answer. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: endpoint({ scope: 'webhooks', doc: rotateSecretDoc }, async ({ actor, params }) =>
    reply(presentWithSecret(await rotateSecret(actor, webhookKey(params.id ?? '')))),
  ),
});

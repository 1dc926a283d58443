import { presentClient } from '@/lib/clients/present';
import { clientKey, getClient } from '@/lib/clients/queries';
import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { getClientDoc } from '../doc';

/** One client, for those who answer them. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: endpoint({ scope: 'tickets:read', doc: getClientDoc }, async ({ actor, params }) =>
    reply(presentClient(await getClient(actor, clientKey(params.id ?? '')))),
  ),
});

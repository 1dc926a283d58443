import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { setPresence } from '@/lib/presence/commands';
import { getPresence } from '@/lib/presence/queries/read';
import { setPresenceSchema } from '@/lib/presence/schema';
import { ticketKey } from '@/lib/tickets/queries/find';
import { getPresenceDoc, setPresenceDoc } from './doc';

/** Who has a ticket open. Source: docs/contract.md, "Presence". */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: endpoint({ scope: 'tickets:read', doc: getPresenceDoc }, async ({ actor, params }) =>
    reply(await getPresence(actor, ticketKey(params.id ?? '').id)),
  ),
  PUT: endpoint(
    { scope: 'tickets:write', body: setPresenceSchema, doc: setPresenceDoc },
    async ({ actor, body, params }) => reply(await setPresence(actor, ticketKey(params.id ?? '').id, body)),
  ),
});

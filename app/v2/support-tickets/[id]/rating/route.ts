import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { rateTicket } from '@/lib/ratings/commands';
import { findRating } from '@/lib/ratings/queries';
import { rateSchema } from '@/lib/ratings/schema';
import { getTicket, ticketKey } from '@/lib/tickets/queries/find';
import { getRatingDoc, rateTicketDoc } from './doc';

/** What a ticket's client says of how it was answered. Source: docs/contract.md, "Rating". */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: endpoint({ scope: 'tickets:read', doc: getRatingDoc }, async ({ actor, params }) => {
    const { id } = await getTicket(actor, ticketKey(params.id ?? ''));
    return reply(await findRating(actor, id));
  }),
  PUT: endpoint({ scope: 'tickets:write', body: rateSchema, doc: rateTicketDoc }, async ({ actor, body, params }) =>
    reply(await rateTicket(actor, ticketKey(params.id ?? '').id, body)),
  ),
});

import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { mergeTicket } from '@/lib/tickets/commands/merge';
import { ticketKey } from '@/lib/tickets/queries/find';
import { mergeTicketSchema } from '@/lib/tickets/schema';
import { mergeTicketDoc } from '../doc';

/** Merges a ticket into another. Source: docs/contract.md, "Merged tickets". */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: endpoint(
    { scope: 'tickets:write', body: mergeTicketSchema, doc: mergeTicketDoc },
    async ({ actor, body, params, ifMatch }) => {
      const { ticket, etag } = await mergeTicket(actor, ticketKey(params.id ?? '').id, body.into, { ifMatch });
      return reply(ticket, { headers: { etag } });
    },
  ),
});

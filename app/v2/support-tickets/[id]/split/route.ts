import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { splitTicket } from '@/lib/tickets/commands/split';
import { ticketKey } from '@/lib/tickets/queries/find';
import { splitTicketSchema } from '@/lib/tickets/schema';
import { splitTicketDoc } from '../doc';

/** Opens a new ticket with a message of this one. Source: docs/contract.md, "Merged tickets". */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: endpoint(
    { scope: 'tickets:write', body: splitTicketSchema, doc: splitTicketDoc },
    async ({ actor, body, params }) => {
      const { ticket, etag } = await splitTicket(actor, ticketKey(params.id ?? '').id, body);
      return reply(ticket, { status: 201, headers: { etag, location: `/v2/support-tickets/${ticket._id}` } });
    },
  ),
});

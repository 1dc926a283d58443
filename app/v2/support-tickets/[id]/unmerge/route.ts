import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { unmergeTicket } from '@/lib/tickets/commands/unmerge';
import { ticketKey } from '@/lib/tickets/queries/find';
import { unmergeTicketDoc } from '../doc';

/** Undoes the merge of a ticket. Source: docs/contract.md, "Merged tickets". */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: endpoint({ scope: 'tickets:write', doc: unmergeTicketDoc }, async ({ actor, params, ifMatch }) => {
    const { ticket, etag } = await unmergeTicket(actor, ticketKey(params.id ?? '').id, { ifMatch });
    return reply(ticket, { headers: { etag } });
  }),
});

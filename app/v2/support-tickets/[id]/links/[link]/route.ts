import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { unlinkTicket } from '@/lib/tickets/commands/unlink';
import { presentLink } from '@/lib/tickets/present';
import { ticketKey } from '@/lib/tickets/queries/find';
import { unlinkTicketDoc } from '../../doc';

/** One link of a ticket. Source: docs/contract.md, "Merged tickets". */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  DELETE: endpoint({ scope: 'tickets:write', doc: unlinkTicketDoc }, async ({ actor, params }) =>
    reply(presentLink(await unlinkTicket(actor, ticketKey(params.id ?? '').id, params.link ?? ''))),
  ),
});

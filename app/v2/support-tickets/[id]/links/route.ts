import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { linkTicket } from '@/lib/tickets/commands/link';
import { presentLink } from '@/lib/tickets/present';
import { ticketKey } from '@/lib/tickets/queries/find';
import { listLinks } from '@/lib/tickets/queries/links';
import { linkTicketSchema } from '@/lib/tickets/schema';
import { linkTicketDoc, listLinksDoc } from '../doc';

/** What a ticket has to do with others. Source: docs/contract.md, "Merged tickets". */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: endpoint({ scope: 'tickets:read', doc: listLinksDoc }, async ({ actor, params }) =>
    reply((await listLinks(actor, ticketKey(params.id ?? '').id)).map(presentLink)),
  ),
  POST: endpoint(
    { scope: 'tickets:write', body: linkTicketSchema, doc: linkTicketDoc },
    async ({ actor, body, params }) =>
      reply(presentLink(await linkTicket(actor, ticketKey(params.id ?? '').id, body)), { status: 201 }),
  ),
});

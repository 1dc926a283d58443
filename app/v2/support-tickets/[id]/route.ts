import { isStaff } from '@/lib/auth/actor';
import { endpoint, isUnchanged, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { changeTicket } from '@/lib/tickets/commands/change';
import { presentTicket, ticketEtag } from '@/lib/tickets/present';
import { getTicket, ticketKey } from '@/lib/tickets/queries/find';
import { changeTicketSchema } from '@/lib/tickets/schema';
import { changeTicketDoc, getTicketDoc } from '../doc';

/** One ticket: read it whole, change its properties. Source: docs/contract.md, section 3. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: endpoint({ scope: 'tickets:read', doc: getTicketDoc }, async ({ actor, params, ifNoneMatch }) => {
    const row = await getTicket(actor, ticketKey(params.id ?? ''));
    const etag = ticketEtag(row, isStaff(actor));
    if (isUnchanged(ifNoneMatch, etag)) return new Response(null, { status: 304, headers: { etag } });
    return reply(presentTicket(row), { headers: { etag } });
  }),
  PATCH: endpoint(
    { scope: 'tickets:write', body: changeTicketSchema, doc: changeTicketDoc },
    async ({ actor, body, params, ifMatch }) => {
      const { ticket, etag } = await changeTicket(actor, ticketKey(params.id ?? '').id, body, { ifMatch });
      return reply(ticket, { headers: { etag } });
    },
  ),
});

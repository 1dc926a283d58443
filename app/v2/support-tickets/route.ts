import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { createTicket } from '@/lib/tickets/commands/create';
import { presentTicket } from '@/lib/tickets/present';
import { listTickets } from '@/lib/tickets/queries/list';
import { createTicketSchema, listTicketsSchema } from '@/lib/tickets/schema';
import { createTicketDoc, listTicketsDoc } from './doc';

/** Tickets: list what the caller may see, file one. Source: docs/contract.md, sections 1 and 3. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: endpoint(
    { scope: 'tickets:read', query: listTicketsSchema, doc: listTicketsDoc },
    async ({ actor, query: { limit, cursor, include, ...filter } }) => {
      const withThreads = include?.includes('threads');
      const page = await listTickets(actor, filter, { limit, cursor, withThreads });
      return reply(page.rows.map(presentTicket), { more: { page: { limit, next: page.next } } });
    },
  ),
  POST: endpoint(
    { scope: 'tickets:write', body: createTicketSchema, isAskedAlong: true, doc: createTicketDoc },
    async ({ actor, body, idempotencyKey }) => {
      const { ticket, isReplayed } = await createTicket(actor, body, { idempotencyKey: idempotencyKey() });
      const headers: Record<string, string> = { location: `/v2/support-tickets/${ticket._id}` };
      if (isReplayed) headers['idempotency-replayed'] = 'true';
      return reply(ticket, { status: 201, headers });
    },
  ),
});

import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { replyToTicket } from '@/lib/tickets/commands/reply';
import { ticketKey } from '@/lib/tickets/queries/find';
import { replySchema } from '@/lib/tickets/schema';
import { replyToTicketDoc } from '../../doc';

/** The messages of a ticket: add a reply or an internal note. Source: docs/contract.md, section 3. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: endpoint(
    { scope: 'tickets:write', body: replySchema, doc: replyToTicketDoc },
    async ({ actor, body, params, idempotencyKey, ifMatch }) => {
      const { id } = ticketKey(params.id ?? '');
      const { ticket, etag, isReplayed } = await replyToTicket(actor, id, body, {
        idempotencyKey: idempotencyKey(),
        ifMatch,
      });
      const headers: Record<string, string> = { etag };
      if (isReplayed) headers['idempotency-replayed'] = 'true';
      return reply(ticket, { status: 201, headers });
    },
  ),
});

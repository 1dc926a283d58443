import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { putIntoOutbox } from '@/lib/outbox/commands/put';
import { putIntoOutboxSchema } from '@/lib/outbox/schema';
import { ticketKey } from '@/lib/tickets/queries/find';
import { putIntoOutboxDoc } from '../../../outbox/doc';

/** A reply that goes out in a moment. Source: docs/contract.md, "Drafts and the outbox". */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: endpoint(
    { scope: 'tickets:write', body: putIntoOutboxSchema, doc: putIntoOutboxDoc },
    async ({ actor, body, params, idempotencyKey, ifMatch }) => {
      const { id } = ticketKey(params.id ?? '');
      const { outgoing, isReplayed } = await putIntoOutbox(actor, id, body, {
        idempotencyKey: idempotencyKey(),
        ifMatch,
      });
      const headers: Record<string, string> = { location: `/v2/outbox/${outgoing._id}` };
      if (isReplayed) headers['idempotency-replayed'] = 'true';
      return reply(outgoing, { status: 201, headers });
    },
  ),
});

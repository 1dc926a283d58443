import { presentHistory } from '@/lib/history/present';
import { listHistory } from '@/lib/history/queries';
import { listHistorySchema } from '@/lib/history/schema';
import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { ticketKey } from '@/lib/tickets/queries/find';
import { listHistoryDoc } from '../doc';

/** What happened to a ticket. Source: docs/contract.md, "Merged tickets". */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: endpoint(
    { scope: 'tickets:read', query: listHistorySchema, doc: listHistoryDoc },
    async ({ actor, query, params }) => {
      const { rows, next } = await listHistory(actor, ticketKey(params.id ?? '').id, query);
      return reply(rows.map(presentHistory), { more: { page: { limit: query.limit, next } } });
    },
  ),
});

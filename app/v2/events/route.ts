import { placeOf } from '@/lib/events/queries';
import { streamEventsSchema } from '@/lib/events/schema';
import { callerNow } from '@/lib/http/caller';
import { endpoint, resource } from '@/lib/http/endpoint';
import { replyEvents } from '@/lib/http/event-stream';
import { streamEventsDoc } from './doc';

/** What happens to tickets, as it happens. Source: docs/contract.md, "Changes and events". */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: endpoint(
    { scope: 'tickets:read', query: streamEventsSchema, doc: streamEventsDoc },
    async ({ actor, query: { cursor, types }, request }) => {
      const lastId = request.headers.get('last-event-id') || undefined;
      const after = await placeOf(actor, lastId ?? cursor ?? 'now', lastId ? 'Last-Event-ID' : 'cursor');
      return replyEvents(request, { actor, after, types, actorNow: () => callerNow(request) });
    },
  ),
});

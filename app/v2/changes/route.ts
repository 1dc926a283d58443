import { eventLines } from '@/lib/events/lines';
import { sealPlace } from '@/lib/events/place';
import { presentEvent } from '@/lib/events/present';
import { listEvents, placeOf } from '@/lib/events/queries';
import { listEventsSchema } from '@/lib/events/schema';
import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { replyStream } from '@/lib/http/stream';
import { listEventsDoc } from './doc';

const lines = 'application/x-ndjson';

/** What happened to tickets, in pages or as lines. Source: docs/contract.md, "Changes and events". */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: endpoint(
    { scope: 'tickets:read', query: listEventsSchema, doc: listEventsDoc },
    async ({ actor, query: { cursor, limit, types }, request }) => {
      const after = await placeOf(actor, cursor);
      if (request.headers.get('accept')?.toLowerCase().includes(lines))
        return replyStream(request, eventLines(actor, { after, types }), lines);
      const { rows, next, hasMore } = await listEvents(actor, { after, limit, types });
      const page = { limit, next: sealPlace(next), more: hasMore };
      return reply(rows.map(presentEvent), { headers: { vary: 'Accept' }, more: { page } });
    },
  ),
});

import { isStaff } from '@/lib/auth/actor';
import { placeOf } from '@/lib/events/queries';
import { streamEventsSchema } from '@/lib/events/schema';
import { callerNow } from '@/lib/http/caller';
import { endpoint, resource } from '@/lib/http/endpoint';
import { type EventStreamOptions, replyEvents } from '@/lib/http/event-stream';
import { AppError } from '@/lib/platform/errors';
import { watchPresence } from '@/lib/presence/queries/watch';
import { streamEventsDoc } from './doc';

/** What happens to tickets, as it happens. Source: docs/contract.md, "Changes and events". */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: endpoint(
    { scope: 'tickets:read', query: streamEventsSchema, doc: streamEventsDoc },
    async ({ actor, query: { cursor, types, presence }, request }) => {
      if (presence && !isStaff(actor)) throw new AppError('FORBIDDEN');
      const lastId = request.headers.get('last-event-id') || undefined;
      const after = await placeOf(actor, lastId ?? cursor ?? 'now', lastId ? 'Last-Event-ID' : 'cursor');
      const whispers: EventStreamOptions['whispers'] = presence
        ? (whisper) => watchPresence((news) => whisper('presence', news))
        : undefined;
      return replyEvents(request, { actor, after, types, whispers, actorNow: () => callerNow(request) });
    },
  ),
});

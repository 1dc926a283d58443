import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { presentNotification } from '@/lib/notifications/present';
import { listNotifications } from '@/lib/notifications/queries';
import { listNotificationsSchema } from '@/lib/notifications/schema';
import { listNotificationsDoc } from './doc';

/** What the caller should know of. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: endpoint(
    { scope: 'tickets:read', query: listNotificationsSchema, doc: listNotificationsDoc },
    async ({ actor, query }) => {
      const { rows, next } = await listNotifications(actor, query);
      return reply(rows.map(presentNotification), { more: { page: { limit: query.limit, next } } });
    },
  ),
});

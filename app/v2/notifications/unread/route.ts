import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { countUnread } from '@/lib/notifications/queries';
import { countUnreadDoc } from '../doc';

/** How many of the caller's notifications are unread. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: endpoint({ scope: 'tickets:read', doc: countUnreadDoc }, async ({ actor }) =>
    reply({ count: await countUnread(actor) }),
  ),
});

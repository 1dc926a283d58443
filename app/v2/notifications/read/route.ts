import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { readNotifications } from '@/lib/notifications/commands/read';
import { readNotificationsSchema } from '@/lib/notifications/schema';
import { readNotificationsDoc } from '../doc';

/** Marks the caller's notifications read. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: endpoint(
    { scope: 'tickets:write', body: readNotificationsSchema, doc: readNotificationsDoc },
    async ({ actor, body }) => reply({ count: await readNotifications(actor, body) }),
  ),
});

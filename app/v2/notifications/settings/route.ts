import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { changeSettings } from '@/lib/notifications/commands/settings';
import { readSettings } from '@/lib/notifications/queries';
import { notificationSettingsSchema } from '@/lib/notifications/schema';
import { changeSettingsDoc, readSettingsDoc } from '../doc';

/** What the caller is told of. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: endpoint({ scope: 'tickets:read', doc: readSettingsDoc }, async ({ actor }) => reply(await readSettings(actor))),
  PUT: endpoint(
    { scope: 'tickets:write', body: notificationSettingsSchema, doc: changeSettingsDoc },
    async ({ actor, body }) => reply(await changeSettings(actor, body)),
  ),
});

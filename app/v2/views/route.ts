import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { createView } from '@/lib/views/commands/change';
import { presentView } from '@/lib/views/present';
import { listViews } from '@/lib/views/queries';
import { createViewSchema } from '@/lib/views/schema';
import { createViewDoc, listViewsDoc } from './doc';

/** Saved views: list those that the caller sees, save one. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: endpoint({ scope: 'tickets:read', doc: listViewsDoc }, async ({ actor }) =>
    reply((await listViews(actor)).map((view) => presentView(actor, view))),
  ),
  POST: endpoint({ scope: 'tickets:write', body: createViewSchema, doc: createViewDoc }, async ({ actor, body }) => {
    const view = presentView(actor, await createView(actor, body));
    return reply(view, { status: 201, headers: { location: `/v2/views/${view._id}` } });
  }),
});

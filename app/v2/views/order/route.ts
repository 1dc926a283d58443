import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { orderViews } from '@/lib/views/commands/change';
import { presentView } from '@/lib/views/present';
import { orderViewsSchema } from '@/lib/views/schema';
import { orderViewsDoc } from '../doc';

/** The order of one's views. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  PUT: endpoint({ scope: 'tickets:write', body: orderViewsSchema, doc: orderViewsDoc }, async ({ actor, body }) =>
    reply((await orderViews(actor, body.views)).map((view) => presentView(actor, view))),
  ),
});

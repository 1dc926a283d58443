import { presentFound } from '@/lib/find/present';
import { find } from '@/lib/find/queries';
import { findSchema } from '@/lib/find/schema';
import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { findDoc } from './doc';

/** What the palette finds. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: endpoint({ scope: 'tickets:read', query: findSchema, doc: findDoc }, async ({ actor, query }) =>
    reply(presentFound(await find(actor, query.q))),
  ),
});

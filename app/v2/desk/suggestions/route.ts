import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { suggestSearch } from '@/lib/search/queries/suggest';
import { suggestQuerySchema } from '@/lib/search/schema';
import { suggestSearchDoc } from './doc';

/** How a search may go on. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: endpoint(
    { scope: 'tickets:read', query: suggestQuerySchema, doc: suggestSearchDoc },
    async ({ actor, query: { q } }) => reply(await suggestSearch(actor, q)),
  ),
});

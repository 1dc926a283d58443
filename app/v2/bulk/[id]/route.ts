import { presentBulk } from '@/lib/bulk/present';
import { bulkKey, getBulk, listProblems } from '@/lib/bulk/queries';
import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { readBulkDoc } from '../doc';

/** How far a change to many tickets is, and what it left as it was. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: endpoint({ scope: 'tickets:read', doc: readBulkDoc }, async ({ actor, params }) => {
    const job = await getBulk(actor, bulkKey(params.id ?? ''));
    return reply(presentBulk(job, await listProblems(job)));
  }),
});

import { undoBulk } from '@/lib/bulk/commands/create';
import { presentBulk } from '@/lib/bulk/present';
import { bulkKey, listProblems } from '@/lib/bulk/queries';
import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { undoBulkDoc } from '../../doc';

/** Takes a change to many tickets back. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: endpoint({ scope: 'tickets:write', doc: undoBulkDoc }, async ({ actor, params }) => {
    const job = await undoBulk(actor, bulkKey(params.id ?? ''));
    return reply(presentBulk(job, await listProblems(job)), { status: 202 });
  }),
});

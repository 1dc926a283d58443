import { createBulk } from '@/lib/bulk/commands/create';
import { presentBulk } from '@/lib/bulk/present';
import { listBulk, listProblems } from '@/lib/bulk/queries';
import { createBulkSchema } from '@/lib/bulk/schema';
import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { timeZoneOf } from '../desk/time-zone';
import { createBulkDoc, listBulkDoc } from './doc';

/** One change to many tickets: begin one, list one's own. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: endpoint({ scope: 'tickets:read', doc: listBulkDoc }, async ({ actor }) =>
    reply((await listBulk(actor)).map((row) => presentBulk(row))),
  ),
  POST: endpoint({ scope: 'tickets:write', body: createBulkSchema, doc: createBulkDoc }, async (call) => {
    const job = await createBulk(call.actor, call.body, { timeZone: timeZoneOf(call.request) });
    const data = presentBulk(job, await listProblems(job));
    return reply(data, { status: 202, headers: { location: `/v2/bulk/${data._id}` } });
  }),
});

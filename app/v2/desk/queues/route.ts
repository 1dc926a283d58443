import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { presentQueue } from '@/lib/views/present';
import { listQueues } from '@/lib/views/queries';
import { listQueuesDoc } from './doc';

/** The rail. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: endpoint({ scope: 'tickets:read', doc: listQueuesDoc }, async ({ actor }) =>
    reply((await listQueues(actor)).map((queue) => presentQueue(actor, queue))),
  ),
});

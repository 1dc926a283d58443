import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { presentOutgoing } from '@/lib/outbox/present';
import { listOutbox } from '@/lib/outbox/queries';
import { listOutboxDoc } from './doc';

/** The caller's replies that are on their way. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: endpoint({ scope: 'tickets:read', doc: listOutboxDoc }, async ({ actor }) =>
    reply((await listOutbox(actor)).map(presentOutgoing)),
  ),
});

import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { presentAgent } from '@/lib/teams/present';
import { listAgents } from '@/lib/teams/queries';
import { listAgentsDoc } from '../teams/doc';

/** Whom tickets can be assigned to: who is away, who has room. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: endpoint({ scope: 'tickets:read', doc: listAgentsDoc }, async ({ actor }) =>
    reply((await listAgents(actor)).map(presentAgent)),
  ),
});

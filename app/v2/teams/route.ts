import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { createTeam } from '@/lib/teams/commands/write';
import { presentTeam } from '@/lib/teams/present';
import { listTeams } from '@/lib/teams/queries';
import { createTeamSchema } from '@/lib/teams/schema';
import { createTeamDoc, listTeamsDoc } from './doc';

/** Teams: list them, for agents; make one, for admins. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: endpoint({ scope: 'tickets:read', doc: listTeamsDoc }, async ({ actor }) =>
    reply((await listTeams(actor)).map(presentTeam)),
  ),
  POST: endpoint({ scope: 'tickets:write', body: createTeamSchema, doc: createTeamDoc }, async ({ actor, body }) =>
    reply(presentTeam(await createTeam(actor, body)), { status: 201 }),
  ),
});

import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { changeTeam, deleteTeam } from '@/lib/teams/commands/write';
import { presentTeam } from '@/lib/teams/present';
import { teamKey } from '@/lib/teams/queries';
import { changeTeamSchema } from '@/lib/teams/schema';
import { changeTeamDoc, deleteTeamDoc } from '../doc';

const scope = 'tickets:write';

/** One team, for admins: change it, delete it. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  PATCH: endpoint({ scope, body: changeTeamSchema, doc: changeTeamDoc }, async ({ actor, params, body }) =>
    reply(presentTeam(await changeTeam(actor, teamKey(params.id ?? ''), body))),
  ),
  DELETE: endpoint({ scope, doc: deleteTeamDoc }, async ({ actor, params }) =>
    reply(presentTeam(await deleteTeam(actor, teamKey(params.id ?? '')))),
  ),
});

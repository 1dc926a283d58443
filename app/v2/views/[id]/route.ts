import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { changeView, deleteView } from '@/lib/views/commands/change';
import { presentView } from '@/lib/views/present';
import { changeViewSchema } from '@/lib/views/schema';
import { changeViewDoc, deleteViewDoc } from '../doc';

const scope = 'tickets:write';

/** One view: change it, delete it. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  PATCH: endpoint({ scope, body: changeViewSchema, doc: changeViewDoc }, async ({ actor, params, body }) =>
    reply(presentView(actor, await changeView(actor, params.id ?? '', body))),
  ),
  DELETE: endpoint({ scope, doc: deleteViewDoc }, async ({ actor, params }) =>
    reply(presentView(actor, await deleteView(actor, params.id ?? ''))),
  ),
});

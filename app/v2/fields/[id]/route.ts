import { changeField, deleteField } from '@/lib/fields/commands/change';
import { presentField } from '@/lib/fields/present';
import { fieldKey } from '@/lib/fields/queries';
import { changeFieldSchema } from '@/lib/fields/schema';
import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { changeFieldDoc, deleteFieldDoc } from '../doc';

const scope = 'tickets:write';

/** One field: change it, delete it. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  PATCH: endpoint({ scope, body: changeFieldSchema, doc: changeFieldDoc }, async ({ actor, params, body }) =>
    reply(presentField(await changeField(actor, fieldKey(params.id ?? ''), body))),
  ),
  DELETE: endpoint({ scope, doc: deleteFieldDoc }, async ({ actor, params }) => {
    const left = await deleteField(actor, fieldKey(params.id ?? ''));
    return reply(left && presentField(left));
  }),
});

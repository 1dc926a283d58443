import { createField } from '@/lib/fields/commands/create';
import { presentField } from '@/lib/fields/present';
import { listFields } from '@/lib/fields/queries';
import { createFieldSchema } from '@/lib/fields/schema';
import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { createFieldDoc, listFieldsDoc } from './doc';

/** The fields that this desk made for its tickets. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: endpoint({ scope: 'tickets:read', doc: listFieldsDoc }, async ({ actor }) =>
    reply((await listFields(actor)).map(presentField)),
  ),
  POST: endpoint({ scope: 'tickets:write', body: createFieldSchema, doc: createFieldDoc }, async ({ actor, body }) =>
    reply(presentField(await createField(actor, body)), { status: 201 }),
  ),
});

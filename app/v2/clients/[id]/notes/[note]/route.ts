import { changeNote, deleteNote } from '@/lib/clients/commands';
import { presentNote } from '@/lib/clients/present';
import { clientKey, noteKey } from '@/lib/clients/queries';
import { clientNoteSchema } from '@/lib/clients/schema';
import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { changeNoteDoc, deleteNoteDoc } from '../../../doc';

const scope = 'tickets:write';

/** One note about a client. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  PATCH: endpoint({ scope, body: clientNoteSchema, doc: changeNoteDoc }, async ({ actor, params, body }) =>
    reply(presentNote(await changeNote(actor, clientKey(params.id ?? ''), noteKey(params.note ?? ''), body))),
  ),
  DELETE: endpoint({ scope, doc: deleteNoteDoc }, async ({ actor, params }) =>
    reply(presentNote(await deleteNote(actor, clientKey(params.id ?? ''), noteKey(params.note ?? '')))),
  ),
});

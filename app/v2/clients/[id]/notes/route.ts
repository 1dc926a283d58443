import { writeNote } from '@/lib/clients/commands';
import { presentNote } from '@/lib/clients/present';
import { clientKey, listNotes } from '@/lib/clients/queries';
import { clientNoteSchema } from '@/lib/clients/schema';
import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { listNotesDoc, writeNoteDoc } from '../../doc';

/** What the desk noted about a client. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: endpoint({ scope: 'tickets:read', doc: listNotesDoc }, async ({ actor, params }) =>
    reply((await listNotes(actor, clientKey(params.id ?? ''))).map(presentNote)),
  ),
  POST: endpoint(
    { scope: 'tickets:write', body: clientNoteSchema, doc: writeNoteDoc },
    async ({ actor, params, body }) =>
      reply(presentNote(await writeNote(actor, clientKey(params.id ?? ''), body)), { status: 201 }),
  ),
});

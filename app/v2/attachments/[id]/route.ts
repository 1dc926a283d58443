import { deleteUpload } from '@/lib/attachments/commands/delete';
import { presentFile } from '@/lib/attachments/present';
import { getReadable } from '@/lib/attachments/queries/readable';
import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { deleteAttachmentDoc, readAttachmentDoc } from './doc';

/** One file that Hilo holds: how it stands, and away with it as long as no message has it. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: endpoint({ scope: 'tickets:read', doc: readAttachmentDoc }, async ({ actor, params }) =>
    reply(presentFile(await getReadable(actor, params.id ?? ''))),
  ),
  DELETE: endpoint({ scope: 'tickets:write', doc: deleteAttachmentDoc }, async ({ actor, params }) => {
    await deleteUpload(actor, params.id ?? '');
    return new Response(null, { status: 204 });
  }),
});

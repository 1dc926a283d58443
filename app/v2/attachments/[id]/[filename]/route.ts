import { fileOf, thumbnailOf } from '@/lib/attachments/queries/file';
import { getLinked, getReadable } from '@/lib/attachments/queries/readable';
import { uploadPath } from '@/lib/attachments/rules';
import { readFileSchema } from '@/lib/attachments/schema';
import { endpoint, resource } from '@/lib/http/endpoint';
import { replyFile } from '@/lib/http/file';
import { downloadAttachmentDoc } from '../doc';

/** Of a link to a file, and to its thumbnail with it. */
const caller = { link: ({ id = '', filename = '' }: Record<string, string>) => uploadPath(id, filename) };

/** The bytes of a file. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: endpoint(
    { scope: 'tickets:read', caller, query: readFileSchema, doc: downloadAttachmentDoc },
    async ({ actor, params: { id = '', filename = '' }, query, request, requestId }) => {
      const row = await (actor ? getReadable(actor, id) : getLinked(id));
      const file = query.thumbnail ? await thumbnailOf(row, filename) : fileOf(row, filename);
      return replyFile(request, file, requestId);
    },
  ),
});

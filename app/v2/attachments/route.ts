import { keepUpload } from '@/lib/attachments/commands/keep';
import { presentKept } from '@/lib/attachments/present';
import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { sentFile, whileSent } from '@/lib/http/upload';
import { env } from '@/lib/platform/env';
import { uploadDoc } from './doc';

/** Files: take one in, in one request. Those that may break are sent by tus (app/v2/attachments/tus). */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: endpoint({ scope: 'tickets:write', doc: uploadDoc }, ({ actor, request }) =>
    whileSent(request, actor.userId, async () => {
      const { bytes, ...sent } = await sentFile(request, env().HILO_UPLOAD_MAX);
      const file = presentKept(await keepUpload(actor, bytes, { ...sent, signal: request.signal }));
      return reply(file, { status: 201, headers: { location: new URL(file.url).pathname } });
    }),
  ),
});

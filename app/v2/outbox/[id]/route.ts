import { presentDraft } from '@/lib/drafts/present';
import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { takeBack } from '@/lib/outbox/commands/take-back';
import { presentOutgoing } from '@/lib/outbox/present';
import { outgoingKey } from '@/lib/outbox/queries';
import { takeBackDoc } from '../doc';

/** One reply on its way: take it back. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  DELETE: endpoint({ scope: 'tickets:write', doc: takeBackDoc }, async ({ actor, params }) => {
    const { outgoing, draft } = await takeBack(actor, outgoingKey(params.id ?? ''));
    return reply({ ...presentOutgoing(outgoing), draft: presentDraft(draft) });
  }),
});

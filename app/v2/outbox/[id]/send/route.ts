import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { sendNow } from '@/lib/outbox/commands/send';
import { presentOutgoing } from '@/lib/outbox/present';
import { outgoingKey } from '@/lib/outbox/queries';
import { sendNowSchema } from '@/lib/outbox/schema';
import { sendNowDoc } from '../../doc';

/** Sends a reply that waits, was held or failed. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: endpoint({ scope: 'tickets:write', body: sendNowSchema, doc: sendNowDoc }, async ({ actor, params, body }) =>
    reply(presentOutgoing(await sendNow(actor, outgoingKey(params.id ?? ''), body.seen ?? undefined))),
  ),
});

import { dropDraft, saveDraft } from '@/lib/drafts/commands';
import { presentDraft } from '@/lib/drafts/present';
import { findDraft } from '@/lib/drafts/queries';
import { saveDraftSchema } from '@/lib/drafts/schema';
import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { db } from '@/lib/platform/db';
import { ticketKey } from '@/lib/tickets/queries/find';
import { deleteDraftDoc, readDraftDoc, saveDraftDoc } from './doc';

/** What the caller has typed into a ticket. Source: docs/contract.md, "Drafts and the outbox". */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: endpoint({ scope: 'tickets:read', doc: readDraftDoc }, async ({ actor, params }) =>
    reply(presentDraft(await findDraft(actor, ticketKey(params.id ?? '').id))),
  ),
  PUT: endpoint({ scope: 'tickets:write', body: saveDraftSchema, doc: saveDraftDoc }, async ({ actor, params, body }) =>
    reply(presentDraft(await saveDraft(actor, ticketKey(params.id ?? '').id, body))),
  ),
  DELETE: endpoint({ scope: 'tickets:write', doc: deleteDraftDoc }, async ({ actor, params }) => {
    const { id } = ticketKey(params.id ?? '');
    const before = await findDraft(actor, id);
    await dropDraft(db, actor, id);
    return reply(presentDraft(before));
  }),
});

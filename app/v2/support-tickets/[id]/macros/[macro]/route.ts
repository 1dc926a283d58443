import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { applyMacro } from '@/lib/macros/commands/apply';
import { macroKey } from '@/lib/macros/queries';
import { ticketKey } from '@/lib/tickets/queries/find';
import { applyMacroDoc } from '../doc';

/** A macro at work on a ticket. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: endpoint({ scope: 'tickets:write', doc: applyMacroDoc }, async ({ actor, params, ifMatch }) => {
    const keys = { ticket: ticketKey(params.id ?? '').id, macro: macroKey(params.macro ?? '') };
    const { ticket, etag } = await applyMacro(actor, keys, { ifMatch });
    return reply(ticket, { headers: { etag } });
  }),
});

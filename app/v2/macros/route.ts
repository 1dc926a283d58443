import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { createMacro } from '@/lib/macros/commands/keep';
import { presentMacro } from '@/lib/macros/present';
import { listMacros } from '@/lib/macros/queries';
import { createMacroSchema } from '@/lib/macros/schema';
import { createMacroDoc, listMacrosDoc } from './doc';

/** Macros: list those that the caller may use, make one. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: endpoint({ scope: 'tickets:read', doc: listMacrosDoc }, async ({ actor }) =>
    reply((await listMacros(actor)).map(presentMacro)),
  ),
  POST: endpoint({ scope: 'tickets:write', body: createMacroSchema, doc: createMacroDoc }, async ({ actor, body }) => {
    const macro = presentMacro(await createMacro(actor, body));
    return reply(macro, { status: 201, headers: { location: `/v2/macros/${macro._id}` } });
  }),
});

import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { changeMacro, deleteMacro } from '@/lib/macros/commands/keep';
import { presentMacro } from '@/lib/macros/present';
import { macroKey } from '@/lib/macros/queries';
import { changeMacroSchema } from '@/lib/macros/schema';
import { changeMacroDoc, deleteMacroDoc } from '../doc';

const scope = 'tickets:write';

/** One macro: change it, delete it. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  PATCH: endpoint({ scope, body: changeMacroSchema, doc: changeMacroDoc }, async ({ actor, params, body }) =>
    reply(presentMacro(await changeMacro(actor, macroKey(params.id ?? ''), body))),
  ),
  DELETE: endpoint({ scope, doc: deleteMacroDoc }, async ({ actor, params }) =>
    reply(presentMacro(await deleteMacro(actor, macroKey(params.id ?? '')))),
  ),
});

import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { changeUser } from '@/lib/people/commands';
import { presentUser } from '@/lib/people/present';
import { userKey } from '@/lib/people/queries';
import { changeUserSchema } from '@/lib/people/schema';
import { changeUserDoc } from '../doc';

/** One person, for admins: name, role, password, disabled. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  PATCH: endpoint({ body: changeUserSchema, doc: changeUserDoc }, async ({ actor, body, params }) =>
    reply(presentUser(await changeUser(actor, userKey(params.id ?? ''), body))),
  ),
});

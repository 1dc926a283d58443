import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { changeMe } from '@/lib/people/commands';
import { presentUser } from '@/lib/people/present';
import { changeMeSchema } from '@/lib/people/schema';

/** The caller themselves: name and password. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  PATCH: endpoint({ body: changeMeSchema }, async ({ actor, body }) => reply(presentUser(await changeMe(actor, body)))),
});

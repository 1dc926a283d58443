import { payForGuess, refundGuess } from '@/lib/auth/guess-limit';
import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { changeMe } from '@/lib/people/commands';
import { presentUser } from '@/lib/people/present';
import { changeMeSchema } from '@/lib/people/schema';
import { changeMeDoc } from '../users/doc';

/** The caller themselves: name and password. Trying present passwords is guessing, and paid for as at sign-in. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  PATCH: endpoint({ body: changeMeSchema, doc: changeMeDoc }, async ({ actor, body, address }) => {
    if (body.password != null) await payForGuess(actor.email, address);
    const me = await changeMe(actor, body);
    if (body.password != null) await refundGuess(actor.email, address);
    return reply(presentUser(me));
  }),
});

import { payForRegistration } from '@/lib/auth/guess-limit';
import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { register } from '@/lib/people/commands';
import { presentUser } from '@/lib/people/present';
import { registerSchema } from '@/lib/people/schema';
import { registerDoc } from '../users/doc';

/** A client makes an account of their own, from our own page. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: endpoint({ body: registerSchema, caller: 'anyone', doc: registerDoc }, async ({ body, address }) => {
    await payForRegistration(address);
    return reply(presentUser(await register(body)), { status: 201 });
  }),
});

import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { userKey } from '@/lib/people/queries';
import { createToken } from '@/lib/tokens/commands';
import { presentToken } from '@/lib/tokens/present';
import { listTokens } from '@/lib/tokens/queries';
import { createTokenSchema } from '@/lib/tokens/schema';
import { createTokenDoc, listTokensDoc } from './doc';

const dayInMs = 24 * 60 * 60 * 1000;

/** Tokens of the API: list those that the caller may see, make one. The token itself is only in the answer that made it. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: endpoint({ doc: listTokensDoc }, async ({ actor }) => reply((await listTokens(actor)).map(presentToken))),
  POST: endpoint({ body: createTokenSchema, doc: createTokenDoc }, async ({ actor, body }) => {
    const { name, user, expiresInDays, scopes, integration, rateLimit } = body;
    const userId = user == null ? actor.userId : userKey(user);
    const expiresAt = expiresInDays == null ? undefined : new Date(Date.now() + expiresInDays * dayInMs);
    const { token, row } = await createToken(actor, {
      userId,
      name,
      expiresAt,
      scopes: scopes ?? undefined,
      isIntegration: integration ?? false,
      rateLimit: rateLimit ?? undefined,
    });
    return reply({ ...presentToken(row), token }, { status: 201 });
  }),
});

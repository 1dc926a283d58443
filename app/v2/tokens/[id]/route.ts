import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { revokeToken } from '@/lib/tokens/commands';
import { presentToken } from '@/lib/tokens/present';
import { tokenKey } from '@/lib/tokens/queries';
import { revokeTokenDoc } from '../doc';

/** One token: revoke it, at once. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  DELETE: endpoint({ doc: revokeTokenDoc }, async ({ actor, params }) =>
    reply(presentToken(await revokeToken(actor, tokenKey(params.id ?? '')))),
  ),
});

import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { createUser } from '@/lib/people/commands';
import { presentUser } from '@/lib/people/present';
import { listUsers } from '@/lib/people/queries';
import { createUserSchema, listUsersSchema } from '@/lib/people/schema';
import { createUserDoc, listUsersDoc } from './doc';

/** People, for admins: list them, make one. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: endpoint({ query: listUsersSchema, doc: listUsersDoc }, async ({ actor, query }) => {
    const { rows, next } = await listUsers(actor, query);
    return reply(rows.map(presentUser), { more: { page: { limit: query.limit, next } } });
  }),
  POST: endpoint({ body: createUserSchema, doc: createUserDoc }, async ({ actor, body }) =>
    reply(presentUser(await createUser(actor, body)), { status: 201 }),
  ),
});

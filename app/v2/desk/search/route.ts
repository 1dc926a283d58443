import { isStaff } from '@/lib/auth/actor';
import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { AppError } from '@/lib/platform/errors';
import { resolveSearch } from '@/lib/search/queries/resolve';
import { suggestQuerySchema } from '@/lib/search/schema';
import { explainSearchDoc } from './doc';

/** How a search is understood. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: endpoint(
    { scope: 'tickets:read', query: suggestQuerySchema, doc: explainSearchDoc },
    async ({ actor, query: { q } }) => {
      if (!isStaff(actor)) throw new AppError('FORBIDDEN');
      const { problems, near, needles } = await resolveSearch(actor, q);
      return reply({ problems, near, needles });
    },
  ),
});

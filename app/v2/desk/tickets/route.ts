import { presentDeskRow } from '@/lib/desk/present';
import { listDesk } from '@/lib/desk/queries';
import { listDeskSchema } from '@/lib/desk/schema';
import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { timeZoneOf } from '../time-zone';
import { listDeskTicketsDoc } from './doc';

/** The desk's list, for who works here. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: endpoint(
    { scope: 'tickets:read', query: listDeskSchema, doc: listDeskTicketsDoc },
    async ({ actor, query, request }) => {
      const { rows, next, matches } = await listDesk(actor, { ...query, timeZone: timeZoneOf(request) });
      return reply(
        rows.map((row) => presentDeskRow(row, matches.get(row.id))),
        { more: { page: { limit: query.limit, next } } },
      );
    },
  ),
});

import type { Doc } from '@/lib/http/doc';
import { endpoint, resource } from '@/lib/http/endpoint';
import { replyStream } from '@/lib/http/stream';
import { exportLines } from '@/lib/transfer/queries';
import { exportEnd, exportedTicket, exportSchema } from '@/lib/transfer/schema';

const doc: Doc = {
  id: 'exportTickets',
  tag: 'Export',
  summary: 'Export all tickets',
  description:
    'Every ticket that the caller may see, whole and oldest first: one JSON object a line, as it is read from the ' +
    'database, with the messages, links to files, times and people that an import elsewhere needs. A client gets their ' +
    'own tickets, as they see them and without others’ addresses. The last line is `{"end":true,"count":…}`: without it ' +
    'the answer was cut; ask again with the last ticket’s `_id` as `cursor`. Each ticket is as it stood at one moment; what changes ' +
    'meanwhile is told as before or after.',
  replies: {
    200: {
      description: 'The tickets, one a line, then the last line.',
      body: { 'application/x-ndjson': exportedTicket.or(exportEnd) },
    },
  },
  errors: ['INVALID_CURSOR', 'INVALID_UPDATED_AFTER'],
};

/** All tickets as lines of JSON. Source: docs/contract.md, "Export and import". */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: endpoint({ scope: 'export', query: exportSchema, doc }, ({ actor, query, request }) =>
    replyStream(request, exportLines(actor, query), 'application/x-ndjson'),
  ),
});

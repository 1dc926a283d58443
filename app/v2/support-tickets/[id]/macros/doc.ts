import { z } from 'zod';
import type { Doc } from '@/lib/http/doc';
import { ticketObject } from '@/lib/tickets/schema';

export const applyMacroDoc: Doc = {
  id: 'applyMacro',
  tag: 'Macros',
  summary: 'Apply a macro to a ticket',
  description:
    'Does what the macro does in one change, whose event names the macro, and counts the use. Its text is not sent: whoever ' +
    'uses it writes it. One that only has text changes nothing. Agents only.',
  params: {
    id: z.string().meta({
      description: 'The ticket’s `_id`.',
      example: 'support_ticket_01h455vb4pex5vsknk084sn02q',
    }),
    macro: z.string().meta({ description: 'The macro’s `_id`.', example: 'macro_01h455vb4pex5vsknk084sn02q' }),
  },
  takes: ['If-Match'],
  errors: [
    'TICKET_NOT_FOUND',
    'MACRO_NOT_FOUND',
    'TICKET_CLOSED',
    'TICKET_MERGED',
    'INVALID_ASSIGNED_TO',
    'INVALID_TEAM',
    'INVALID_TAGS',
  ],
  replies: { 200: { description: 'The ticket as it is now.', data: ticketObject, headers: ['ETag'] } },
};

import { z } from 'zod';
import type { Doc } from '@/lib/http/doc';
import { presenceObject } from '@/lib/presence/schema';

const params = {
  id: z.string().meta({ description: 'The ticket’s `_id`.', example: 'support_ticket_01h455vb4pex5vsknk084sn02q' }),
};

export const getPresenceDoc: Doc = {
  id: 'getPresence',
  tag: 'Tickets',
  summary: 'See who has a ticket open',
  description: 'The agents who have it open now and what they do in it. For agents; clients never hear of it.',
  params,
  errors: ['TICKET_NOT_FOUND'],
  replies: { 200: { description: 'Who has it open.', data: presenceObject } },
};

export const setPresenceDoc: Doc = {
  id: 'setPresence',
  tag: 'Tickets',
  summary: 'Say that you have a ticket open',
  description:
    'For agents. It counts for 45 seconds: say it again before, and `gone` when you leave. A page (`tab`) is in one ticket at ' +
    'a time. Others hear of it in `GET /v2/events?presence=true`.',
  params,
  errors: ['TICKET_NOT_FOUND'],
  replies: { 200: { description: 'Who has it open, you as well.', data: presenceObject } },
};

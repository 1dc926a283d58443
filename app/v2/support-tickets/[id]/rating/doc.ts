import { z } from 'zod';
import type { Doc } from '@/lib/http/doc';
import { ratingObject } from '@/lib/ratings/schema';

const params = {
  id: z.string().meta({ description: 'The ticket’s `_id`.', example: 'support_ticket_01h455vb4pex5vsknk084sn02q' }),
};

export const getRatingDoc: Doc = {
  id: 'getRating',
  tag: 'Tickets',
  summary: 'Read a ticket’s rating',
  description: 'What its client said of how it was answered; null while they have said nothing.',
  params,
  errors: ['TICKET_NOT_FOUND'],
  replies: { 200: { description: 'The rating, or null.', data: ratingObject.nullable() } },
};

export const rateTicketDoc: Doc = {
  id: 'rateTicket',
  tag: 'Tickets',
  summary: 'Rate a ticket',
  description:
    'How it was answered, by its own client, once it is `resolved` or `closed`. It can be changed for 14 days from when it was ' +
    'given or, if that was later, the ticket resolved. Saying the same again changes nothing.',
  params,
  errors: ['TICKET_NOT_FOUND', 'NOT_RESOLVED', 'RATING_FINAL', 'TICKET_MERGED'],
  examples: { good: { good: true, comment: 'Rápido y claro.' }, bad: { good: false } },
  replies: { 200: { description: 'The rating.', data: ratingObject } },
};

import { z } from 'zod';
import { ticketObject } from '@/lib/tickets/schema';

// What tools take and give beside the body of their route: what its path, query and headers carry.

export const ticketId = z
  .union([z.string().max(200, 'TICKET_NOT_FOUND'), z.int('TICKET_NOT_FOUND')], 'TICKET_NOT_FOUND')
  .meta({ description: 'The ticket: its _id (support_ticket_…) or its short number, such as 1042.' });

export const idempotencyKey = z
  .string('INVALID_IDEMPOTENCY_KEY')
  .min(1, 'INVALID_IDEMPOTENCY_KEY')
  .max(255, 'INVALID_IDEMPOTENCY_KEY')
  .refine((key) => key.isWellFormed() && !key.includes('\0'), 'INVALID_IDEMPOTENCY_KEY')
  .nullish()
  .transform((key) => key ?? undefined)
  .meta({
    description:
      'A text of your own making, new for each piece of work. Send the same one when you repeat a call whose answer you did not get: it is then done only once.',
  });

export const ifMatch = z
  .string('PRECONDITION_FAILED')
  .nullish()
  .transform((etag) => etag ?? undefined)
  .meta({ description: 'The etag that came with the ticket: the change is refused if somebody changed it since.' });

export const ticketOutput = z.object({
  ticket: ticketObject,
  etag: z.string().optional().meta({ description: 'Names this state of the ticket, for ifMatch of change_ticket.' }),
  isReplayed: z.boolean().optional().meta({ description: 'The work had been done before, under the same key.' }),
});

export const ticketsOutput = z.object({
  tickets: z.array(ticketObject),
  page: z.object({ limit: z.int(), next: z.string().nullable().meta({ description: 'The cursor of the next page.' }) }),
});

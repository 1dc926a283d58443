import { z } from 'zod';
import { fits, limits, replySchema, threadObject } from '@/lib/tickets/schema';

/** The body of `PUT /v2/support-tickets/{id}/draft`. */
export const saveDraftSchema = z
  .object({
    message: z
      .string({ error: (issue) => (issue.input == null ? 'MESSAGE_REQUIRED' : 'INVALID_MESSAGE') })
      .refine((text) => fits(text, limits.text), 'INVALID_MESSAGE')
      .meta({ description: 'As typed, untrimmed.', example: 'He revisado su clave API y', maxLength: limits.text }),
    internal: replySchema.shape.internal,
    attachments: replySchema.shape.attachments,
    revision: z.int('INVALID_REVISION').min(0, 'INVALID_REVISION').meta({
      description: 'Grows with each save; the clock in milliseconds will do. What has the highest stays.',
      example: 1768473000000,
    }),
  })
  .meta({ id: 'SaveDraft' });

export type SaveDraft = z.output<typeof saveDraftSchema>;

/** A draft as the API shows it; where there is none, an empty one of revision 0. */
export const draftObject = z
  .object({
    message: z.string().meta({ description: 'As typed.', example: 'He revisado su clave API y' }),
    internal: z.boolean().meta({ description: 'It is to be a note.', example: false }),
    attachments: threadObject.shape.attachments.unwrap(),
    revision: z.int().meta({ description: 'Of the last save; 0 where there is no draft.', example: 1768473000000 }),
    updatedAt: z.string().nullable().meta({
      description: 'When it was saved, or null where there is no draft. RFC 3339 in UTC.',
      example: '2026-01-15T10:30:00.000Z',
      format: 'date-time',
    }),
  })
  .meta({ id: 'Draft', description: 'What an agent has typed into a ticket and not sent.' });

export type DraftObject = z.output<typeof draftObject>;

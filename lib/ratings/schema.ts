import { z } from 'zod';
import { time } from '@/lib/wire/schema';

/** The most characters of a comment. */
export const maxComment = 5000;

/** For how long a rating can be changed, in days: from when it was given or, if that was later, the ticket resolved. */
export const changeableDays = 14;

const good = z
  .boolean({ error: (issue) => (issue.input == null ? 'GOOD_REQUIRED' : 'INVALID_GOOD') })
  .meta({ description: 'Whether the ticket was answered well.', example: true });

/** The body of `PUT /v2/support-tickets/{id}/rating`. Null, absent and blank are no comment. */
export const rateSchema = z
  .object({
    good,
    comment: z
      .string('INVALID_COMMENT')
      .trim()
      .refine(
        (text) => [...text].length <= maxComment && text.isWellFormed() && !text.includes('\0'),
        'INVALID_COMMENT',
      )
      .nullish()
      .transform((text) => text || null)
      .meta({
        description: 'In their own words.',
        example: 'Rápido y claro.',
        override: { type: ['string', 'null'], maxLength: maxComment },
      }),
  })
  .meta({ id: 'Rate' });

export type Rate = z.output<typeof rateSchema>;

/** What the client says of how their ticket was answered. */
export const ratingObject = z
  .object({
    good,
    comment: z.string().nullable().meta({ description: 'In their own words, or null.', example: 'Rápido y claro.' }),
    createdAt: time('When it was first given.', '2026-01-15T12:00:00.000Z'),
    updatedAt: time('When it was last changed.', '2026-01-15T12:00:00.000Z'),
  })
  .meta({ id: 'Rating', description: 'What the client says of how their ticket was answered.' });

export type RatingObject = z.output<typeof ratingObject>;

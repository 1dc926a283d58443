import { z } from 'zod';
import { ticketObject } from '@/lib/tickets/schema';

/** The query of `GET /v2/desk/find`. */
export const findSchema = z.object({
  q: z
    .string('INVALID_Q')
    .max(200, 'INVALID_Q')
    .refine((text) => text.isWellFormed() && !text.includes('\0'), 'INVALID_Q')
    .optional()
    .transform((text) => text ?? '')
    .meta({
      description:
        'Words of a title, of a client’s name or address; or a number, with or without `#`. Nothing finds nothing.',
      example: 'clave api',
      maxLength: 200,
    }),
});

const { _id, number, title, status } = ticketObject.shape;

/** What was found, the best first. */
export const foundObject = z
  .object({
    tickets: z
      .array(
        z.object({
          _id,
          number,
          title,
          status,
          client: z.string().meta({ description: 'Whose it is, by name.', example: 'Laura Gómez' }),
        }),
      )
      .meta({ description: 'At most 8: the one of that number first, then the newest.' }),
    clients: z
      .array(
        z.object({
          _id: z.string().meta({ example: 'client_01h455vb4pex5vsknk084sn02q', pattern: '^client_[0-9a-z]+$' }),
          userId: z.string().meta({
            description: 'Names the person, in whichever capacity: gives their picture its colour.',
            example: '018f47a2-9c1b-7d3e-8a55-1f2e3d4c5b6a',
            format: 'uuid',
          }),
          name: z.string().meta({ example: 'Laura Gómez' }),
          email: z.string().meta({ example: 'laura@example.com' }),
        }),
      )
      .meta({ description: 'At most 8: those whose name begins so first.' }),
  })
  .meta({ id: 'Found', description: 'Tickets and clients that a few words find at once.' });

export type Found = z.output<typeof foundObject>;

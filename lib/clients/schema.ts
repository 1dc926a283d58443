import { z } from 'zod';
import { statuses } from '@/lib/tickets/schema';
import { time } from '@/lib/wire/schema';

/** What Postgres can store and JSON can carry. */
const isStorable = (text: string) => text.isWellFormed() && !text.includes('\0');

const text = z
  .string({ error: (issue) => (issue.input == null ? 'TEXT_REQUIRED' : 'INVALID_TEXT') })
  .trim()
  .min(1, 'TEXT_REQUIRED')
  .max(65_000, 'INVALID_TEXT')
  .refine(isStorable, 'INVALID_TEXT')
  .meta({ description: 'Markdown, trimmed.', example: 'Prefiere que la llamen por la tarde.', pattern: '\\S' });

/** The body of `POST /v2/clients/{id}/notes` and of `PATCH …/{note}`. */
export const clientNoteSchema = z.object({ text }).meta({ id: 'WriteClientNote' });

export type ClientNoteInput = z.output<typeof clientNoteSchema>;

const count = (description: string, example: number) => z.int().meta({ description, example });

/** A client as those see them who answer them. */
export const clientObject = z
  .object({
    _id: z.string().meta({ example: 'client_01h455vb4pex5vsknk084sn02q', pattern: '^client_[0-9a-z]+$' }),
    name: z.string().meta({ example: 'Laura Gómez' }),
    email: z.string().meta({ example: 'laura@example.com' }),
    disabled: z.boolean().meta({ description: 'Whether they are kept from signing in.', example: false }),
    createdAt: time('Since when the desk knows them.'),
    lastSeenAt: time('When they last wrote.')
      .nullable()
      .meta({ description: 'When they last wrote, or null. RFC 3339 in UTC.' }),
    tickets: z
      .object({
        total: count('All of their tickets.', 12),
        ...(Object.fromEntries(statuses.map((status) => [status, count(`Those that are \`${status}\`.`, 2)])) as Record<
          (typeof statuses)[number],
          z.ZodInt
        >),
      })
      .meta({ description: 'How many tickets they have.' }),
    ratings: z
      .object({ good: count('How many answers they called good.', 5), bad: count('How many they did not.', 1) })
      .meta({ description: 'What they said of how they were answered.' }),
    notes: count('How many notes there are about them.', 2),
  })
  .meta({ id: 'Client', description: 'A client, for agents and admins.' });

/** What somebody of the desk noted about a client. */
export const clientNoteObject = z
  .object({
    _id: z.string().meta({ example: 'note_01h455vb4pex5vsknk084sn02q', pattern: '^note_[0-9a-z]+$' }),
    text: z.string().meta({ description: 'Markdown.', example: 'Prefiere que la llamen por la tarde.' }),
    author: z
      .object({
        _id: z.string().meta({ example: 'agent_01h455vb4pex5vsknk084sn02q', pattern: '^agent_[0-9a-z]+$' }),
        name: z.string().meta({ example: 'Nuria Campos' }),
      })
      .nullable()
      .meta({ description: 'Who wrote it, or null: they are gone.' }),
    mayChange: z.boolean().meta({ description: 'Whether the caller may change and delete it.', example: true }),
    createdAt: time('When it was written.'),
    updatedAt: time('When it was last changed.'),
  })
  .meta({ id: 'ClientNote', description: 'A note about a client, which the client never sees.' });

export type ClientObject = z.output<typeof clientObject>;
export type ClientNoteObject = z.output<typeof clientNoteObject>;

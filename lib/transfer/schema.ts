import { z } from 'zod';
import { email, name } from '@/lib/people/schema';
import {
  attachmentSchema,
  categories,
  limits,
  listTicketsSchema,
  priorities,
  statuses,
  threadObject,
  ticketObject,
} from '@/lib/tickets/schema';

// What is exported ---------------------------------------------------------------------------------------------------

/** The query of `GET /v2/export`. */
export const exportSchema = z.object({
  cursor: listTicketsSchema.shape.cursor.meta({
    description: 'Goes on after this ticket: the `_id` of the last whole line of an export that was cut.',
    example: 'support_ticket_01h455vb4pex5vsknk084sn02q',
  }),
  updatedAfter: listTicketsSchema.shape.updatedAfter,
});

const exportedPerson = z
  .object({
    _id: z.string().meta({
      description: 'As the line mentions them: `client_…` or `agent_…`.',
      example: 'client_01h455vb4pex5vsknk084sn02q',
    }),
    name: z.string().meta({ example: 'Laura Gómez' }),
    email: z.string().optional().meta({
      description: 'Its place is empty in what a client exports, but for their own.',
      example: 'laura@example.com',
    }),
    staff: z.literal(true).optional().meta({ description: 'Only on those who work at the desk.' }),
  })
  .meta({ id: 'ExportedPerson', description: 'Somebody whom the line mentions.' });

const exportedChange = z
  .object({
    kind: z.enum(['status', 'assignee', 'team', 'merge', 'unmerge', 'split']).meta({ example: 'status' }),
    from: z.string().nullish().meta({ description: 'A status, or an agent’s or team’s id, or null.', example: 'open' }),
    to: z
      .string()
      .nullish()
      .meta({ description: 'A status, or an agent’s or team’s id, or null.', example: 'resolved' }),
    name: z.string().optional().meta({ description: 'Only of a team: what it was called.' }),
    side: z.enum(['source', 'target']).optional().meta({
      description: 'Only of `merge`, `unmerge` and `split`: which of the two tickets this one is.',
    }),
    number: z.int().optional().meta({ description: 'Likewise: the number of the other.' }),
    resolution: z.string().optional().meta({ description: 'Only where the change resolved the ticket.' }),
  })
  .meta({ id: 'ExportedChange', description: 'What a `system` message tells.' });

const exportedThread = threadObject
  .extend({
    by: z.string().optional().meta({
      description: 'Only on `system` messages: who caused the change, unless a program did.',
      example: 'agent_01h455vb4pex5vsknk084sn02q',
    }),
    change: exportedChange.optional(),
  })
  .meta({ id: 'ExportedThread', description: 'A message of an exported ticket.' });

/** One line of an export. */
export const exportedTicket = ticketObject
  .extend({
    threads: z.array(exportedThread).meta({ description: 'The messages, oldest first.' }),
    publicUpdatedAt: z.string().optional().meta({
      description: 'Only for agents: when it last changed as far as its client knows. RFC 3339 in UTC.',
      example: '2026-01-15T11:00:00.000Z',
      format: 'date-time',
    }),
    people: z.array(exportedPerson).meta({ description: 'Everybody whom the line mentions.' }),
  })
  .meta({ id: 'ExportedTicket', description: 'A ticket with all that an import elsewhere needs.' });

/** The last line of an export that was not cut. */
export const exportEnd = z
  .object({
    end: z.literal(true),
    count: z.int().meta({ description: 'How many tickets stand above, in this answer.', example: 1042 }),
  })
  .meta({ id: 'ExportEnd', description: 'The last line: without it, the export was cut.' });

export type ExportedChange = z.output<typeof exportedChange>;
export type ExportedTicket = z.output<typeof exportedTicket>;
export type ExportedPerson = z.output<typeof exportedPerson>;

// What is imported ---------------------------------------------------------------------------------------------------

/** What Postgres can store and JSON can carry, at most `max` characters (code points), and not blank. */
function text(code: string, max: number) {
  const isShort = (value: string) => value.length <= max || [...value].length <= max;
  const isStorable = (value: string) => value.isWellFormed() && !value.includes('\0') && /\S/.test(value);
  return z.string(code).refine((value) => isStorable(value) && isShort(value), code);
}

function required(field: string, max: number) {
  const absent = z.string({ error: (issue) => (issue.input == null ? `${field}_REQUIRED` : `INVALID_${field}`) });
  return absent.min(1, `${field}_REQUIRED`).pipe(text(`INVALID_${field}`, max));
}

function word<const Words extends readonly [string, ...string[]]>(field: string, words: Words) {
  return z.enum(words, {
    error: (issue) => (issue.input == null || issue.input === '' ? `${field}_REQUIRED` : `INVALID_${field}`),
  });
}

/** Years of four digits: what comes before or after them is a mistake, and Postgres would not take all of it. */
const time = (field: string) =>
  z
    .string({ error: (issue) => (issue.input == null ? `${field}_REQUIRED` : `INVALID_${field}`) })
    .refine((value) => z.iso.datetime({ offset: true }).safeParse(value).success, `INVALID_${field}`)
    .transform((value) => new Date(value))
    .refine((value) => value.getUTCFullYear() >= 1970 && value.getUTCFullYear() <= 9999, `INVALID_${field}`);

const mention = z.string('INVALID_PEOPLE').min(1, 'INVALID_PEOPLE').max(200, 'INVALID_PEOPLE');

const person = z.object(
  {
    _id: mention,
    name: name.nullish(),
    email: email.nullish(),
    staff: z.boolean('INVALID_PEOPLE').nullish(),
  },
  'INVALID_PEOPLE',
);

const change = z.discriminatedUnion(
  'kind',
  [
    z.object({
      kind: z.literal('status'),
      from: z.enum(statuses),
      to: z.enum(statuses),
      resolution: text('INVALID_THREADS', limits.text).optional(),
    }),
    z.object({ kind: z.literal('assignee'), from: mention.nullable(), to: mention.nullable() }),
    z.object({
      kind: z.literal('team'),
      from: mention.nullable(),
      to: mention.nullable(),
      name: text('INVALID_THREADS', 200),
    }),
    z.object({
      kind: z.enum(['merge', 'unmerge', 'split']),
      side: z.enum(['source', 'target']),
      number: z
        .int()
        .min(1)
        .max(2 ** 31 - 1),
    }),
  ],
  'INVALID_THREADS',
);

const files = z.array(attachmentSchema, 'INVALID_ATTACHMENTS');

const thread = z.object(
  {
    author: mention,
    // The system's messages quote resolutions, which have the length of a message themselves.
    message: text('INVALID_MESSAGE', limits.text + 5000),
    timestamp: time('TIMESTAMP'),
    type: z.enum(['user', 'agent', 'system'], 'INVALID_THREADS'),
    internal: z.boolean('INVALID_INTERNAL').nullish(),
    attachments: files.max(limits.attachments, 'INVALID_ATTACHMENTS').nullish(),
    by: mention.nullish(),
    change: change.nullish(),
  },
  'INVALID_THREADS',
);

/** One line to import, of the form that an export has. Its messages are codes; what it does not know it ignores. */
export const importLineSchema = z.object(
  {
    _id: z
      .string({ error: (issue) => (issue.input == null ? 'ID_REQUIRED' : 'INVALID_ID') })
      .min(1, 'ID_REQUIRED')
      .pipe(text('INVALID_ID', 200)),
    title: required('TITLE', limits.title),
    description: required('DESCRIPTION', limits.text),
    status: word('STATUS', statuses),
    priority: word('PRIORITY', priorities),
    category: word('CATEGORY', categories),
    client: z.string({ error: (issue) => (issue.input == null ? 'CLIENT_REQUIRED' : 'INVALID_CLIENT') }),
    assignedTo: z.string('INVALID_ASSIGNED_TO').nullish(),
    threads: z.array(thread, 'INVALID_THREADS').nullish(),
    attachments: files.nullish(),
    tags: z.array(text('INVALID_TAGS', limits.tag), 'INVALID_TAGS').max(limits.tags, 'INVALID_TAGS').nullish(),
    resolution: text('INVALID_RESOLUTION', limits.text).nullish(),
    createdAt: time('CREATED_AT'),
    updatedAt: time('UPDATED_AT').nullish(),
    publicUpdatedAt: time('PUBLIC_UPDATED_AT').nullish(),
    resolvedAt: time('RESOLVED_AT').nullish(),
    people: z.array(person, 'INVALID_PEOPLE').max(1000, 'INVALID_PEOPLE'),
  },
  'INVALID_LINE',
);

export type ImportLine = z.output<typeof importLineSchema>;
export type ImportLineInput = z.input<typeof importLineSchema>;

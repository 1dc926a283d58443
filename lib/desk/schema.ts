// Longer than most: the two shapes in which the desk reads, field by field, with what the API's document says of each.
import { z } from 'zod';
import { shownFields } from '@/lib/fields/schema';
import { ratingObject } from '@/lib/ratings/schema';
import type { Change } from '@/lib/tickets/rules';
import { linkObject, listTicketsSchema, ticketObject } from '@/lib/tickets/schema';
import { queues } from '@/lib/views/rules';
import { pageCursor, pageLimit, time } from '@/lib/wire/schema';

/** How the desk's list is ordered. */
export const sorts = ['newest', 'updated', 'urgent'] as const;

export type Sort = (typeof sorts)[number];

/** The query of `GET /v2/desk/tickets`, each parameter a text. */
export const listDeskSchema = z.object({
  queue: z
    .string()
    .refine((text) => queues.some((queue) => queue === text) || /^view_[0-7][0-9a-hjkmnp-tv-z]{25}$/.test(text), {
      error: 'INVALID_QUEUE',
    })
    .optional()
    .transform((queue) => queue ?? 'all')
    .meta({
      description: 'A queue that every desk has, or a saved view’s `_id`.',
      example: 'unassigned',
      override: { type: 'string', enum: [...queues], default: 'all' },
    }),
  q: listTicketsSchema.shape.q.meta({
    description: 'What narrows the queue, as it would stand in the search box.',
    example: 'errores 401',
    maxLength: 1000,
  }),
  sort: z
    .enum(sorts, 'INVALID_SORT')
    .optional()
    .transform((sort) => sort ?? 'newest')
    .meta({
      description: 'Newest first, last changed first, or most urgent first and then newest.',
      example: 'newest',
      override: { type: 'string', enum: [...sorts], default: 'newest' },
    }),
  cursor: pageCursor().meta({ description: 'The list begins after this `page.next`. Absent: at its start.' }),
  until: z
    .string()
    .min(1, 'INVALID_UNTIL')
    .max(200, 'INVALID_UNTIL')
    .optional()
    .meta({ description: 'The list ends with the row of this `page.next`: for reading a known stretch again.' }),
  limit: pageLimit(50),
});

export type ListDesk = z.output<typeof listDeskSchema>;

const id = '01h455vb4pex5vsknk084sn02q';
/** The key of a person, the same whether they act as client or agent. */
const userId = z.string().meta({
  description: 'Names the person, in whichever capacity: gives their picture its colour.',
  example: '018f47a2-9c1b-7d3e-8a55-1f2e3d4c5b6a',
  format: 'uuid',
});

const personName = z.string().meta({ example: 'Nuria Campos' });

const agent = z
  .object({
    id: z.string().meta({ description: 'As `assignedTo` takes it.', example: `agent_${id}` }),
    userId,
    name: personName,
  })
  .meta({ id: 'DeskAgent', description: 'Somebody who works here.' });

const team = z
  .object({
    id: z.string().meta({ description: 'As `team` takes it.', example: `team_${id}` }),
    name: z.string().meta({ example: 'Facturación' }),
  })
  .meta({ id: 'DeskTeam', description: 'Agents who share tickets.' });

const { title, status, priority, category, tags, number, resolution } = ticketObject.shape;

const shared = {
  _id: ticketObject.shape._id,
  number,
  title,
  status,
  priority,
  category,
  tags,
  assignee: agent.nullable().meta({ description: 'Who has it, or null.' }),
  team: team.nullable().meta({ description: 'The team that has it, or null.' }),
  snoozedUntil: time('Until when it stays out of the active queues.').nullable(),
  createdAt: time('When it was filed.'),
};

const pieces = z.array(z.object({ text: z.string(), isMatch: z.boolean() })).meta({
  description: 'The text in pieces; `isMatch` is what was searched for.',
  example: [{ text: 'API', isMatch: true }],
});

/** One ticket in the desk's list. */
export const deskRowObject = z
  .object({
    ...shared,
    client: z.object({ userId, name: personName }).meta({ description: 'Whose it is.' }),
    lastMessage: z
      .object({
        type: z.enum(['user', 'agent']),
        authorName: personName.nullable(),
        text: z.string().meta({ description: 'Its first 200 characters.', example: 'Ya responde 200.' }),
        createdAt: time('When it was written.'),
      })
      .nullable()
      .meta({ description: 'The last message that the client can read.' }),
    mergedInto: number
      .nullable()
      .meta({ description: 'The number of the ticket where it goes on, if it was merged.', example: null }),
    hasDraft: z
      .boolean()
      .meta({ description: 'The reader has typed something into it and not sent it.', example: false }),
    updatedAt: time('When it last changed.'),
    match: z
      .object({
        title: pieces.nullable(),
        message: z.object({ pieces, authorName: personName.nullable(), isInternal: z.boolean() }).nullable(),
      })
      .nullable()
      .meta({ description: 'Where the words of the search stand; null without any.', example: null }),
  })
  .meta({ id: 'DeskRow', description: 'A ticket in the desk’s list.' });

export type DeskRow = z.output<typeof deskRowObject>;

/** Every kind that there is (lib/tickets/rules.ts); each kind has properties of its own. */
const change = z.custom<Change>().meta({
  description: 'What a `system` message tells of, by its `kind`; people are named by `userId`.',
  example: { kind: 'status', from: 'open', to: 'in_progress' },
  override: { type: 'object', required: ['kind'], properties: { kind: { type: 'string' } } },
});

const mention = z.object({ _id: ticketObject.shape._id, number });

const thread = z
  .object({
    id: z.string().meta({ description: 'Names the message.', example: `thread_${id}` }),
    type: z.enum(['user', 'agent', 'system']),
    authorId: userId.nullable(),
    authorName: personName.nullable(),
    isInternal: z.boolean().meta({ description: 'A note, which only agents read.' }),
    message: z.string().meta({ description: 'Markdown.', example: 'Déjeme revisar los logs.' }),
    change: change.nullable(),
    createdAt: time('When it was written.'),
    origin: mention
      .nullable()
      .meta({ description: 'The ticket merged into this one that it was written on, or null.' }),
  })
  .meta({ id: 'DeskThread' });

const attachment = z
  .object({
    threadId: z.string(),
    filename: z.string(),
    url: z.string().meta({ description: 'A path here for a file that Hilo holds, else the link.' }),
    size: z.int(),
    type: z.string(),
    held: z
      .object({
        scan: z.enum(['none', 'pending', 'clean', 'infected']),
        thumbnail: z.enum(['none', 'pending', 'made', 'failed']),
        width: z.int().nullable(),
        height: z.int().nullable(),
      })
      .nullable()
      .meta({ description: 'How a file that Hilo holds stands; null for a link.' }),
  })
  .meta({ id: 'DeskAttachment' });

/** Everything of one ticket that its pane shows. */
export const deskTicketObject = z
  .object({
    ...shared,
    etag: z.string().meta({ description: 'What `If-Match` of a change says.', example: '"3.1"' }),
    resolution,
    resolvedAt: time('When it was resolved.').nullable(),
    client: z
      .object({
        _id: z.string().meta({ example: `client_${id}` }),
        userId,
        name: personName,
        email: z.string().meta({ example: 'mariana@lumen.example' }),
        createdAt: time('Since when they are known.'),
        notes: z.int().meta({ description: 'How many notes there are about them.', example: 2 }),
      })
      .meta({ description: 'Whose it is.' }),
    fields: shownFields.meta({ ...shownFields.meta(), description: 'Values of the desk’s own fields by their key.' }),
    threads: z.array(thread).meta({ description: 'What was said and done, oldest first.' }),
    attachments: z.array(attachment).meta({ description: 'Files and links to files, each with its message.' }),
    edits: z
      .array(
        z.object({
          id: z.int(),
          actorId: userId.nullable(),
          actorName: personName.nullable(),
          changes: z.record(z.string(), z.object({ from: z.unknown(), to: z.unknown() })),
        }),
      )
      .meta({ description: 'The last twenty changes of its properties, newest first; a program’s have no actor.' }),
    agents: z.array(agent).meta({ description: 'Who can have it, by name.' }),
    others: z
      .array(z.object({ number, title, status }))
      .meta({ description: 'The client’s five newest other tickets.' }),
    otherCount: z
      .int()
      .meta({ description: 'How many others the client has; 1000 stands for that many or more.', example: 2 }),
    rating: ratingObject.nullable().meta({ description: 'What the client says of how it was answered, or null.' }),
    mergedInto: mention.nullable().meta({ description: 'Where it goes on, if it was merged; else null.' }),
    merged: z
      .array(z.object({ ...mention.shape, title, clientName: personName, isForeign: z.boolean() }))
      .meta({ description: 'Those merged into it; `isForeign` where they are another client’s.' }),
    links: z.array(linkObject).meta({ description: 'What it has to do with others, oldest first.' }),
    names: z
      .record(z.string(), personName)
      .meta({ description: 'Names of whom its changes mention, by `userId`.', example: {} }),
  })
  .meta({ id: 'DeskTicket', description: 'A ticket with all that stands round it on the desk.' });

export type DeskTicketObject = z.output<typeof deskTicketObject>;

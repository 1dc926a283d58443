import { z } from 'zod';
import { changeTicketSchema, limits, statuses } from '@/lib/tickets/schema';
import { time } from '@/lib/wire/schema';

/** How many tickets one job may change. */
export const maxTickets = 10_000;

/** How many jobs of one person may be under way. */
export const maxJobs = 10;

/** How many of them may be named one by one. */
const maxNamed = 1_000;

/** `running` and `undoing` go on; `done` can be undone, `undone` was. */
export const bulkStates = ['running', 'done', 'undoing', 'undone'] as const;

export type BulkState = (typeof bulkStates)[number];

const { status, resolution, priority, category, tags, assignedTo, team, snoozedUntil } = changeTicketSchema.shape;

/** What is changed of each ticket. Null means absent, but where it means nobody or none. */
const bulkChangeSchema = z
  .object(
    {
      status,
      resolution,
      priority,
      category,
      addTags: tags.meta({ description: 'Tags that each is given. One has at most 20.', example: ['api'] }),
      removeTags: tags.meta({ description: 'Tags that are taken from each, in any case.', example: ['beta'] }),
      assignedTo,
      team,
      snoozedUntil,
    },
    { error: (issue) => (issue.input == null ? 'CHANGE_REQUIRED' : 'INVALID_CHANGE') },
  )
  .refine((change) => Object.values(change).some((value) => value !== undefined), 'CHANGE_REQUIRED')
  .refine((change) => change.status !== 'resolved' || change.resolution, {
    path: ['resolution'],
    error: 'RESOLUTION_REQUIRED',
  })
  .meta({ id: 'BulkChange', description: 'What is changed of each ticket, as in `PATCH /v2/support-tickets/{id}`.' });

const view = z
  .object(
    {
      queue: z.string('INVALID_VIEW').max(100, 'INVALID_VIEW').meta({
        description: 'A queue that every desk has, or a saved view’s `_id`.',
        example: 'unassigned',
      }),
      q: z
        .string('INVALID_VIEW')
        .max(1000, 'INVALID_VIEW')
        .refine((text) => text.isWellFormed() && !text.includes('\0'), 'INVALID_VIEW')
        .nullish()
        .transform((value) => value ?? '')
        .meta({ description: 'What narrows the queue, as in the search box.', example: 'tag:api' }),
    },
    'INVALID_VIEW',
  )
  .meta({ description: 'Everything that a view of the desk finds at this moment.' });

/** The body of `POST /v2/bulk`: tickets named one by one, or a view. */
export const createBulkSchema = z
  .object({
    tickets: z
      .array(z.string('INVALID_TICKETS').max(100, 'INVALID_TICKETS'), 'INVALID_TICKETS')
      .min(1, 'INVALID_TICKETS')
      .max(maxNamed, 'INVALID_TICKETS')
      .nullish()
      .meta({
        description: 'The tickets’ ids. Either these or a `view`.',
        example: ['support_ticket_01h455vb4pex5vsknk084sn02q'],
      }),
    view: view.nullish(),
    change: bulkChangeSchema,
  })
  .refine(({ tickets, view }) => (tickets == null) !== (view == null), { path: ['tickets'], error: 'INVALID_TICKETS' })
  .meta({ id: 'CreateBulk' });

export type CreateBulk = z.output<typeof createBulkSchema>;
export type BulkChange = z.output<typeof bulkChangeSchema>;

const count = (description: string, example: number) => z.int().meta({ description, example, minimum: 0 });
/** A ticket that a job left as it was. */
const problemObject = z
  .object({
    ticket: z.string().meta({ example: 'support_ticket_01h455vb4pex5vsknk084sn02q' }),
    number: z.int().meta({ example: 1042 }),
    title: z.string().meta({ example: 'Error 401' }),
    message: z.string().meta({ description: 'The code of why.', example: 'TICKET_CLOSED' }),
  })
  .meta({ id: 'BulkProblem', description: 'A ticket that could not be changed, or not be put back.' });

/** A job as the API shows it. */
export const bulkObject = z
  .object({
    _id: z.string().meta({ example: 'bulk_01h455vb4pex5vsknk084sn02q', pattern: '^bulk_[0-9a-z]+$' }),
    state: z.enum(bulkStates).meta({
      description: '`running` and `undoing` go on; what is `done` can be undone, and is `undone` then.',
      example: 'running',
    }),
    change: z
      .object({
        status: z.enum(statuses).nullish(),
        resolution: z.string().max(limits.text).nullish(),
        priority: z.string().nullish(),
        category: z.string().nullish(),
        addTags: z.array(z.string()).nullish(),
        removeTags: z.array(z.string()).nullish(),
        assignedTo: z.string().nullish(),
        team: z.string().nullish(),
        snoozedUntil: z.string().nullish(),
      })
      .meta({ description: 'What was asked for.', example: { status: 'pending' } }),
    total: count('How many tickets it is about.', 214),
    done: count('How many of them are changed, or stood so already.', 42),
    failed: count('How many could not be changed.', 1),
    undone: count('How many were put back.', 0),
    kept: count('How many were not put back, because they were changed since.', 0),
    createdAt: time('When it was asked for.'),
    finishedAt: z.string().nullable().meta({
      description: 'When it, or its undoing, was over; null while it goes on. RFC 3339 in UTC.',
      example: null,
    }),
    problems: z
      .array(problemObject)
      .optional()
      .meta({ description: 'Those that were left as they were, at most 100. Absent from lists.' }),
  })
  .meta({ id: 'Bulk', description: 'One change to many tickets.' });

export type BulkObject = z.output<typeof bulkObject>;

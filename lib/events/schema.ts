import { z } from 'zod';
import { categories, priorities, statuses } from '@/lib/tickets/schema';
import { pageCursor, pageLimit } from '@/lib/wire/schema';

/** What can happen to a ticket, as webhooks and the feed name it. */
export const ticketEvents = [
  'ticket.created',
  'ticket.replied',
  'ticket.noted',
  'ticket.changed',
  'ticket.resolved',
  'ticket.closed',
  'ticket.reopened',
  'ticket.merged',
  'ticket.unmerged',
  'ticket.split',
  'ticket.linked',
  'ticket.unlinked',
  'ticket.woken',
  'ticket.rated',
] as const;

export type TicketEventName = (typeof ticketEvents)[number];

const change = <Value extends z.ZodType>(value: Value) => z.object({ from: value, to: value });

/** One event of a ticket as the feed tells it. Source: docs/contract.md, "Changes and events". */
export const ticketEventObject = z
  .object({
    id: z.string().meta({
      description: 'Names the event, the same to everybody and for good, and is the cursor that goes on after it.',
      example: 'pK4ZlIqLw1yX0mPnDq9c3A',
    }),
    type: z.enum(ticketEvents).meta({ example: 'ticket.changed' }),
    timestamp: z.string().meta({
      description: 'When it happened. RFC 3339 in UTC.',
      example: '2026-01-15T10:30:00.000Z',
      format: 'date-time',
    }),
    ticket: z.string().meta({
      description: 'The ticket’s `_id`.',
      example: 'support_ticket_01h455vb4pex5vsknk084sn02q',
      pattern: '^support_ticket_[0-9a-z]+$',
    }),
    number: z.int().meta({ description: 'The ticket’s number for people.', example: 1042 }),
    actor: z.string().meta({
      description: 'Who did it: `client_…`, `agent_…`, or `system`.',
      example: 'agent_01h455vb4pex5vsknk084sn02q',
      pattern: '^(client_[0-9a-z]+|agent_[0-9a-z]+|system)$',
    }),
    changes: z
      .object({
        title: change(z.string()),
        status: change(z.enum(statuses)),
        priority: change(z.enum(priorities)),
        category: change(z.enum(categories)),
        tags: change(z.array(z.string())),
        assignedTo: change(z.string().nullable()),
        resolution: change(z.string().nullable()),
        team: change(z.string().nullable()),
        snoozedUntil: change(z.string().nullable()),
      })
      .partial()
      .catchall(change(z.union([z.string(), z.number(), z.null()])))
      .optional()
      .meta({
        description:
          'What each changed property was and became. One of the desk’s own fields stands as `fields.<key>`. Absent where the event is a ticket or a message.',
        example: { priority: { from: 'high', to: 'urgent' } },
      }),
    rating: z
      .object({ good: z.boolean() })
      .optional()
      .meta({
        description: 'What the client said of how the ticket was answered. Only with `ticket.rated`.',
        example: { good: true },
      }),
    other: z.string().optional().meta({
      description: 'The other ticket of a merge, a split or a link: its `_id`.',
      example: 'support_ticket_01h455vb4pex5vsknk084sn02q',
      pattern: '^support_ticket_[0-9a-z]+$',
    }),
    imported: z.literal(true).optional().meta({
      description:
        'Only where an import brought the ticket, with a history that the feed does not tell. Webhooks hear nothing of it.',
    }),
  })
  .meta({ id: 'TicketEvent', description: 'Something that happened to a ticket. Read the ticket for how it stands.' });

export type TicketEventObject = z.output<typeof ticketEventObject>;

/** The last line of the feed as lines. */
export const feedEnd = z
  .object({ cursor: z.string().meta({ description: 'Where to go on.', example: 'pK4ZlIqLw1yX0mPnDq9c3A' }) })
  .meta({ id: 'FeedEnd' });

const types = z
  .string()
  .transform((text) => [...new Set(text.split(',').map((each) => each.trim()))])
  .pipe(z.array(z.enum(ticketEvents, 'INVALID_TYPES')))
  .optional()
  .meta({
    description: 'Only events of these types.',
    example: ['ticket.created', 'ticket.replied'],
    param: { style: 'form', explode: false },
    override: { type: 'array', items: { type: 'string', enum: [...ticketEvents] }, minItems: 1 },
  });

/** The query of `GET /v2/changes`, each parameter a text. */
export const listEventsSchema = z.object({
  cursor: pageCursor().meta({
    description:
      'A `page.next`, or the `id` of an event: the feed goes on after it. `now` for what is yet to come. Absent: from the beginning.',
    example: 'now',
  }),
  limit: pageLimit(100, 'How many to a page of JSON.'),
  types,
});

/** The query of `GET /v2/events`, each parameter a text. */
export const streamEventsSchema = z.object({
  cursor: pageCursor().meta({
    description: 'As in `GET /v2/changes`; `Last-Event-ID` wins over it. Absent, or `now`: what is yet to come.',
    example: 'now',
  }),
  types,
  presence: z
    .enum(['true', 'false'], 'INVALID_PRESENCE')
    .optional()
    .transform((text) => text === 'true')
    .meta({
      description:
        'For agents: also tells who has which ticket open, as `presence` without an `id`: `{whole, tickets}`, everything at ' +
        'first (`whole`), then what changes.',
      example: 'true',
      override: { type: 'boolean', default: false },
    }),
});

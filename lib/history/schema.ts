import { z } from 'zod';
import { ticketEventObject, ticketEvents } from '@/lib/events/schema';
import { pageCursor, pageLimit } from '@/lib/wire/schema';

/** What happens to tickets, as people tell it apart: what was said, how it stands, who has it, other tickets. */
export const historyTypes = ['messages', 'properties', 'people', 'merges'] as const;

export type HistoryType = (typeof historyTypes)[number];

/** The query of `GET /v2/support-tickets/{id}/history`, each parameter a text. */
export const listHistorySchema = z.object({
  limit: pageLimit(25),
  cursor: pageCursor(),
  types: z
    .string()
    .transform((text) => [...new Set(text.split(',').map((each) => each.trim()))])
    .pipe(z.array(z.enum(historyTypes, 'INVALID_TYPES')))
    .optional()
    .meta({
      description:
        'Only these: `messages`, `properties` (how it stands), `people` (who has it), `merges` (and splits and links).',
      example: ['people'],
      param: { style: 'form', explode: false },
      override: { type: 'array', items: { type: 'string', enum: [...historyTypes] }, minItems: 1 },
    }),
  actor: z.string().max(100, 'INVALID_ACTOR').optional().meta({
    description: 'Only what somebody did: `client_…`, `agent_…`, `me`, or `system`.',
    example: 'me',
    pattern: '^(me|system|(client|agent)_[0-7][0-9a-hjkmnp-tv-z]{25})$',
  }),
});

export type ListHistory = z.output<typeof listHistorySchema>;

const mention = z.object({
  _id: z.string().meta({ description: 'The ticket.', example: 'support_ticket_01h455vb4pex5vsknk084sn02q' }),
  number: z.int().meta({ example: 1042 }),
});

const { id, timestamp, actor, changes } = ticketEventObject.shape;

/** One thing that happened to a ticket, with all that a sentence about it needs. */
export const historyObject = z
  .object({
    _id: id,
    type: z.enum(ticketEvents).meta({ example: 'ticket.changed' }),
    timestamp,
    ticket: mention.meta({ description: 'Where it happened: the ticket, or one merged into it.' }),
    actor,
    actorName: z
      .string()
      .nullable()
      .meta({ description: 'Who that is; null for the system.', example: 'Nuria Campos' }),
    internal: z.literal(true).optional().meta({ description: 'Only where clients may not know of it.' }),
    changes,
    message: z
      .object({
        _id: z.string().meta({ example: 'thread_01h455vb4pex5vsknk084sn02q' }),
        text: z.string().meta({ description: 'Its first 200 characters.', example: 'Déjeme revisar los logs.' }),
      })
      .optional()
      .meta({ description: 'The message, where that is what happened.' }),
    other: mention.optional().meta({ description: 'The other ticket of a merge, a split or a link.' }),
    side: z.enum(['source', 'target']).optional().meta({
      description: 'With `other`: whether this one was merged, split or linked to the other, or the other to this one.',
    }),
    link: z.enum(['blocks', 'duplicates', 'relates', 'split']).optional().meta({ description: 'What kind of link.' }),
    rating: ticketEventObject.shape.rating,
    macro: z
      .object({ _id: z.string(), name: z.string() })
      .optional()
      .meta({
        description: 'The macro that did it.',
        example: { _id: 'macro_01h455vb4pex5vsknk084sn02q', name: 'Pedir logs' },
      }),
    rule: z
      .object({ _id: z.string(), name: z.string() })
      .optional()
      .meta({
        description: 'The rule that did it.',
        example: { _id: 'rule_01h455vb4pex5vsknk084sn02q', name: 'Urgentes' },
      }),
    bulk: z
      .object({ _id: z.string(), undo: z.literal(true).optional() })
      .optional()
      .meta({ description: 'The change to many at once that it was part of; `undo` where that was taken back.' }),
    names: z
      .record(z.string(), z.string())
      .meta({ description: 'Names of the agents and teams in `changes`, by their ids.', example: {} }),
  })
  .meta({ id: 'HistoryEntry', description: 'Something that happened to a ticket.' });

export type HistoryObject = z.output<typeof historyObject>;

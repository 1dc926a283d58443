import { z } from 'zod';
import { changeTicketSchema, replySchema, statuses, threadObject } from '@/lib/tickets/schema';
import { time } from '@/lib/wire/schema';

const outgoingStates = ['waiting', 'sent', 'held', 'failed'] as const;

const seen = z
  .string('INVALID_SEEN')
  .regex(/^thread_[0-9a-z]{26}$/, 'INVALID_SEEN')
  .nullish()
  .meta({
    description:
      'The last message that the author has seen. A newer one of somebody else for the client keeps the reply from being ' +
      'sent. Absent: the last one there is now.',
    example: 'thread_01h455vb4pex5vsknk084sn02q',
  });

/** What becomes of the ticket with the reply; both happen or neither. */
const after = z
  .object(
    {
      status: changeTicketSchema.shape.status.unwrap().unwrap().meta({
        description: 'As when a ticket is changed; `resolved` needs a `resolution`.',
        example: 'pending',
      }),
      resolution: changeTicketSchema.shape.resolution,
    },
    'INVALID_AFTER',
  )
  .nullish()
  .meta({ description: 'What becomes of the ticket with the reply: both happen, or neither.' });

/** The body of `POST /v2/support-tickets/{id}/outbox`. */
export const putIntoOutboxSchema = z
  .object({
    ...replySchema.shape,
    after,
    delay: z
      .int('INVALID_DELAY')
      .min(0, 'INVALID_DELAY')
      .max(60, 'INVALID_DELAY')
      .nullish()
      .transform((value) => value ?? 10)
      .meta({ description: 'Seconds until it is sent; 0 sends it at once.', example: 10, default: 10 }),
    seen,
    draft: z.int('INVALID_DRAFT').min(0, 'INVALID_DRAFT').nullish().meta({
      description: 'The `revision` of the draft that this was: that draft, and what was typed before it, is done with.',
      example: 1768473000000,
    }),
  })
  .meta({ id: 'PutIntoOutbox' });

export type PutIntoOutbox = z.output<typeof putIntoOutboxSchema>;

/** The body of `POST /v2/outbox/{id}/send`. */
export const sendNowSchema = z
  .object({
    seen: seen.meta({
      description:
        'The last message that the author has seen: a newer one holds the reply again. Absent: send it anyway.',
      example: 'thread_01h455vb4pex5vsknk084sn02q',
    }),
  })
  .meta({ id: 'SendNow' });

/** What is kept of a reply until it is sent, in `outgoing_replies.reply`. */
export const outgoingReplySchema = z.object({
  message: replySchema.shape.message,
  internal: z.boolean(),
  attachments: replySchema.shape.attachments,
  after: z.object({ status: z.enum(statuses), resolution: z.string().optional() }).nullable(),
  /** The UUID of the last message that the author had seen. */
  seen: z.uuid().nullable(),
  /** The revision of the draft that it was. */
  draft: z.number().nullable(),
});

export type OutgoingReply = z.output<typeof outgoingReplySchema>;

/** A reply on its way, as the API shows it to its author. */
export const outgoingObject = z
  .object({
    _id: z.string().meta({ example: 'outgoing_01h455vb4pex5vsknk084sn02q', pattern: '^outgoing_[0-9a-z]+$' }),
    ticket: z.string().meta({
      description: 'The ticket’s `_id`.',
      example: 'support_ticket_01h455vb4pex5vsknk084sn02q',
      pattern: '^support_ticket_[0-9a-z]+$',
    }),
    number: z.int().meta({ description: 'The ticket’s number for people.', example: 1042 }),
    message: z.string().meta({ description: 'Markdown.', example: 'He revisado su clave API y parece ser válida.' }),
    internal: z.boolean().meta({ description: 'A note that only agents read.', example: false }),
    attachments: threadObject.shape.attachments.unwrap(),
    after: z
      .object({ status: z.enum(statuses), resolution: z.string().optional() })
      .nullable()
      .meta({ description: 'What becomes of the ticket with it, or null.' }),
    state: z.enum(outgoingStates).meta({
      description:
        '`waiting` for its time; `sent`; `held`, because somebody wrote meanwhile; `failed`, because it may not be sent.',
      example: 'waiting',
    }),
    problem: z.string().nullable().meta({
      description: 'The code of why it was held (`ANSWERED_MEANWHILE`) or failed (`TICKET_CLOSED`, …), or null.',
      example: null,
    }),
    newer: z
      .object({
        _id: z.string().meta({ example: 'thread_01h455vb4pex5vsknk084sn02q', pattern: '^thread_[0-9a-z]+$' }),
        name: z.string().meta({ description: 'Who wrote it.', example: 'Hugo Prieto' }),
        type: threadObject.shape.type,
      })
      .nullable()
      .meta({ description: 'Of one that is held: the newest message that its author had not seen. Else null.' }),
    sendAt: time('When it is sent.', '2026-01-15T10:30:10.000Z'),
    createdAt: time('When it was put here.', '2026-01-15T10:30:10.000Z'),
    sentAt: time('When it was sent.', '2026-01-15T10:30:10.000Z')
      .nullable()
      .meta({ description: 'When it was sent, or null. RFC 3339 in UTC.' }),
  })
  .meta({ id: 'Outgoing', description: 'A reply that goes out in a moment and can be taken back until then.' });

export type OutgoingObject = z.output<typeof outgoingObject>;

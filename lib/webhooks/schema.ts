import { z } from 'zod';
import { ticketEvents } from '@/lib/events/schema';
import { pageCursor, pageLimit, time, timeOrNull } from '@/lib/wire/schema';

export const deliveryStatuses = ['pending', 'delivered', 'failed'] as const;

export type DeliveryStatus = (typeof deliveryStatuses)[number];

/** Why an attempt had no HTTP answer. `INTERRUPTED`: Hilo was stopped or killed while it ran. */
export const attemptErrors = [
  'TIMEOUT',
  'REFUSED_ADDRESS',
  'NAME_NOT_FOUND',
  'CONNECTION_REFUSED',
  'CONNECTION_RESET',
  'CONNECTION_FAILED',
  'TLS_ERROR',
  'INVALID_RESPONSE',
  'INTERRUPTED',
] as const;

export type AttemptError = (typeof attemptErrors)[number];

const url = z
  .string({ error: (issue) => (issue.input == null ? 'URL_REQUIRED' : 'INVALID_URL') })
  .trim()
  .min(1, 'URL_REQUIRED')
  .max(2048, 'INVALID_URL')
  .refine((text) => URL.canParse(text) && !/[\s\p{Cc}]/u.test(text) && text.isWellFormed(), 'INVALID_URL')
  .meta({
    description: 'Where to send: https, and on the public internet, unless `HILO_WEBHOOK_ALLOW` opens the host.',
    example: 'https://crm.example.com/hilo',
    format: 'uri',
  });

const events = z
  .array(z.enum(ticketEvents, 'INVALID_EVENTS'), 'INVALID_EVENTS')
  .transform((wanted) => ticketEvents.filter((each) => wanted.includes(each)))
  .meta({
    description:
      'The types to hear. Empty or absent: all that its owner may hear. `ticket.noted`, `ticket.woken`, `ticket.linked` and `ticket.unlinked` are for agents only.',
    example: ['ticket.created', 'ticket.replied'],
  });

/** The body of `POST /v2/webhooks`. */
export const createWebhookSchema = z
  .object({ url, events: events.nullish().transform((value) => value ?? []) })
  .meta({ id: 'CreateWebhook' });

/** The body of `PATCH /v2/webhooks/{id}`. Null means absent. */
export const changeWebhookSchema = z
  .object({
    url: url.nullish(),
    events: events.nullish(),
    enabled: z
      .boolean('INVALID_ENABLED')
      .nullish()
      .meta({ description: 'Turns it on, which clears the reason it was off, or off.', example: true }),
  })
  .meta({ id: 'ChangeWebhook' });

const deliveryStatus = z.enum(deliveryStatuses, 'INVALID_STATUS').meta({
  description: '`pending` will be tried (again), `delivered` was answered with 2xx, `failed` is given up.',
  example: 'delivered',
});

/** The query of `GET /v2/webhooks/{id}/deliveries`, each parameter a text. */
export const listDeliveriesSchema = z.object({
  limit: pageLimit(25),
  cursor: pageCursor(),
  status: deliveryStatus.optional().meta({ description: 'Only those of this status.', example: 'failed' }),
});

/** The body of `POST /v2/webhooks/{id}/deliveries/resend`. */
export const resendAllSchema = z
  .object({
    since: z
      .string({ error: 'INVALID_SINCE' })
      .refine((text) => z.iso.datetime({ offset: true }).safeParse(text).success, 'INVALID_SINCE')
      .transform((text) => new Date(text))
      .meta({
        description: 'Those made at this moment or later. RFC 3339.',
        example: '2026-01-15T03:00:00Z',
        format: 'date-time',
      }),
    status: deliveryStatus.nullish().meta({ description: 'Only those of this status.', example: 'failed' }),
  })
  .meta({ id: 'ResendDeliveries' });

export type CreateWebhook = z.output<typeof createWebhookSchema>;
export type ChangeWebhook = z.output<typeof changeWebhookSchema>;
export type ListDeliveries = z.output<typeof listDeliveriesSchema>;
export type ResendAll = z.output<typeof resendAllSchema>;

const webhookShape = {
  _id: z.string().meta({ example: 'webhook_01h455vb4pex5vsknk084sn02q', pattern: '^webhook_[0-9a-z]+$' }),
  url: z.string().meta({ description: 'Where it is sent.', example: 'https://crm.example.com/hilo' }),
  events: z.array(z.enum(ticketEvents)).meta({
    description: 'The types that it hears. Empty: all that its owner may hear.',
    example: ['ticket.created', 'ticket.replied'],
  }),
  enabled: z.boolean().meta({ description: 'Whether it is on.', example: true }),
  disabledReason: z.enum(['gone', 'failing']).nullable().meta({
    description:
      'Why Hilo turned it off: `gone`, it answered 410; `failing`, no attempt succeeded for five days. Null while it is on, and when a person turned it off.',
    example: null,
  }),
  disabledAt: timeOrNull('When it was turned off, or null while it is on.'),
  failingSince: timeOrNull('Since when no attempt has succeeded, or null.'),
  secretRotatesUntil: timeOrNull('Until when the secret before the present one signs as well, or null.'),
  user: z
    .object({
      _id: z.string().meta({ example: 'agent_01h455vb4pex5vsknk084sn02q', pattern: '^(client|agent)_[0-9a-z]+$' }),
      name: z.string().meta({ example: 'Nuria Campos' }),
      email: z.string().meta({ example: 'nuria@example.com' }),
    })
    .meta({ description: 'Its owner: it hears what they may.' }),
  createdAt: time('When it was made.'),
  updatedAt: time('When it was last changed.'),
};

/** A webhook as the API shows it. Times are RFC 3339 in UTC. */
export const webhookObject = z
  .object(webhookShape)
  .meta({ id: 'Webhook', description: 'An address that hears of events, without its secret.' });

/** A webhook in the two answers that have its secret: when it was made, and when the secret was made anew. */
export const webhookWithSecretObject = z
  .object({
    ...webhookShape,
    secret: z.string().meta({
      description: 'Signs what is sent, as the Standard Webhooks specification says. Shown here and never again.',
      example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    }),
  })
  .meta({ id: 'WebhookWithSecret', description: 'A webhook with its secret.' });

const attemptObject = z
  .object({
    number: z.int().meta({ description: 'From 1; goes on when the delivery is sent again.', example: 1 }),
    startedAt: time('When it began.'),
    durationMs: z.int().nullable().meta({
      description: 'How long it took, in milliseconds. Null while it runs, and where it was interrupted.',
      example: 132,
    }),
    status: z.int().nullable().meta({ description: 'The HTTP status, or null: there was no answer.', example: 200 }),
    error: z.enum(attemptErrors).nullable().meta({ description: 'Why there was no answer, or null.', example: null }),
    requestBytes: z.int().meta({ description: 'The size of the body sent.', example: 812 }),
    responseBytes: z.int().nullable().meta({
      description: 'How much of the answer’s body was read (at most 65,536), or null.',
      example: 2,
    }),
    responseHead: z.string().nullable().meta({
      description: 'The first 1,024 bytes of the answer’s body as text, or null.',
      example: 'ok',
    }),
  })
  .meta({ id: 'DeliveryAttempt', description: 'One try to send.' });

const deliveryShape = {
  _id: z.string().meta({
    description: 'The `webhook-id` that it is sent with: the same in every attempt.',
    example: 'msg_01h455vb4pex5vsknk084sn02q',
    pattern: '^msg_[0-9a-z]+$',
  }),
  type: z.enum([...ticketEvents, 'webhook.test']).meta({ description: 'What it tells.', example: 'ticket.created' }),
  status: deliveryStatus,
  isTest: z.boolean().meta({ description: 'Sent to try the webhook.', example: false }),
  ticket: z
    .string()
    .nullable()
    .meta({ description: 'The ticket that it tells of, or null: a test.', pattern: '^support_ticket_[0-9a-z]+$' }),
  createdAt: time('When it was made from the event.'),
  deliveredAt: timeOrNull('When it was answered with 2xx, or null.'),
  nextAttemptAt: timeOrNull('When it will be tried next, or null: no more.'),
  attempts: z.array(attemptObject).meta({ description: 'Every try, oldest first.' }),
};

/** A delivery as the ledger lists it. */
export const deliveryObject = z
  .object(deliveryShape)
  .meta({ id: 'Delivery', description: 'One message to one webhook, with every attempt to send it.' });

/** A delivery with what is sent. */
export const deliveryWithPayloadObject = z
  .object({
    ...deliveryShape,
    payload: z.string().meta({
      description: 'The body as it is sent, byte for byte.',
      example: '{"type":"webhook.test","timestamp":"2026-01-15T10:30:00.000Z","data":{}}',
    }),
  })
  .meta({ id: 'DeliveryWithPayload', description: 'A delivery with its body.' });

/** The answer of `POST …/deliveries/resend`. */
export const resentObject = z
  .object({ count: z.int().meta({ description: 'How many will be sent again.', example: 12 }) })
  .meta({ id: 'Resent' });

export type WebhookObject = z.output<typeof webhookObject>;
export type WebhookWithSecretObject = z.output<typeof webhookWithSecretObject>;
export type DeliveryObject = z.output<typeof deliveryObject>;
export type DeliveryWithPayloadObject = z.output<typeof deliveryWithPayloadObject>;

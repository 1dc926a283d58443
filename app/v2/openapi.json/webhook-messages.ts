import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { type TicketEventName, ticketEventObject, ticketEvents } from '@/lib/events/schema';
import { threadObject, ticketObject } from '@/lib/tickets/schema';

const { actor, changes, id: event, other, rating, timestamp } = ticketEventObject.shape;

const ticket = ticketObject
  .omit({ threads: true })
  .meta({ id: 'WebhookTicket', description: 'The ticket as the webhook’s owner sees it, without its messages.' });

const told: Record<TicketEventName, string> = {
  'ticket.created': 'A ticket was filed.',
  'ticket.replied': 'Somebody wrote a reply.',
  'ticket.noted': 'An agent wrote a note. Clients’ webhooks do not hear of it.',
  'ticket.changed': 'Properties of a ticket were changed.',
  'ticket.resolved': 'A ticket was resolved.',
  'ticket.closed': 'A ticket was closed.',
  'ticket.reopened': 'A resolved or closed ticket was opened again.',
  'ticket.merged': 'A ticket was merged into another: sent of both. Clients hear of merges of their own tickets alone.',
  'ticket.unmerged': 'A ticket was taken back out of the one that it was merged into: sent of both, likewise.',
  'ticket.split': 'A new ticket was opened with a message of another: sent of both.',
  'ticket.linked': 'A ticket was linked to another: sent of both. Clients’ webhooks do not hear of it.',
  'ticket.unlinked': 'A link between two tickets was taken away: sent of both. Clients’ webhooks do not hear of it.',
  'ticket.woken':
    'A snoozed ticket is back: at its time, or for its client’s reply. Clients’ webhooks do not hear of it.',
  'ticket.rated': 'The client said how their ticket was answered.',
};

/** `ticket.created` is described by `TicketCreatedMessage`. */
function nameOf(type: string): string {
  const words = type.split('.').map((word) => word[0]?.toUpperCase() + word.slice(1));
  return `${words.join('')}Message`;
}

const withOther: ReadonlySet<TicketEventName> = new Set([
  'ticket.merged',
  'ticket.unmerged',
  'ticket.split',
  'ticket.linked',
  'ticket.unlinked',
]);

function messageOf(type: TicketEventName) {
  const hasMessage = type === 'ticket.replied' || type === 'ticket.noted';
  const data = z.object({
    ticket,
    ...(hasMessage && { message: threadObject }),
    changes,
    ...(type === 'ticket.rated' && { rating }),
    ...(withOther.has(type) && { other }),
    actor,
    event: event.meta({ description: 'Names the event: `GET /v2/changes?cursor=` goes on after it.' }),
    truncated: z.literal(true).optional().meta({ description: 'Texts or lists were cut to stay under 20 kB.' }),
  });
  return z.object({ type: z.literal(type), timestamp, data }).meta({ id: nameOf(type) });
}

const testMessage = z
  .object({ type: z.literal('webhook.test'), timestamp, data: z.object({}) })
  .meta({ id: nameOf('webhook.test') });

/** The bodies of what is sent to webhooks; the `id` of each is its name in the document. */
export const webhookSchemas: z.ZodType[] = [...ticketEvents.map(messageOf), testMessage];

const headers = z.object({
  'webhook-id': z
    .string()
    .meta({ description: 'Names the message: the same in every attempt, so that none is acted on twice.' }),
  'webhook-timestamp': z.string().meta({ description: 'When this attempt began, in seconds since 1970.' }),
  'webhook-signature': z.string().meta({
    description: '`v1,` and the HMAC-SHA256 of `id.timestamp.body` in base64; two of them while a secret rotates.',
  }),
});

function sent(type: string, summary: string): ZodOpenApiPathsObject[string] {
  return {
    post: {
      operationId: `hear${nameOf(type).replace('Message', '')}`,
      tags: ['Webhooks'],
      summary,
      description: 'By the Standard Webhooks specification 1.0. At least once, in no promised order.',
      security: [],
      requestParams: { header: headers },
      requestBody: {
        required: true,
        content: { 'application/json': { schema: { $ref: `#/components/schemas/${nameOf(type)}` } } },
      },
      responses: {
        '2XX': { description: 'Taken.' },
        '410': { description: 'No longer wanted: the webhook is turned off.' },
        default: { description: 'Not taken: tried again, ten times over three days.' },
      },
    },
  };
}

/** What is sent to webhooks, by type. */
export const webhookMessages: ZodOpenApiPathsObject = {
  ...Object.fromEntries(ticketEvents.map((type) => [type, sent(type, told[type])])),
  'webhook.test': sent('webhook.test', 'Somebody asked for a test.'),
};

import { z } from 'zod';
import { draftObject } from '@/lib/drafts/schema';
import type { Doc } from '@/lib/http/doc';
import { outgoingObject } from '@/lib/outbox/schema';

const ticketParams = {
  id: z.string().meta({ description: 'The ticket’s `_id`.', example: 'support_ticket_01h455vb4pex5vsknk084sn02q' }),
};
const params = {
  id: z.string().meta({ description: 'Its `_id`.', example: 'outgoing_01h455vb4pex5vsknk084sn02q' }),
};

export const putIntoOutboxDoc: Doc = {
  id: 'putIntoOutbox',
  tag: 'Tickets',
  summary: 'Reply in a moment',
  description:
    'A reply of an agent’s that is sent after `delay` seconds and until then can be taken back: nobody else sees it before. ' +
    'With `after`, the ticket’s status changes with it. If somebody wrote for the client after `seen`, it is held instead, ' +
    'for the author to decide. To reply without delay and without looking, use `replyToTicket`.',
  params: ticketParams,
  takes: ['Idempotency-Key', 'If-Match'],
  errors: ['TICKET_NOT_FOUND', 'TICKET_CLOSED', 'TICKET_MERGED', 'RESOLUTION_REQUIRED', 'ATTACHMENTS_TOO_LARGE'],
  examples: {
    wait: { message: '¿Puede probar con la clave nueva?', after: { status: 'pending' } },
    resolve: {
      message: 'Ya responde 200.',
      after: { status: 'resolved', resolution: 'La clave era de otro ambiente.' },
      delay: 5,
    },
  },
  replies: { 201: { description: 'The reply as it waits.', data: outgoingObject, headers: ['Location'] } },
};

export const listOutboxDoc: Doc = {
  id: 'listOutbox',
  tag: 'Tickets',
  summary: 'List one’s outgoing replies',
  description: 'The caller’s own that are not sent: those that wait, were held or failed. Newest first, at most 100.',
  replies: { 200: { description: 'Replies on their way.', data: z.array(outgoingObject) } },
};

export const takeBackDoc: Doc = {
  id: 'takeBackReply',
  tag: 'Tickets',
  summary: 'Take an outgoing reply back',
  description: 'It is not sent, and its text is the draft of the ticket again, above what was typed since.',
  params,
  errors: ['OUTGOING_NOT_FOUND', 'ALREADY_SENT'],
  replies: {
    200: {
      description: 'The reply as it was, and the draft as it is.',
      data: outgoingObject.extend({ draft: draftObject }),
    },
  },
};

export const sendNowDoc: Doc = {
  id: 'sendReplyNow',
  tag: 'Tickets',
  summary: 'Send an outgoing reply now',
  description:
    'Whether it waits, was held or failed. With `seen`, a newer message holds it again; without, it is sent anyway. One that ' +
    'was sent is answered as it is.',
  params,
  errors: ['OUTGOING_NOT_FOUND', 'TICKET_CLOSED', 'TICKET_MERGED', 'INVALID_ATTACHMENTS'],
  examples: { anyway: {} },
  replies: { 200: { description: 'The reply, sent or held.', data: outgoingObject } },
};

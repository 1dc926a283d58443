import { z } from 'zod';
import type { Doc } from '@/lib/http/doc';
import { ticketObject } from '@/lib/tickets/schema';
import { documentedReply, documentedRequest, documentedTicket } from './documented';

const params = {
  id: z.string().meta({
    description: 'The ticket’s `_id`.',
    example: 'support_ticket_01h455vb4pex5vsknk084sn02q',
  }),
};

const ticket = { data: ticketObject };

export const listTicketsDoc: Doc = {
  id: 'listTickets',
  tag: 'Tickets',
  summary: 'List tickets',
  description:
    'Newest first: those that the caller may see, which for a client are their own. Paging goes by place, not by count, ' +
    'and stays right while tickets are filed. Only `next: null` is the end: a page of a search may hold fewer than `limit`, ' +
    'or none, and go on.',
  replies: { 200: { description: 'A page of tickets.', data: z.array(ticketObject), isPage: true } },
};

export const createTicketDoc: Doc = {
  id: 'createTicket',
  tag: 'Tickets',
  summary: 'File a ticket',
  description:
    'The ticket belongs to the owner of the token or session; an integration’s may name another client. Its `status` is `open`.',
  takes: ['Idempotency-Key'],
  errors: ['INVALID_CLIENT', 'ATTACHMENTS_TOO_LARGE'],
  examples: { document: documentedRequest },
  replies: {
    201: {
      ...ticket,
      description: 'The ticket as filed.',
      headers: ['Location'],
      // The document is older than `number`, which stands at the end of every ticket.
      examples: { document: documentedReply },
    },
  },
};

export const getTicketDoc: Doc = {
  id: 'getTicket',
  tag: 'Tickets',
  summary: 'Read a ticket',
  description: 'The whole ticket, its messages oldest first. Notes are there for agents alone.',
  params,
  takes: ['If-None-Match'],
  errors: ['TICKET_NOT_FOUND'],
  replies: {
    200: {
      ...ticket,
      description: 'The ticket.',
      headers: ['ETag'],
      examples: { document: { success: true, data: documentedTicket } },
    },
  },
};

export const changeTicketDoc: Doc = {
  id: 'changeTicket',
  tag: 'Tickets',
  summary: 'Change a ticket',
  description:
    'Agents change anything. Clients may set `status` to `closed` or, from `resolved`, back to `open`, and nothing else. ' +
    'From `closed` a ticket only goes back to `open`, by an agent. Each change of status or assignee adds a `system` message. `team` and `snoozedUntil` are the desk’s own: clients learn nothing of them, and only active tickets are snoozed.',
  params,
  takes: ['If-Match'],
  errors: ['TICKET_NOT_FOUND', 'TICKET_CLOSED', 'TICKET_MERGED', 'TICKET_NOT_ACTIVE'],
  examples: {
    take: { assignedTo: 'me', priority: 'urgent' },
    resolve: { status: 'resolved', resolution: 'La clave era de otro ambiente; ahora responde 200.' },
  },
  replies: { 200: { ...ticket, description: 'The ticket as it is now.', headers: ['ETag'] } },
};

export const replyToTicketDoc: Doc = {
  id: 'replyToTicket',
  tag: 'Tickets',
  summary: 'Reply to a ticket',
  description:
    'A message for everybody or, with `internal`, a note for agents. An agent’s first reply to an `open` ticket makes it ' +
    '`in_progress` and, if nobody has it, theirs; a client’s reply wakes a `pending` or `resolved` one.',
  params,
  takes: ['Idempotency-Key', 'If-Match'],
  errors: ['TICKET_NOT_FOUND', 'TICKET_CLOSED', 'TICKET_MERGED', 'ATTACHMENTS_TOO_LARGE'],
  examples: {
    reply: { message: 'He revisado su clave API y parece ser válida. Déjeme revisar los logs.' },
    note: { message: 'El cliente usa la clave de pruebas.', internal: true },
  },
  replies: { 201: { ...ticket, description: 'The ticket with the message.', headers: ['ETag'] } },
};

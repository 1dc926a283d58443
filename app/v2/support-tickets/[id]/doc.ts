import { z } from 'zod';
import { historyObject } from '@/lib/history/schema';
import type { Doc } from '@/lib/http/doc';
import { linkObject, ticketObject } from '@/lib/tickets/schema';

const params = {
  id: z.string().meta({
    description: 'The ticket’s `_id`.',
    example: 'support_ticket_01h455vb4pex5vsknk084sn02q',
  }),
};

const ticket = { data: ticketObject };

export const mergeTicketDoc: Doc = {
  id: 'mergeTicket',
  tag: 'Tickets',
  summary: 'Merge a ticket into another',
  description:
    'Its life goes on in the other ticket, where agents read both, and a client whose both are. It is closed, and `mergedInto` ' +
    'says where. Each message stays on the ticket that it was written on. A client of the merged one alone goes on reading and ' +
    'writing there: their own messages, what agents answer on the other ticket from now on, and its status; neither client ever ' +
    'learns of the other. Whatever was merged into it before goes with it. Agents only.',
  params,
  takes: ['If-Match'],
  errors: [
    'TICKET_NOT_FOUND',
    'OTHER_TICKET_NOT_FOUND',
    'MERGE_INTO_ITSELF',
    'MERGE_INTO_MERGED',
    'TICKET_MERGED',
    'TICKET_CLOSED',
  ],
  examples: { number: { into: 1042 }, id: { into: 'support_ticket_01h455vb4pex5vsknk084sn02q' } },
  replies: { 200: { ...ticket, description: 'The ticket in which both go on.', headers: ['ETag'] } },
};

export const unmergeTicketDoc: Doc = {
  id: 'unmergeTicket',
  tag: 'Tickets',
  summary: 'Undo the merge of a ticket',
  description:
    'At any time. The ticket stands as it did before, unless its client has written since: then it waits for an answer. It takes ' +
    'along what had been merged into it. Messages stay on the ticket that they were written on. Agents only.',
  params,
  takes: ['If-Match'],
  errors: ['TICKET_NOT_FOUND', 'NOT_MERGED'],
  replies: { 200: { ...ticket, description: 'The ticket, on its own again.', headers: ['ETag'] } },
};

export const splitTicketDoc: Doc = {
  id: 'splitTicket',
  tag: 'Tickets',
  summary: 'Open a new ticket with a message',
  description:
    'A new ticket of the same client opens with the message, its author and its files. The old one keeps it; both tell of it, and ' +
    'are linked (`split`). The message may be of a ticket merged into this one. Agents only.',
  params,
  errors: ['TICKET_NOT_FOUND'],
  examples: { split: { thread: 'thread_01h455vb4pex5vsknk084sn02q', title: 'La factura de marzo' } },
  replies: { 201: { ...ticket, description: 'The new ticket.', headers: ['Location', 'ETag'] } },
};

export const listLinksDoc: Doc = {
  id: 'listLinks',
  tag: 'Tickets',
  summary: 'List a ticket’s links',
  description: 'From either side, with those of tickets merged into it. Agents only.',
  params,
  errors: ['TICKET_NOT_FOUND'],
  replies: { 200: { description: 'The links, oldest first.', data: z.array(linkObject) } },
};

export const linkTicketDoc: Doc = {
  id: 'linkTicket',
  tag: 'Tickets',
  summary: 'Link a ticket to another',
  description: 'Two tickets have at most one link of a kind, whichever way. Agents only.',
  params,
  errors: ['TICKET_NOT_FOUND', 'OTHER_TICKET_NOT_FOUND', 'LINK_TO_ITSELF', 'LINK_EXISTS', 'TOO_MANY_LINKS'],
  examples: { blocks: { kind: 'blocks', ticket: 1042 } },
  replies: { 201: { description: 'The link.', data: linkObject } },
};

export const unlinkTicketDoc: Doc = {
  id: 'unlinkTicket',
  tag: 'Tickets',
  summary: 'Take a link away',
  description: 'From either of its tickets. Agents only.',
  params: {
    ...params,
    link: z.string().meta({ description: 'The link’s `_id`.', example: 'link_01h455vb4pex5vsknk084sn02q' }),
  },
  errors: ['TICKET_NOT_FOUND', 'LINK_NOT_FOUND'],
  replies: { 200: { description: 'The link as it was.', data: linkObject } },
};

export const listHistoryDoc: Doc = {
  id: 'listHistory',
  tag: 'Tickets',
  summary: 'Read a ticket’s history',
  description:
    'Everything that happened to it and to tickets merged into it, newest first: who, what, from what to what, and by which macro, ' +
    'rule or change to many. Agents only.',
  params,
  errors: ['TICKET_NOT_FOUND'],
  replies: { 200: { description: 'A page of what happened.', data: z.array(historyObject), isPage: true } },
};

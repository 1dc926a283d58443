import { z } from 'zod';
import { deskRowObject, deskTicketObject } from '@/lib/desk/schema';
import type { Doc } from '@/lib/http/doc';

export const listDeskTicketsDoc: Doc = {
  id: 'listDeskTickets',
  tag: 'Desk',
  summary: 'List a queue',
  description:
    'What an agent sees of a queue, narrowed as in the search box. Paging goes by place and stays right while tickets come ' +
    'and go; `until` reads a stretch again that was read before. Only `next: null` is the end: a page of a search may hold ' +
    'fewer than `limit`, or none, and go on.',
  errors: ['VIEW_NOT_FOUND'],
  replies: { 200: { description: 'A page of the queue.', data: z.array(deskRowObject), isPage: true } },
};

export const readDeskTicketDoc: Doc = {
  id: 'readDeskTicket',
  tag: 'Desk',
  summary: 'Read a ticket as the desk shows it',
  description: 'By its number, with all that stands round it: who can have it, its client, their other tickets.',
  params: { number: z.string().meta({ description: 'The number for people.', example: '1042' }) },
  errors: ['TICKET_NOT_FOUND'],
  replies: { 200: { description: 'The ticket.', data: deskTicketObject } },
};

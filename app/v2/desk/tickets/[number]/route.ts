import { presentDeskTicket } from '@/lib/desk/present';
import { findDeskTicket } from '@/lib/desk/queries';
import { endpoint, resource } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { AppError } from '@/lib/platform/errors';
import { readDeskTicketDoc } from '../doc';

/** One ticket as the desk shows it, for who works here. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: endpoint({ scope: 'tickets:read', doc: readDeskTicketDoc }, async ({ actor, params }) => {
    const ticket = await findDeskTicket(actor, params.number ?? '');
    if (!ticket) throw new AppError('TICKET_NOT_FOUND');
    return reply(presentDeskTicket(ticket));
  }),
});
